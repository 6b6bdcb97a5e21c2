package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.Retention;
import org.hozon.model.VersionSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions and of the space they took. */
class LifeTest {
  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;

  @BeforeEach
  void build() {
    net = new TestNet(folder.resolve("net"), 5);
    source = folder.resolve("source");
  }

  private Machine machine(String home) {
    return new Machine(folder.resolve(home), keys, net);
  }

  private Set<PackId> listed(Machine machine) {
    return new TreeSet<>(new LaneBook(machine.self, machine.parts.catalogue()).packs().keySet());
  }

  /** Holders have exactly what the account's catalogue lists. */
  private void assertNothingLeftOver(Machine machine) {
    assertThat(new TreeSet<>(net.standing().keySet())).isEqualTo(listed(machine));
    assertThat(machine.deposits.health().healthy()).isEqualTo(machine.deposits.health().total());
  }

  @Test
  @DisplayName("a deleted version gives its packs back, the others restore as before")
  void deleteVersion() throws IOException {
    try (Machine machine = machine("home")) {
      Trees.file(source.resolve("stays"), Trees.random(1, 400_000));
      Path goes = Trees.file(source.resolve("goes"), Trees.random(2, 3_000_000));
      DepositReport first = machine.deposit(source);
      Files.delete(goes);
      DepositReport second = machine.deposit(source);
      Map<String, String> expected = Trees.describe(source);

      DeleteReport deleted = machine.deposits.delete(first.deposit(), 1, Progress.NONE);

      assertThat(deleted.versions()).isEqualTo(1);
      assertThat(machine.deposits.versions(first.deposit()))
          .extracting(VersionSummary::version)
          .containsExactly(2);
      machine.restore(second, folder.resolve("back"));
      assertThat(Trees.describe(folder.resolve("back/source"))).isEqualTo(expected);
      assertThatThrownBy(() -> machine.restore(first, folder.resolve("no")))
          .isInstanceOf(HozonException.class);
      assertNothingLeftOver(machine);
      // The pack both stood in was mostly dead, so what lives was moved out of it.
      assertThat(deleted.rewritten()).isBetween(400_000L, 500_000L);
      long standing =
          net.standing().keySet().stream().mapToLong(pack -> net.anyCopy(pack).length).sum();
      assertThat(standing).isLessThan(900_000);
    }
    try (Machine fresh = machine("fresh")) {
      fresh.deposits.refresh();
      assertThat(fresh.deposits.deposits()).hasSize(1);
      fresh.deposits.restore(
          new org.hozon.model.RestoreRequest(
              fresh.deposits.deposits().get(0).deposit(),
              2,
              List.of(),
              folder.resolve("fresh-back").toString(),
              false),
          Progress.NONE);
      Trees.assertSame(folder.resolve("fresh-back/source"), source);
    }
  }

  @Test
  @DisplayName("a deleted deposit leaves nothing on the holders, also on one that was away")
  void deleteAll() throws IOException {
    try (Machine machine = machine("home")) {
      Trees.file(source.resolve("f"), Trees.random(1, 2_000_000));
      DepositReport report = machine.deposit(source);
      FakeHolder away =
          net.holders.stream().filter(holder -> !holder.packs.isEmpty()).findFirst().orElseThrow();
      away.alive = false;

      machine.deposits.delete(report.deposit(), 0, Progress.NONE);

      assertThat(machine.deposits.deposits()).isEmpty();
      assertThat(net.standing()).isEmpty();
      assertThat(away.packs).isNotEmpty();
      away.alive = true;
      machine.deposits.maintain();
      assertThat(away.packs).isEmpty();
    }
    try (Machine fresh = machine("fresh")) {
      fresh.deposits.refresh();
      assertThat(fresh.deposits.deposits()).isEmpty();
    }
  }

  @Test
  @DisplayName("what another machine relies on is kept, and given up once both know")
  void twoMachines() throws IOException {
    try (Machine one = machine("one");
        Machine two = machine("two")) {
      Trees.file(source.resolve("f"), Trees.random(1, 2_000_000));
      Path other = Trees.file(folder.resolve("other/g"), Trees.random(2, 10_000)).getParent();
      DepositReport mine = one.deposit("mine", source);
      DepositReport theirs = two.deposit("theirs", source);
      assertThat(theirs.newBytes()).isLessThan(10_000);

      one.deposits.delete(mine.deposit(), 0, Progress.NONE);
      one.deposits.maintain();
      two.restore(theirs, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);

      two.deposits.delete(theirs.deposit(), 0, Progress.NONE);
      two.deposit(other);
      one.deposits.maintain();
      two.deposits.maintain();
      one.deposits.maintain();
      two.deposits.maintain();
      one.deposits.refresh();
      two.deposits.refresh();
      assertThat(one.deposits.deposits()).hasSize(1).isEqualTo(two.deposits.deposits());
      long standing =
          net.standing().keySet().stream().mapToLong(pack -> net.anyCopy(pack).length).sum();
      assertThat(standing).isLessThan(300_000);
    }
  }

