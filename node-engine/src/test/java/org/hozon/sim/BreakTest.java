package org.hozon.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulated universe bites: each rule broken on purpose is noticed, as a breach of a promise
 * that the rule is there for.
 */
@Tag("R3")
class BreakTest {
  private static final int SEEDS = 1_000;
  private static final int DAYS = 30;

  @ParameterizedTest
  @EnumSource(Break.class)
  @DisplayName("A broken rule is noticed by the promise it serves")
  void isNoticed(Break rule) {
    UniverseRun.Outcome outcome = noticed(rule);
    // The same universe holds when the rule is kept.
    assertThat(UniverseRun.live(outcome.plan(), null).broken()).isNull();
  }

  private static UniverseRun.Outcome noticed(Break rule) {
    Set<String> served = served(rule);
    long first = knownToNotice(rule);
    for (long seed = first; seed < first + SEEDS; seed++) {
      UniverseRun.Outcome outcome = UniverseRun.live(PlanDraw.of(seed, DAYS, 0, Churn.USUAL), rule);
      if (!outcome.held() && served.contains(outcome.broken().rule())) {
        return outcome;
      }
    }
    throw new AssertionError(rule + " was not noticed in " + SEEDS + " universes");
  }

  /**
   * Where to begin, to spare the time of those before: when plans are drawn otherwise and this one
   * no longer notices, the next are tried.
   */
  private static long knownToNotice(Break rule) {
    return switch (rule) {
      case CUT_OFF_IGNORED, INVENTORY_FORGOTTEN, POLICY_UNSEEN, QUOTA_IGNORED -> 2;
      case DAMAGE_UNTOLD -> 3;
      case LEAVES_EARLY, RELEASE_IGNORED -> 4;
      case AUDIT_AND_SCRUB_OFF -> 5;
      case COPIES_UNTOLD, FORGOTTEN_FOR_GOOD -> 6;
      case TRIM_WITHOUT_PROOF -> 7;
      case WORD_DOES_NOT_BIND -> 24;
      case NOBODY_TAKES_OVER -> 35;
      default -> 1;
    };
  }

  private static Set<String> served(Break rule) {
    return switch (rule) {
      case NO_HOLD_OFF -> Set.of("a repair waits for the hold-off");
      case EVERYONE_LEADS -> Set.of("one lead repairs a pack");
      case EPOCHS_UNSEEN ->
          // A copy that is gone is taken for there again, or one that is there for gone.
          Set.of(
              "words about who holds a pack come to rest",
              "no more repairs than twice the copies that went",
              "below policy only with a repair queued",
              "holders agree who holds a pack");
      case COPIES_UNTOLD ->
          // The others know of none, or make more; and when it goes nobody misses it.
          Set.of(
              "no more repairs than twice the copies that went",
              "below policy only with a repair queued");
      case NOBODY_TAKES_OVER, POLICY_CHANGE_UNHEARD ->
          Set.of(
              "below policy only with a repair under way or a named shortage",
              "below policy only with a repair queued");
      case FORGOTTEN_FOR_GOOD ->
          Set.of(
              "holders agree who holds a pack",
              "below policy only with a repair queued",
              "what was given up is gone in the end");
      case ANNOUNCEMENTS_UNHEARD -> Set.of("who announced its absence is waited for");
      case TRIM_WITHOUT_PROOF, WORD_DOES_NOT_BIND, LEAVES_EARLY ->
          Set.of("a copy goes only when enough others stay");
      case HEAD_WITHOUT_SEQUENCE -> Set.of("no head goes backwards");
      case SITES_UNSEEN -> Set.of("copies spread over accounts and sites");
      case POLICY_UNSEEN -> Set.of("no holder outside the policy");
      case CUT_OFF_IGNORED -> Set.of("a node that is cut off waits");
      case QUOTA_IGNORED -> Set.of("never a byte over the offer");
      case DAMAGE_UNTOLD ->
          Set.of("damage is found by audit or scrub", "below policy only with a repair queued");
      case AUDIT_AND_SCRUB_OFF -> Set.of("damage is found by audit or scrub");
      case INVENTORY_FORGOTTEN ->
          Set.of("never more than copies + 1 for long", "below policy only with a repair queued");
      case RECEIPT_BEFORE_DISK ->
          Set.of("no pack is lost", "below policy only with a repair queued");
      case RELEASE_IGNORED -> Set.of("what was given up is gone in the end");
    };
  }
}
