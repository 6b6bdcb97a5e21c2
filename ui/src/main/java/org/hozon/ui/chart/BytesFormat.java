package org.hozon.ui.chart;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.hozon.ui.text.Figures;

/** Writes bytes on an axis as everywhere else. */
final class BytesFormat extends NumberFormat {
  private static final long serialVersionUID = 1;

  private final transient Figures figures;

  BytesFormat(Figures figures) {
    this.figures = figures;
  }

  @Override
  public StringBuffer format(double number, StringBuffer into, FieldPosition position) {
    return into.append(figures.bytes(Math.round(number)));
  }

  @Override
  public StringBuffer format(long number, StringBuffer into, FieldPosition position) {
    return into.append(figures.bytes(number));
  }

  @Override
  public Number parse(String text, ParsePosition position) {
    throw new UnsupportedOperationException("an axis is only written");
  }
}
