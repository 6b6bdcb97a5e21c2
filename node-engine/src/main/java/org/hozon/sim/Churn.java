package org.hozon.sim;

import java.util.Locale;

/** How much goes wrong in a universe. */
public enum Churn {
  CALM(0.15),
  USUAL(0.6),
  WILD(2);

  private final double episodesPerDay;

  Churn(double episodesPerDay) {
    this.episodesPerDay = episodesPerDay;
  }

  /** Troubles in a day, one to three faults each. */
  public double episodesPerDay() {
    return episodesPerDay;
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
