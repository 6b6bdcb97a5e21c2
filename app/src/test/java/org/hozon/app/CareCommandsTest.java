package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositSummary;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.Retention;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The commands for the life of a deposit: delete, policy, retention, watch. */
class CareCommandsTest {
  private final FakeNode node = new FakeNode();
  private final FakeDoor door = new FakeDoor(node);

  private Run typed(String answer, String... arguments) {
    return Run.of(door, answer, true, Map.of("HOME", "/home/me"), arguments);
  }

  /** The deposit named photos asks for this. */
  private void asksFor(Policy policy) {
    DepositSummary old = node.deposits.get(0);
    node.deposits.set(
        0,
        new DepositSummary(
            old.deposit(),
            old.name(),
            old.paths(),
            policy,
            old.version(),
            old.versions(),
            old.files(),
            old.bytes(),
            old.lastChange(),
            old.oldestProof(),
            old.watch(),
            old.state()));
  }

  @Nested
  class Delete {
    @Test
    void deletesOnlyAfterAYes() {
      for (String no : List.of("", "\n", "n\n", "no\n", "yesterday\n")) {
        Run run = typed(no, "delete", "photos");
        assertThat(run.exit()).as(no).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
            .contains("all 2 versions of 'photos'")
            .contains("Nothing was deleted");
        assertThat(node.deleted).isNull();
      }
      for (String yes : List.of("y\n", " Yes \n")) {
        node.deleted = null;
        Run run = typed(yes, "delete", "photos");
        assertThat(run.exit()).as(yes).isZero();
        assertThat(run.out()).startsWith("Deleted 2 versions; 3 packs of 4.00 MB given up");
        assertThat(node.deleted).isEqualTo(FakeNode.DEPOSIT + " 0");
      }
    }

    @Test
    void asksNobodyWhoIsNotThere() {
      for (Run run :
          List.of(
              Run.of(door, "delete", "photos", "--version", "1"),
              typed("y\n", "delete", "photos", "--version", "1", "--json"))) {
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("version 1 of 'photos'").contains("--yes");
        assertThat(node.deleted).isNull();
      }
    }

    @Test
    void hasTheFieldsOfTheReport() {
      JsonNode report =
          Run.of(door, "delete", "photos", "--version", "1", "--yes", "--json").json();
      assertThat(node.deleted).isEqualTo(FakeNode.DEPOSIT + " 1");
      assertThat(report.get("deposit").asText()).isEqualTo(FakeNode.DEPOSIT.value());
      assertThat(report.get("versions").asInt()).isEqualTo(1);
      assertThat(report.get("packs").asInt()).isEqualTo(3);
      assertThat(report.get("bytes").asLong()).isEqualTo(4_000_000);
      assertThat(report.get("rewritten").asLong()).isZero();
      assertThat(report.get("waiting").asInt()).isZero();
    }

    @Test
    void saysWhatWaitsForOtherMachines() {
      FakeNode waiting =
          new FakeNode() {
            @Override
            public DeleteReport delete(DepositId deposit, int version, Progress progress) {
              return new DeleteReport(deposit, 1, 0, 0, 0, 2);
            }
          };
      assertThat(Run.of(new FakeDoor(waiting), "delete", "photos", "--yes").out())
          .contains("2 packs more once the account's other machines");
    }

    @Test
    void wrongUseAndTroublesKeepTheirExitCodes() {
      assertThat(Run.of(door, "delete").exit()).isEqualTo(2);
      assertThat(Run.of(door, "delete", "music", "--yes").exit()).isEqualTo(2);
      assertThat(Run.of(door, "delete", "photos", "--version", "-1", "--yes").exit()).isEqualTo(2);
      assertThat(node.deleted).isNull();
      assertThat(Run.of(new FakeDoor(null), "delete", "photos", "--yes").exit()).isEqualTo(4);
    }
  }

  @Nested
  class ChangeOfPolicy {
    @Test
    void withoutOptionsItOnlyShows() {
      Run run = Run.of(door, "policy", "photos");
      assertThat(run.exit()).isZero();
      assertThat(run.out()).contains("3 copies on nodes of rank C or better, anywhere.");
      assertThat(Run.of(door, "policy", "photos", "--json").json().get("copies").asInt())
          .isEqualTo(3);
      assertThat(node.policyAsked).isNull();
    }

    @Test
    void whatIsNotSaidStaysAsItWas() {
      asksFor(new Policy(Rank.B, List.of("JP"), 80, 4));
      JsonNode report = Run.of(door, "policy", "photos", "--copies", "5", "--json").json();
      assertThat(node.policyAsked).isEqualTo(new Policy(Rank.B, List.of("JP"), 80, 5));
      assertThat(report.at("/policy/copies").asInt()).isEqualTo(5);
      assertThat(report.get("packs").asInt()).isEqualTo(12);
      assertThat(report.get("bytes").asLong()).isEqualTo(64_000_000);
      assertThat(report.get("shared").asInt()).isEqualTo(1);

      Run anywhere = Run.of(door, "policy", "photos", "--region", "any", "--within", "0");
      assertThat(node.policyAsked).isEqualTo(new Policy(Rank.B, List.of(), 0, 4));
      assertThat(anywhere.out()).contains("anywhere").contains("1 pack").contains("stay");
    }

