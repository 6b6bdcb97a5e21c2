package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeReport;
import org.hozon.model.PackPlacement;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes of real parts on loopback: a mesh, a deposit, a failure, a repair, a restore. */
class LocalNodesTest {
  private static final long OFFER = 1L << 30;

  private final List<LocalNode> running = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void stopAll() {
    running.forEach(LocalNode::close);
  }

  @Test
  void aFolderOutlivesAHolderAndComesBackOnAFreshHome() throws Exception {
    HomeAccounts.Made account = HomeAccounts.make(home("depositor"));
    LocalNode first = start(options("one"));
    for (String name : List.of("two", "three", "four")) {
      start(options(name).withJoin(first.data()));
    }
    LocalNode depositor = start(options("depositor").withOffer(0).withJoin(first.data()));
    await("five members", () -> depositor.status().members() == 5);
    Path source = someFolder();

    DepositReport deposited =
        depositor.deposit(
            new DepositRequest(List.of(source.toString()), "things", Policy.STANDARD),
            Progress.NONE);

    assertThat(deposited.problems()).isEmpty();
    assertThat(deposited.files()).isEqualTo(entries(source).size());
    for (PackPlacement placed : depositor.packs(null)) {
      assertThat(placed.holders()).hasSize(3).doesNotContain(depositor.self());
    }
    assertThat(depositor.status().packs().healthy())
        .isEqualTo(depositor.status().packs().total())
        .isPositive();
    List<FileEntry> listed = new ArrayList<>();
    try (ControlClient client = new ControlClient(home("depositor"))) {
      client.files(deposited.deposit(), 0, null, listed::add);
      assertThat(client.deposits()).isEqualTo(depositor.deposits());
    }
    assertThat(listed).hasSize((int) deposited.files());

    LocalNode victim = holderOf(depositor.packs(null).get(0));
    victim.close();
    await(
        "the mesh heals itself",
        () -> {
          var packs = depositor.status().packs();
          return depositor.status().members() == 4 && packs.healthy() == packs.total();
        });
    assertThat(holders(depositor.packs(null))).doesNotContain(victim.self());

    depositor.close();
    HomeAccounts.recall(home("fresh"), String.join(" ", account.phrase()));
    LocalNode survivor = running.stream().filter(node -> node != victim).findFirst().orElseThrow();
    LocalNode fresh = start(options("fresh").withOffer(0).withJoin(survivor.data()));
    List<DepositSummary> found = fresh.deposits();
    assertThat(found).hasSize(1);
    Path target = folder.resolve("restored");
    fresh.restore(
        new RestoreRequest(found.get(0).deposit(), 0, List.of(), target.toString(), false),
        Progress.NONE);
    assertThat(contents(target)).isEqualTo(contents(source));
  }

