package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.hozon.sim.Break;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code hozon simulate}, with real universes. */
@Tag("R3")
class SimulateCommandTest {
  private static Run simulate(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Run.of(new FakeDoor(new FakeNode()), all);
  }

  @Test
  void tellsWhatCameOfItsUniverses() {
    Run run = simulate("--seeds", "4", "--days", "3", "--json");

    assertThat(run.exit()).isZero();
    JsonNode report = run.json();
    assertThat(report.get("universes").asInt()).isEqualTo(4);
    assertThat(report.get("days").asInt()).isEqualTo(3);
    assertThat(report.get("firstSeed").asLong()).isEqualTo(1);
    assertThat(report.get("packs").asLong()).isPositive();
    assertThat(report.get("lost").asLong()).isZero();
    assertThat(report.get("broken").asInt()).isZero();
    assertThat(report.get("repairs").asLong()).isPositive();
    assertThat(report.get("failures")).isEmpty();
    assertThat(report.has("durability")).isFalse();
  }

  @Test
  void saysWhatItsWordOfLossesRestsOn() {
    Run run = simulate("--seed", "3", "--days", "2", "--nodes", "6", "--churn", "calm");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("1 of 2 days")
        .contains("Seeds                  3 to 3")
        .containsPattern("Lost +0")
        .contains("what is said of losses holds while one intact copy lives");
  }

  @Test
  void fewerWordsForTheSameUniverseGiveTheSameFigures() {
    JsonNode many = simulate("--seed", "5", "--seeds", "1", "--days", "2", "--json").json();
    JsonNode one = simulate("--seed", "5", "--days", "2", "--json").json();

    assertThat(one.get("events").asLong()).isEqualTo(many.get("events").asLong()).isPositive();
  }

  @Test
  void aBrokenPromiseEndsInFailureAndTellsHowToReplayIt() {
    Run run = simulate("--seeds", "3", "--days", "10", "--break", "no-hold-off");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("Broken on purpose")
        .contains("a repair waits for the hold-off")
        .contains("The smallest story found:")
        .contains("broken: ");
    assertThat(run.err())
        .contains("Something broke in ")
        .containsPattern("hozon simulate --seed \\d+ --days 10 --churn usual --break no-hold-off");
  }

  @Test
  void namesTheRulesThatCanBeBroken() {
    Run run = simulate("--break", "list");

    assertThat(run.exit()).isZero();
    for (Break rule : Break.values()) {
      assertThat(run.out()).contains(rule.word()).contains(rule.words());
    }
    assertThat(simulate("--break", "list", "--json").json()).hasSize(Break.values().length);
  }

  @Test
  void whatCannotBeSimulatedIsRefusedInAPlainSentence() {
    assertThat(simulate("--break", "gravity").err()).contains("There is no rule 'gravity'");
    assertThat(simulate("--churn", "mad").err()).contains("--churn takes calm, usual or wild");
    assertThat(simulate("--nodes", "2").err()).contains("a universe has from 4 to 5000 nodes");
    assertThat(simulate("--days", "3", "--years", "1").err())
        .contains("Give either --days or --years.");
    assertThat(simulate("--nodes", "2").exit()).isEqualTo(2);
  }
}
