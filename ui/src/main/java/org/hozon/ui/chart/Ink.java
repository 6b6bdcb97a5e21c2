package org.hozon.ui.chart;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a chart; rules of style do not reach into one.
 *
 * @param text of axes and legend
 * @param grid lines behind
 * @param lines one for each figure
 */
record Ink(Color text, Color grid, List<Color> lines) {
  private static final Ink LIGHT =
      new Ink(
          new Color(0x57606a),
          new Color(0xeaeef2),
          List.of(new Color(0x0969da), new Color(0x1a7f37), new Color(0xbf8700)));
  private static final Ink DARK =
      new Ink(
          new Color(0xa3adb8),
          new Color(0x262d36),
          List.of(new Color(0x58a6ff), new Color(0x3fb950), new Color(0xd29922)));

  static Ink of(boolean dark) {
    return dark ? DARK : LIGHT;
  }
}