  /** Takes over a minute: a node that has just started lets nothing go for so long. */
  @Test
  @Tag("soak")
  void aDrainedNodeLeavesNothingBehind() throws Exception {
    LocalNode first = start(options("one"));
    for (String name : List.of("two", "three", "four")) {
      start(options(name).withJoin(first.data()));
    }
    LocalNode depositor = start(options("depositor").withOffer(0).withJoin(first.data()));
    await("five members", () -> depositor.status().members() == 5);
    depositor.deposit(
        new DepositRequest(List.of(someFolder().toString()), null, Policy.STANDARD), Progress.NONE);
    LocalNode leaving = holderOf(depositor.packs(null).get(0));
    ControlClient client = new ControlClient(home(leaving.name()));
    assertThat(client.held().packs()).isPositive();

    client.stop(true, Progress.NONE);

    leaving.awaitStop();
    for (PackPlacement placed : depositor.packs(null)) {
      assertThat(placed.holders()).hasSize(3).doesNotContain(leaving.self(), depositor.self());
    }
    try (Stream<Path> left = Files.walk(home(leaving.name()).resolve("packs"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aDrainThatWouldBreakThePromiseIsRefusedAndTheNodeGoesOn() throws Exception {
    LocalNode first = start(options("one"));
    start(options("two").withJoin(first.data()));
    start(options("three").withJoin(first.data()));
    LocalNode depositor = start(options("depositor").withOffer(0).withJoin(first.data()));
    await("four members", () -> depositor.status().members() == 4);
    depositor.deposit(
        new DepositRequest(List.of(someFolder().toString()), null, Policy.STANDARD), Progress.NONE);
    HozonException trouble =
        catchThrowableOfType(HozonException.class, () -> first.stop(true, Progress.NONE));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.SHORT);
    assertThat(first.held().packs()).isPositive();
    await(
        "it takes packs again",
        () -> depositor.status().packs().healthy() == depositor.status().packs().total());
  }

  @Test
  void nodesThatAllDiedFindEachOtherAgain() throws Exception {
    LocalNode one = start(options("one"));
    HostPort door = one.data();
    LocalNode two = start(options("two").withJoin(door));
    LocalNode three = start(options("three").withJoin(door));
    await("three members", () -> one.status().members() == 3);
    await("all know each other", () -> knows(two, three) && knows(three, two));
    running.forEach(LocalNode::close);
    running.clear();

    // The one all others were told to join stays away.
    LocalNode twoAgain = start(options("two").withJoin(door));
    assertThat(twoAgain.data()).isEqualTo(two.data());
    LocalNode threeAgain = start(options("three").withJoin(door));
    await("two members", () -> twoAgain.status().members() == 2);
    LocalNode oneAgain = start(options("one"));
    assertThat(oneAgain.data()).isEqualTo(door);
    await(
        "three members again",
        () ->
            Stream.of(oneAgain, twoAgain, threeAgain)
                .allMatch(node -> node.status().members() == 3));
  }

  @Test
  void twoMeshesThatMeetBecomeOne() throws Exception {
    LocalNode one = start(options("one"));
    LocalNode two = start(options("two").withJoin(one.data()));
    await("two members", () -> one.status().members() == 2);
    HostPort twosDoor = two.data();
    two.close();
    await("one alone", () -> one.status().members() == 1);
    // Two comes up while one cannot answer: it starts alone, then one is back with its old mesh.
    one.close();
    running.clear();
    LocalNode twoAlone = start(options("two"));
    assertThat(twoAlone.data()).isEqualTo(twosDoor);
    LocalNode stranger = start(options("stranger"));
    start(options("third").withJoin(stranger.data()));
    await("a mesh of two", () -> stranger.status().members() == 2);
    LocalNode oneAgain = start(options("one").withJoin(stranger.data()));
    await(
        "all four in one mesh",
        () ->
            running.stream().allMatch(node -> node.status().members() == 4)
                && oneAgain.status().members() == 4);
  }

  @Test
  void whatCannotStartSaysSoAndLeavesNothingOpen() throws IOException {
    HostPort nobody = new HostPort("127.0.0.1", 1);
    HozonException lonely =
        catchThrowableOfType(
            HozonException.class, () -> LocalNode.start(options("one").withJoin(nobody)));
    assertThat(lonely.kind()).isEqualTo(HozonException.Kind.FAILED);
    assertThat(lonely.getMessage()).contains("No node answered at 127.0.0.1:1");

    LocalNode one = start(options("one"));
    HozonException twice =
        catchThrowableOfType(HozonException.class, () -> LocalNode.start(options("one")));
    assertThat(twice.kind()).isEqualTo(HozonException.Kind.FAILED);
    HozonException taken =
        catchThrowableOfType(
            HozonException.class,
            () -> LocalNode.start(options("two").withDataPort(one.data().port())));
    assertThat(taken.getMessage()).contains("data port " + one.data().port());

    DepositRequest request =
        new DepositRequest(List.of(someFolder().toString()), null, Policy.STANDARD);
    HozonException alone =
        catchThrowableOfType(HozonException.class, () -> one.deposit(request, Progress.NONE));
    assertThat(alone.kind()).isEqualTo(HozonException.Kind.SHORT);
    assertThat(one.deposits()).isEmpty();
    assertThat(one.held().packs()).isZero();
  }

  @Test
  void stoppedThroughTheControlPortItLetsGoOfItsHome() throws InterruptedException {
    LocalNode one = start(options("one").withOffer(1000));
    ControlClient client = new ControlClient(home("one"));
    assertThat(client.status().offer().bytes()).isEqualTo(1000);
    assertThat(client.setOffer(2000).bytes()).isEqualTo(2000);
    client.stop(false, Progress.NONE);
    one.awaitStop();
    LocalNode again = start(NodeOptions.of(home("one")).withPreset(Preset.TRIAL));
    assertThat(again.self()).isEqualTo(one.self());
    assertThat(again.offer().bytes()).isEqualTo(2000);
    assertThat(again.activity(Instant.EPOCH, 100))
        .extracting("kind")
        .contains("node-started", "offer-changed", "node-stopped");
  }

  private static boolean knows(LocalNode node, LocalNode other) {
    return node.nodes().stream().map(NodeReport::node).anyMatch(other.self()::equals);
  }

  private LocalNode holderOf(PackPlacement placed) {
    return running.stream()
        .filter(node -> node.self().equals(placed.holders().get(0)))
        .findFirst()
        .orElseThrow();
  }

  private static Set<NodeId> holders(List<PackPlacement> packs) {
    Set<NodeId> holders = new HashSet<>();
    packs.forEach(placed -> holders.addAll(placed.holders()));
    return holders;
  }

  private LocalNode start(NodeOptions options) {
    LocalNode node = LocalNode.start(options);
    running.add(node);
    return node;
  }

  private NodeOptions options(String name) {
    return NodeOptions.of(home(name)).withName(name).withPreset(Preset.TRIAL).withOffer(OFFER);
  }

  private Path home(String name) {
    return folder.resolve("home-" + name);
  }

  private Path someFolder() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[random.nextInt(200_000)];
      random.nextBytes(bytes);
      Path file = source.resolve("d" + i % 5).resolve("file " + i + " ü.bin");
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    }
    Files.createFile(source.resolve("empty"));
    Files.createDirectories(source.resolve("empty folder"));
    return source;
  }

  private static List<Path> entries(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.toList();
    }
  }

  /** Content hashes by path below the root's last name. */
  private static Map<String, Integer> contents(Path root) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    for (Path entry : entries(root)) {
      String path = root.relativize(entry).toString().replaceFirst("^source/?", "");
      if (Files.isRegularFile(entry)) {
        contents.put(path, Arrays.hashCode(Files.readAllBytes(entry)));
      } else if (!path.isEmpty()) {
        contents.put(path, 0);
      }
    }
    return contents;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waited too long for: " + what).isNegative();
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
