package org.hozon.sim;

/**
 * Which universes are to be lived.
 *
 * @param firstSeed the seed of the first; the others follow
 * @param seeds how many
 * @param days how many days each of them lives
 * @param nodes nodes in each at its start; 0 to draw that from the seed, 5 to 60
 * @param churn how much goes wrong
 * @param broken a rule to break in all of them; null for none
 * @param threads how many live at the same time
 */
public record SimulationPlan(
    long firstSeed, int seeds, int days, int nodes, Churn churn, Break broken, int threads) {
  /** Fewer nodes than this cannot keep three copies and lose one. */
  public static final int FEWEST_NODES = 4;

  /** More nodes than this do not fit into the memory of an ordinary computer. */
  public static final int MOST_NODES = 5_000;

  /**
   * @throws IllegalArgumentException with a sentence fit for a person when a figure is out of reach
   */
  public SimulationPlan {
    if (seeds < 1 || days < 1 || threads < 1) {
      throw new IllegalArgumentException("seeds, days and threads are at least 1");
    }
    if (nodes != 0 && (nodes < FEWEST_NODES || nodes > MOST_NODES)) {
      throw new IllegalArgumentException(
          "a universe has from " + FEWEST_NODES + " to " + MOST_NODES + " nodes, not " + nodes);
    }
  }

  /** The plan of one of the universes. */
  UniversePlan universe(long seed) {
    return PlanDraw.of(seed, days, nodes, churn);
  }
}