    @Test
    void aDepositsPolicyStaysTooWhenOneOptionIsGivenAnew() {
      asksFor(new Policy(Rank.B, List.of("JP"), 80, 4));
      Run.of(door, "deposit", "/home/me/photos", "--copies", "5");
      assertThat(node.depositRequest.policy()).isEqualTo(new Policy(Rank.B, List.of("JP"), 80, 5));
      assertThat(node.depositRequest.care()).isNull();
      Run.of(door, "deposit", "elsewhere", "--name", "photos", "--rank", "A");
      assertThat(node.depositRequest.policy()).isEqualTo(new Policy(Rank.A, List.of("JP"), 80, 4));
    }

    @Test
    void whatCannotBeAskedForIsWrongUse() {
      assertThat(Run.of(door, "policy", "photos", "--copies", "9").exit()).isEqualTo(2);
      assertThat(Run.of(door, "policy", "photos", "--rank", "Z").exit()).isEqualTo(2);
      assertThat(node.policyAsked).isNull();
    }

    @Test
    void whatNobodyCanKeepIsCodeThree() {
      FakeNode alone =
          new FakeNode() {
            @Override
            public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
              throw new HozonException(HozonException.Kind.SHORT, "Too few nodes.");
            }
          };
      Run run = Run.of(new FakeDoor(alone), "policy", "photos", "--copies", "8", "--json");
      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.json().get("error").asText()).isEqualTo("Too few nodes.");
    }
  }

  @Nested
  class WhatIsKept {
    @Test
    void withoutOptionsItOnlyShows() {
      DepositCare before = node.care;
      Run run = Run.of(door, "retention", "photos");
      assertThat(run.exit()).isZero();
      assertThat(run.out()).contains("10 latest").contains("3 yearly").contains("Thumbs.db");
      assertThat(node.care).isSameAs(before);
      JsonNode json = Run.of(door, "retention", "photos", "--json").json();
      assertThat(json.at("/retention/hourly").asInt()).isEqualTo(48);
      assertThat(json.get("ignore")).hasSameSizeAs(DepositCare.PRESET);
      assertThat(json.get("watch").asBoolean()).isFalse();
    }

    @Test
    void isChangedPieceByPiece() {
      Run.of(door, "retention", "photos", "--keep", "5,0,7,0,0,1");
      assertThat(node.care.retention()).isEqualTo(new Retention(5, 0, 7, 0, 0, 1));
      assertThat(node.care.ignore()).isEqualTo(DepositCare.PRESET);
      Run.of(door, "retention", "photos", "--ignore", "*.iso", "--no-preset");
      assertThat(node.care.retention()).isEqualTo(new Retention(5, 0, 7, 0, 0, 1));
      assertThat(node.care.ignore()).containsExactly("*.iso");
    }

    @Test
    void whatIsNotSixNumbersIsWrongUse() {
      Run run = Run.of(door, "retention", "photos", "--keep", "many");
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("write six numbers").contains("10,48,7,4,24,3");
      assertThat(Run.of(door, "retention", "photos", "--keep", "0,0,0,0,0,0").exit()).isEqualTo(2);
      assertThat(node.care).isEqualTo(DepositCare.STANDARD);
    }
  }

  @Nested
  class Watching {
    @Test
    void beginsWithADeposit() {
      Run run = Run.of(door, "deposit", "/home/me/photos", "--watch", "--ignore", "*.tmp");
      assertThat(run.exit()).isZero();
      assertThat(run.err()).contains("'hozon watch " + FakeNode.DEPOSIT + " --off'");
      assertThat(node.depositRequest.care().watch()).isTrue();
      assertThat(node.depositRequest.care().ignore())
          .containsAll(DepositCare.PRESET)
          .contains("*.tmp");
      assertThat(node.depositRequest.policy()).isNull();
    }

    @Test
    void isTurnedOnPausedAndTurnedOff() {
      assertThat(Run.of(door, "watch", "photos").out()).startsWith("It is watched.");
      assertThat(node.care).isEqualTo(DepositCare.STANDARD.watching(true, false, null));
      JsonNode paused = Run.of(door, "watch", "photos", "--pause", "--json").json();
      assertThat(paused.get("paused").asBoolean()).isTrue();
      assertThat(paused.get("pausedBecause").asText()).isEqualTo("Its owner paused it.");
      assertThat(node.care.paused()).isTrue();
      assertThat(Run.of(door, "watch", "photos", "--off").out()).startsWith("It is not watched.");
      assertThat(node.care.watch()).isFalse();
    }

    @Test
    void goesOnAsItsOwnerSays() {
      Run.of(door, "watch", "photos", "--resume");
      assertThat(node.accepted).isFalse();
      assertThat(Run.of(door, "watch", "photos", "--accept").exit()).isZero();
      assertThat(node.accepted).isTrue();
    }

    @Test
    void cannotBeTwoThingsAtOnce() {
      Run run = Run.of(door, "watch", "photos", "--off", "--pause");
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("Give one of");
      assertThat(node.care).isEqualTo(DepositCare.STANDARD);
    }
  }
}
