package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.Activity;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.rules.HoldOff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the guard promises, one scene each, on a network that loses nothing. */
class GuardScenarioTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final HoldOff NONE = new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private Universe universe;
  private final List<SimNode> nodes = new ArrayList<>();
  private final List<PackId> packs = new ArrayList<>();

  private void begin(int count, int deposits, HoldOff holdOff, int parallel) {
    begin(
        count,
        deposits,
        new MachineSettings(
            holdOff, Duration.ofSeconds(5), parallel, MachineSettings.Timing.USUAL));
  }

  private void begin(int count, int deposits, MachineSettings settings) {
    universe = new Universe(42, settings, 0);
    for (int i = 0; i < count; i++) {
      nodes.add(universe.add(count, 10 * GIB));
    }
    universe.startAll();
    universe.runFor(SECOND);
    for (int i = 0; i < deposits; i++) {
      packs.add(universe.deposit(Policy.STANDARD, 8 * MIB));
    }
    universe.runFor(2 * MINUTE);
  }

  private int copiesSent() {
    return nodes.stream().mapToInt(node -> node.sent).sum();
  }

  private long heldBy(SimNode node) {
    return packs.stream().filter(node.disk::has).count();
  }

  private List<Activity> activities(String kind) {
    return nodes.stream()
        .flatMap(node -> node.activities.stream())
        .filter(activity -> activity.kind().equals(kind))
        .toList();
  }

  private void assertHealed() {
    for (PackId pack : packs) {
      assertThat(universe.invariants().holders(pack, true)).as(pack.hex()).hasSize(3);
    }
    universe.invariants().settled();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: each copy of a dead node is made once, by one lead, without a command")
  void healsEachLostCopyOnce() {
    begin(6, 40, NONE, 4);
    long lost = heldBy(nodes.get(2));
    universe.kill(nodes.get(2));
    universe.runFor(MINUTE);
    assertHealed();
    assertThat(copiesSent()).isEqualTo((int) lost);
    assertThat(activities("repair-decided")).hasSize((int) lost);
    assertThat(activities("member-failed")).isNotEmpty();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: deaths one after the other, each made up for, never look like being cut off")
  void healsThroughDeathsOneAfterTheOther() {
    MachineSettings settings =
        new MachineSettings(
            NONE,
            Duration.ofSeconds(5),
            4,
            MachineSettings.Timing.USUAL.acceptingAfter(Duration.ofSeconds(5)));
    begin(8, 40, settings);
    for (int dead = 0; dead < 5; dead++) {
      universe.kill(nodes.get(dead));
      universe.runFor(MINUTE);
      assertHealed();
    }
    assertThat(activities("cut-off")).isEmpty();
  }

  @Test
  @Tag("R6")
  @DisplayName("R6: several sources and several targets work on the copies of one dead node")
  void spreadsTheWork() {
    begin(8, 120, NONE, 4);
    universe.kill(nodes.get(0));
    universe.runFor(2 * MINUTE);
    assertHealed();
    Set<Object> sources = new HashSet<>();
    Set<Object> targets = new HashSet<>();
    for (Activity activity : activities("repair-decided")) {
      sources.add(activity.facts().get("source"));
      targets.add(activity.facts().get("target"));
    }
    assertThat(sources).hasSize(7);
    assertThat(targets).hasSize(7);
  }

  @Test
  @Tag("R4")
  @DisplayName("R4: of two survivors the one with the faster line sends, and the log says why")
  void theNearestSends() {
    begin(6, 40, NONE, 4);
    SimNode slow = nodes.get(1);
    universe.network().speed(slow.id, 0.5);
    universe.kill(nodes.get(2));
    universe.runFor(MINUTE);
    assertHealed();
    assertThat(slow.sent).isZero();
    Activity decided =
        activities("repair-decided").stream()
            .filter(a -> secondsToTarget(a).containsKey(slow.id.value()))
            .findFirst()
            .orElseThrow();
    Map<?, ?> seconds = secondsToTarget(decided);
    String source = (String) decided.facts().get("source");
    assertThat((double) seconds.get(source)).isLessThan((double) seconds.get(slow.id.value()));
    assertThat(decided.text()).contains("it is nearest").contains("s against");
    assertThat(decided.facts())
        .containsKeys(
            "leadOrder", "candidates", "distanceFigures", "targetWhy", "sourceWhy", "copiesLeft");
  }

  private static Map<?, ?> secondsToTarget(Activity activity) {
    return (Map<?, ?>) activity.facts().get("secondsToTarget");
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: packs with fewest copies left go first")
  void fewestCopiesFirst() {
    begin(7, 150, NONE, 1);
    universe.kill(nodes.get(0));
    universe.kill(nodes.get(1));
    universe.runFor(10 * MINUTE);
    assertHealed();
    for (SimNode node : nodes) {
      List<Integer> left =
          node.activities.stream()
              .filter(a -> a.kind().equals("repair-decided"))
              // Once both deaths are known to all.
              .filter(a -> a.at().toEpochMilli() > universe.now() - 10 * MINUTE + 4_000)
              .map(a -> (Integer) a.facts().get("copiesLeft"))
              .toList();
      int lastSingle = left.lastIndexOf(1);
      // A pack healed from one copy to two queues again behind the other single ones.
      assertThat(left.subList(0, Math.max(0, lastSingle)))
          .as("order of repairs of %s", node.id)
          .allMatch(copies -> copies == 1);
    }
  }

  @Test
  @Tag("R3")
  @DisplayName("A node that comes back within the hold-off costs nothing")
  void holdsOff() {
    begin(6, 40, new HoldOff(Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(1)), 4);
    universe.kill(nodes.get(2));
    universe.runFor(4 * MINUTE);
    assertThat(copiesSent()).isZero();
    universe.revive(nodes.get(2));
    universe.runFor(20 * MINUTE);
    assertThat(copiesSent()).isZero();
    assertHealed();
    universe.kill(nodes.get(2));
    universe.runFor(8 * MINUTE);
    assertThat(copiesSent()).isPositive();
    assertHealed();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: with one copy left nobody waits")
  void lastCopyGoesAtOnce() {
    begin(6, 40, new HoldOff(Duration.ZERO, Duration.ofMinutes(30), Duration.ofHours(1)), 4);
    universe.kill(nodes.get(0));
    universe.kill(nodes.get(1));
    universe.runFor(30 * SECOND);
    for (PackId pack : packs) {
      assertThat(universe.invariants().holders(pack, true)).hasSizeGreaterThanOrEqualTo(2);
    }
    assertThat(copiesSent()).isPositive();
  }

  @Test
  @Tag("R5")
  @DisplayName("R5: a lead that hangs is replaced by the next in order")
  void theNextTakesOver() {
    begin(6, 40, NONE, 4);
    universe.hang(nodes.get(3));
    universe.kill(nodes.get(2));
    universe.runFor(2 * MINUTE);
    for (PackId pack : packs) {
      assertThat(universe.invariants().holders(pack, true)).hasSizeGreaterThanOrEqualTo(3);
    }
    universe.resume(nodes.get(3));
    universe.runFor(10 * MINUTE);
    assertHealed();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: a node that returns after the repair loses nothing; surplus copies go")
  void trimsAfterReturn() {
    begin(6, 40, NONE, 4);
    universe.kill(nodes.get(2));
    universe.runFor(2 * MINUTE);
    universe.revive(nodes.get(2));
    universe.runFor(SECOND);
    assertThat(packs)
        .anySatisfy(pack -> assertThat(universe.invariants().holders(pack, true)).hasSize(4));
    universe.runFor(10 * MINUTE);
    assertHealed();
    assertThat(activities("trim-decided")).isNotEmpty();
    assertThat(activities("trimmed")).isNotEmpty();
    assertThat(activities("reconciled")).isNotEmpty();
  }

  @Test
  @DisplayName("The small side of a cut waits; the large side repairs")
  void theSmallSideWaits() {
    begin(6, 40, NONE, 4);
    universe.cut(nodes.subList(0, 2));
    universe.runFor(4 * SECOND);
    // While the failures come in one by one a copy or two may have begun.
    int begun = nodes.get(0).sent + nodes.get(1).sent;
    universe.runFor(5 * MINUTE);
    assertThat(nodes.get(0).sent + nodes.get(1).sent).isEqualTo(begun);
    assertThat(nodes.get(0).machine().repairs()).isPositive();
    assertThat(copiesSent()).isPositive();
    assertThat(activities("cut-off")).isNotEmpty();
    universe.heal();
    universe.runFor(20 * MINUTE);
    assertHealed();
    assertThat(activities("cut-off-over")).isNotEmpty();
  }

  @Test
  @Tag("R7")
  @DisplayName("R7: a node that leaves sends what it holds and ends empty")
  void drains() {
    begin(6, 40, NONE, 4);
    SimNode leaving = nodes.get(4);
    long held = heldBy(leaving);
    leaving.drain();
    universe.runFor(10 * MINUTE);
    assertThat(leaving.disk.all()).isEmpty();
    assertThat(leaving.machine().packs()).isZero();
    assertThat(leaving.sent).isEqualTo((int) held);
    assertThat(copiesSent()).isEqualTo((int) held);
    assertHealed();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: a shortage is named once, and again when it is over")
  void namesAShortage() {
    begin(4, 20, NONE, 4);
    universe.kill(nodes.get(0));
    universe.runFor(MINUTE);
    // Three are left, and each copy a fourth could not take has a place among them.
    assertHealed();
    universe.kill(nodes.get(1));
    universe.runFor(90 * MINUTE);
    assertThat(nodes.get(2).activities.stream().filter(a -> a.kind().equals("repair-short")))
        .singleElement()
        .satisfies(
            a ->
                assertThat(a.text())
                    .contains("None of 2 nodes can take a pack")
                    .contains("2 hold it already"));
    SimNode newcomer = universe.add(1, 10 * GIB);
    universe.revive(newcomer);
    universe.runFor(5 * MINUTE);
    nodes.add(newcomer);
    assertHealed();
    assertThat(activities("repair-short-over")).isNotEmpty();
  }

  @Test
  @DisplayName("A pack whose depositor died half-way is completed by its holders")
  void completesHalfADeposit() {
    begin(6, 0, NONE, 4);
    PackId pack = universe.depositOnFirst(Policy.STANDARD, 8 * MIB, 1);
    universe.runFor(30 * SECOND);
    assertThat(universe.invariants().holders(pack, true)).hasSize(1);
    universe.runFor(2 * MINUTE);
    packs.add(pack);
    assertHealed();
  }

  @Test
  @Tag("R3")
  @DisplayName("R3: a target that dies while it receives does not stop the repair")
  void survivesASecondFailure() {
    begin(7, 40, NONE, 4);
    nodes.forEach(node -> universe.network().speed(node.id, 1));
    universe.kill(nodes.get(2));
    universe.runFor(6 * SECOND);
    universe.kill(nodes.get(5));
    universe.runFor(5 * MINUTE);
    assertHealed();
  }

  @Test
  @DisplayName("Distances are asked once for many packs, not for each")
  void asksDistancesSparingly() {
    begin(6, 200, NONE, 8);
    universe.kill(nodes.get(2));
    universe.runFor(2 * MINUTE);
    assertHealed();
    long asked = universe.asked("AskDistances");
    assertThat(asked).isPositive().isLessThan(copiesSent());
  }

  @Test
  @Tag("R5")
  @DisplayName("All die at once and come back one by one: everything is there, hardly a copy made")
  void allAtOnce() {
    begin(6, 40, NONE, 4);
    nodes.forEach(universe::kill);
    universe.runFor(10 * SECOND);
    for (SimNode node : nodes) {
      universe.revive(node);
      universe.runFor(3 * SECOND);
    }
    universe.runFor(10 * MINUTE);
    assertHealed();
    assertThat(copiesSent()).isZero();
  }
}
