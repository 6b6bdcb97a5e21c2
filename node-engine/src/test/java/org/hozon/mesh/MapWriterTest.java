package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.hozon.model.Head;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MapWriterTest {
  private final CountDownLatch overflowed = new CountDownLatch(1);
  private final MapWriter writer = new MapWriter(Samples.node(1), 1000, overflowed::countDown);

  @AfterEach
  void close() {
    writer.close();
  }

  /** Maps in memory that fail when told to. */
  private static final class FakeMaps implements MapWriter.Target {
    private final Set<PackId> held = new HashSet<>();
    private final List<Long> heads = new ArrayList<>();
    private final List<Long> profiles = new ArrayList<>();
    private final Semaphore failures = new Semaphore(0);
    private int failed;

    private void mayFail() {
      if (failures.tryAcquire()) {
        failed++;
        throw new IllegalStateException("the maps are away");
      }
    }

    @Override
    public synchronized void publish(NodeProfile profile, Duration limit) {
      mayFail();
      profiles.add(profile.sequence());
    }

    @Override
    public synchronized void publish(Head head, Duration limit) {
      mayFail();
      heads.add(head.sequence());
    }

    @Override
    public synchronized void changeHolder(
        NodeId node, boolean holds, Collection<PackId> packs, Duration limit) {
      mayFail();
      assertThat(node).isEqualTo(Samples.node(1));
      if (holds) {
        held.addAll(packs);
      } else {
        held.removeAll(packs);
      }
    }

    synchronized Set<PackId> held() {
      return Set.copyOf(held);
    }

    synchronized List<Long> heads() {
      return List.copyOf(heads);
    }

    synchronized List<Long> profiles() {
      return List.copyOf(profiles);
    }

    synchronized int failed() {
      return failed;
    }
  }

  private static List<PackId> packs(int from, int to) {
    return IntStream.range(from, to).mapToObj(Samples::pack).toList();
  }

  @Test
  void whatCameWhileTheMapsWereAwayIsWrittenInTheEndNewestFirstOfItsKind() throws Exception {
    writer.changeHolder(packs(0, 700), true);
    writer.changeHolder(packs(100, 200), false);
    writer.changeHolder(packs(150, 160), true);
    writer.publish(Samples.head(1, 1, 4));
    writer.publish(Samples.head(1, 1, 6));
    writer.publish(Samples.head(1, 1, 5));
    writer.publish(Samples.profile(1, 2));
    writer.publish(Samples.profile(1, 3));
    assertThat(writer.waiting(Samples.account(1))).extracting(Head::sequence).containsExactly(6L);

    FakeMaps maps = new FakeMaps();
    maps.failures.release(3);
    writer.use(maps);

    Set<PackId> expected = new HashSet<>(packs(0, 100));
    expected.addAll(packs(150, 160));
    expected.addAll(packs(200, 700));
    Until.holds("all is written", () -> maps.held().equals(expected));
    Until.holds("the head too", () -> maps.heads().equals(List.of(6L)));
    assertThat(maps.profiles()).containsOnly(3L);
    assertThat(maps.failed()).isEqualTo(3);
    Until.holds("nothing waits", () -> writer.waiting(Samples.account(1)).isEmpty());
  }

  @Test
  void tooMuchIsDroppedAndAskedForAgain() throws Exception {
    writer.changeHolder(packs(0, 1500), true);
    FakeMaps maps = new FakeMaps();
    writer.use(maps);
    overflowed.await();
    assertThat(maps.held()).hasSize(1000);
    writer.changeHolder(packs(0, 1500), true);
    Until.holds("all are there", () -> maps.held().size() == 1500);
  }
}
