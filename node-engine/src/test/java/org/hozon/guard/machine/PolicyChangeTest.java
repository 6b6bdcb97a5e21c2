package org.hozon.guard.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.guard.machine.Bench.held;
import static org.hozon.guard.machine.Bench.id;
import static org.hozon.guard.machine.Bench.ids;
import static org.hozon.guard.machine.Bench.pack;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.LeadElection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a holder does when the owner asks something else of the holders of a pack. */
@DisplayName("A change of policy")
class PolicyChangeTest {
  private static final Policy FOUR = new Policy(Rank.C, List.of(), 0, 4);

  /** The number of a pack that, of these holders, this node leads. */
  private static int led(NodeId lead, Integer... holders) {
    int number = 1;
    while (!LeadElection.order(pack(number), ids(holders)).get(0).equals(lead)) {
      number++;
    }
    return number;
  }

  private static void change(Bench bench, int pack, Policy policy) {
    bench.feed(new GuardEvent.PolicyChanged(bench.now, pack(pack), policy));
  }

  /** All are equally far; answers what was asked of that until a target is asked for room. */
  private static PeerMessage.Reserve reservation(Bench bench) {
    for (GuardCommand.Ask ask : bench.asks(PeerMessage.AskDistances.class)) {
      bench.reply(
          ask,
          new PeerMessage.Distances(
              ((PeerMessage.AskDistances) ask.message())
                  .candidates().stream()
                      .map(to -> new Distance(ask.peer(), to, 1000, 1, 0, 1, true))
                      .toList()));
    }
    return (PeerMessage.Reserve) bench.asks(PeerMessage.Reserve.class).get(0).message();
  }

  @Test
  void toMoreCopiesIsRepairedByTheLeadUnderTheNewPolicy() {
    int number = led(id(0), 0, 1, 2);
    Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
    change(bench, number, FOUR);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.machine.repairs()).isEqualTo(1);
    PeerMessage.Reserve asked = reservation(bench);
    assertThat(asked.ticket().policy()).isEqualTo(FOUR);
    assertThat(asked.ticket().holders()).hasSize(4).containsAll(ids(0, 1, 2));
  }

  @Test
  void toMoreCopiesIsLeftToTheLeadByTheOthers() {
    int number = led(id(1), 0, 1, 2);
    Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
    change(bench, number, FOUR);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.machine.repairs()).isZero();
    bench.pass(Duration.ofMinutes(1)); // whoever goes before stays silent
    assertThat(bench.machine.repairs()).isEqualTo(1);
  }

  @Test
  void toFewerCopiesIsTrimmedByTheLead() {
    int number = led(id(0), 0, 1, 2, 3);
    Bench bench = new Bench(6);
    bench.started(held(number, 4, 0, 1, 2, 3).withPolicy(FOUR));
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.asks(PeerMessage.Trim.class)).isEmpty();
    assertThat(bench.asks(PeerMessage.ConfirmHold.class)).isEmpty();

    change(bench, number, Policy.STANDARD);
    bench.pass(Duration.ofMinutes(2));

    assertThat(bench.activities("trim-decided"))
        .isNotEmpty()
        .first()
        .satisfies(
            trim -> assertThat(trim.facts()).containsEntry("copies", 4).containsEntry("wanted", 3));
    Set<NodeId> told =
        Set.copyOf(
            bench.asks(PeerMessage.Trim.class).stream().map(GuardCommand.Ask::peer).toList());
    Set<NodeId> asked =
        Set.copyOf(
            bench.asks(PeerMessage.ConfirmHold.class).stream()
                .map(GuardCommand.Ask::peer)
                .toList());
    // One other holder is told to go, or this node asks all others whether it may.
    assertThat(told.size() == 1 || asked.equals(ids(1, 2, 3))).isTrue();
    assertThat(bench.drops()).as("nobody gave its word yet").isEmpty();
  }

  @Test
  void thatIsTakenBackEndsTheNeed() {
    int number = led(id(1), 0, 1, 2); // this node would be the second to lead
    Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
    change(bench, number, FOUR);
    bench.pass(Duration.ofSeconds(1));
    change(bench, number, Policy.STANDARD);
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.machine.repairs()).isZero();
    assertThat(bench.asks(PeerMessage.Reserve.class)).isEmpty();
  }

  @Test
  void thatChangesNothingDoesNothing() {
    int number = led(id(0), 0, 1, 2);
    Bench bench = new Bench(6).started(held(number, 4, 0, 1, 2));
    change(bench, number, Policy.STANDARD);
    change(bench, number + 1, FOUR); // not held
    bench.pass(Duration.ofSeconds(30));
    assertThat(bench.machine.repairs()).isZero();
    assertThat(bench.activities("trim-decided")).isEmpty();
  }
}