  @Test
  @DisplayName("a machine deletes what another one deposited; that one gives the packs up")
  void deletedElsewhere() throws IOException {
    try (Machine one = machine("one");
        Machine two = machine("two")) {
      Trees.file(source.resolve("f"), Trees.random(1, 1_000_000));
      DepositReport mine = one.deposit("mine", source);
      two.deposits.refresh();

      two.deposits.delete(mine.deposit(), 0, Progress.NONE);

      one.deposits.refresh();
      assertThat(one.deposits.deposits()).isEmpty();
      one.deposits.maintain();
      two.deposits.maintain();
      one.deposits.maintain();
      assertThat(net.standing()).isEmpty();
    }
  }

  @Test
  @DisplayName("retention removes versions as it says, and travels with the deposit")
  void retention() throws IOException {
    DepositCare two =
        new DepositCare(new Retention(2, 0, 0, 0, 0, 0), List.of("*.tmp"), false, false, null);
    DepositReport last = null;
    try (Machine machine = machine("home")) {
      for (int i = 1; i <= 5; i++) {
        Trees.file(source.resolve("f"), Trees.random(i, 200_000));
        Trees.file(source.resolve("x.tmp"), Trees.random(i, 100));
        last =
            machine.deposits.deposit(
                new DepositRequest(
                    List.of(source.toString()), null, Policy.STANDARD, i == 1 ? two : null),
                Progress.NONE);
        assertThat(last.ignored()).isEqualTo(1);
      }
      assertThat(machine.deposits.versions(last.deposit()))
          .extracting(VersionSummary::version)
          .containsExactly(4, 5);
      assertNothingLeftOver(machine);
    }
    try (Machine fresh = machine("fresh")) {
      fresh.deposits.refresh();
      assertThat(fresh.deposits.settings(last.deposit())).isEqualTo(two);
    }
  }

  @Test
  @DisplayName("a new policy is told to the holders and holds for the next version")
  void policy() throws IOException {
    Policy five = new Policy(Rank.C, List.of("JP"), 0, 5);
    try (Machine machine = machine("home")) {
      Trees.file(source.resolve("f"), Trees.random(1, 500_000));
      DepositReport report = machine.deposit(source);

      assertThat(machine.deposits.setPolicy(report.deposit(), five, Progress.NONE).packs())
          .isEqualTo(2);

      assertThat(machine.deposits.deposits().get(0).policy()).isEqualTo(five);
      Map<NodeId, Policy> told =
          net.holders.stream()
              .filter(holder -> !holder.policies.isEmpty())
              .collect(
                  java.util.stream.Collectors.toMap(
                      FakeHolder::id, holder -> holder.policies.values().iterator().next()));
      assertThat(told).hasSizeGreaterThanOrEqualTo(3);
      assertThat(told.values()).allMatch(five::equals);
      Trees.file(source.resolve("g"), Trees.random(2, 10_000));
      DepositReport next =
          machine.deposits.deposit(
              new DepositRequest(List.of(source.toString()), null, null), Progress.NONE);
      assertThat(next.newBytes()).isLessThan(20_000);
    }
  }

  @Test
  @DisplayName("killed at some steps of a deletion, what remains restores and the next run ends it")
  void killedDeleting() throws IOException {
    killedDeleting(11);
  }

  @Test
  @Tag("soak")
  @DisplayName("killed at any step of a deletion, what remains restores and the next run ends it")
  void killedAtEachStepOfDeleting() throws IOException {
    killedDeleting(1);
  }

