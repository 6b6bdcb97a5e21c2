package org.hozon.ui.chart;

import java.time.Duration;

/** How far back a chart goes. */
public enum Span {
  WEEK(7),
  MONTH(30),
  YEAR(365);

  private final int days;

  Span(int days) {
    this.days = days;
  }

  /** How long it is. */
  public Duration time() {
    return Duration.ofDays(days);
  }

  /** True when a point stands for a day and not for an hour. */
  public boolean daily() {
    return days > 7;
  }
}
