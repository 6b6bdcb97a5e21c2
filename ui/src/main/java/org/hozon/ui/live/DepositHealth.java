package org.hozon.ui.live;

import java.util.List;
import org.hozon.model.DepositSummary;
import org.hozon.model.PackPlacement;

/**
 * A deposit and how its packs stand.
 *
 * @param summary the deposit
 * @param packs its packs; -1 while not counted
 * @param lacking packs with fewer copies than wanted, some left
 * @param lost packs of which no reachable node has a copy
 * @param fewest copies of the pack that has the fewest; -1 while not counted or without packs
 */
public record DepositHealth(DepositSummary summary, int packs, int lacking, int lost, int fewest) {

  /** Not counted yet. */
  public static DepositHealth unknown(DepositSummary summary) {
    return new DepositHealth(summary, -1, 0, 0, -1);
  }

  /** Counts where its packs stand. */
  public static DepositHealth of(DepositSummary summary, List<PackPlacement> placed) {
    int wanted = summary.policy().copies();
    int shortOf = 0;
    int lost = 0;
    int fewest = -1;
    for (PackPlacement pack : placed) {
      int copies = pack.holders().size();
      shortOf += copies > 0 && copies < wanted ? 1 : 0;
      lost += copies == 0 ? 1 : 0;
      fewest = fewest < 0 ? copies : Math.min(fewest, copies);
    }
    return new DepositHealth(summary, placed.size(), shortOf, lost, fewest);
  }

  /** True once its packs were counted. */
  public boolean counted() {
    return packs >= 0;
  }

  /** True when each pack was counted and has as many copies as wanted. */
  public boolean safe() {
    return counted() && lacking == 0 && lost == 0;
  }
}