  private void killedDeleting(int stride) throws IOException {
    boolean struck = true;
    for (int step = 1; struck; step += stride) {
      Path place = folder.resolve("step-" + step);
      TestNet own = new TestNet(place.resolve("net"), 4);
      Path tree = place.resolve("source");
      Trees.file(tree.resolve("stays"), Trees.random(1, 100_000));
      Path goes = Trees.file(tree.resolve("goes"), Trees.random(2, 900_000));
      DepositReport first;
      DepositReport second;
      try (Machine machine = new Machine(place.resolve("home"), keys, own)) {
        first = machine.deposit(tree);
        Files.delete(goes);
        second = machine.deposit(tree);
      }
      KillSwitch kill = new KillSwitch(step);
      try (Machine machine =
          new Machine(place.resolve("home"), keys, own, Machine.NO_INLINE, kill::wire)) {
        machine.deposits.delete(first.deposit(), 1, Progress.NONE);
      } catch (KillSwitch.Killed killed) {
        assertThat(kill.struck()).isTrue();
      }
      struck = kill.struck();
      try (Machine machine =
          new Machine(place.resolve("home"), keys, own, Machine.NO_INLINE, parts -> parts)) {
        machine.restore(second, place.resolve("between"));
        Trees.assertSame(place.resolve("between/source"), tree);
        machine.deposits.maintain();
        if (machine.deposits.versions(first.deposit()).size() > 1) {
          machine.deposits.delete(first.deposit(), 1, Progress.NONE);
        }
        machine.restore(second, place.resolve("back"));
        Trees.assertSame(place.resolve("back/source"), tree);
        assertThat(new TreeSet<>(own.standing().keySet()))
            .as("step %d", step)
            .isEqualTo(listed(machine));
      }
      assertThat(step).isLessThan(200);
    }
  }

  /** A machine at a time that is set, as it is after its deposit was killed with packs sent. */
  private Machine interrupted(ShiftingClock clock) throws IOException {
    Trees.file(source.resolve("f"), Trees.random(1, 300_000));
    Path home = folder.resolve("home");
    for (int step = 6; net.standing().isEmpty(); step++) {
      KillSwitch kill = new KillSwitch(step);
      try (Machine machine =
          new Machine(
              home, keys, net, Machine.QUICK, parts -> kill.wire(YearTest.at(parts, clock)))) {
        machine.deposit(source);
      } catch (KillSwitch.Killed killed) {
        assertThat(kill.struck()).isTrue();
      }
      assertThat(step).isLessThan(100);
    }
    assertThat(net.holders).as("killed before it said so").allMatch(h -> h.heads.isEmpty());
    return new Machine(home, keys, net, Machine.QUICK, parts -> YearTest.at(parts, clock));
  }

  @Test
  @DisplayName("what an interrupted deposit sent is given up when nobody goes on with it")
  void forgotten() throws IOException {
    ShiftingClock clock = new ShiftingClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (Machine machine = interrupted(clock)) {
      // However long it has run or its computer was off: it counts from when nobody went on.
      clock.advance(Duration.ofDays(100));
      machine.deposits.maintain();
      clock.advance(Duration.ofDays(29));
      machine.deposits.maintain();
      assertThat(net.standing()).as("it may still be taken up").isNotEmpty();
      clock.advance(Duration.ofDays(2));
      machine.deposits.maintain();
      assertThat(net.standing()).isEmpty();
      assertThat(machine.lastActivity("deposit-forgotten").facts()).containsKey("packs");

      DepositReport report = machine.deposit(source);
      machine.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);
      assertNothingLeftOver(machine);
    }
  }

  @Test
  @DisplayName("another deposit in the meantime neither keeps it nor loses a pack by it")
  void forgottenBesideAnother() throws IOException {
    ShiftingClock clock = new ShiftingClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (Machine machine = interrupted(clock)) {
      machine.deposits.maintain();
      // The same contents and more: what stands already is relied on, so it must stay.
      Path other = folder.resolve("other");
      Trees.file(other.resolve("same"), Trees.random(1, 300_000));
      Trees.file(other.resolve("more"), Trees.random(9, 200_000));
      clock.advance(Duration.ofDays(20));
      DepositReport report = machine.deposit(other);
      machine.deposits.maintain();
      clock.advance(Duration.ofDays(11));
      machine.deposits.maintain();

      assertNothingLeftOver(machine);
      machine.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/other"), other);
    }
  }

  @Test
  @DisplayName("a deposit that waits for nodes is not forgotten")
  void notForgottenWhileNodesAreShort() throws IOException {
    ShiftingClock clock = new ShiftingClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (Machine machine = interrupted(clock)) {
      machine.deposits.maintain();
      Map<PackId, Set<NodeId>> sent = net.standing();
      clock.advance(Duration.ofDays(25));
      net.holders.forEach(holder -> holder.room = 0);
      machine.deposits.maintain();
      net.holders.forEach(holder -> holder.room = 100L << 30);
      clock.advance(Duration.ofDays(25));
      machine.deposits.maintain();
      assertThat(net.standing()).isEqualTo(sent);
    }
  }
}
