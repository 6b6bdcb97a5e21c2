package org.hozon.ui.os;

import java.awt.Image;
import java.util.List;

/**
 * What the item in the tray or the menu bar shows.
 *
 * @param name what it is of
 * @param state how it is, in words
 * @param icon its picture
 * @param entries what can be chosen, in their order; the first is chosen by a click on the item
 */
public record TrayMenu(String name, String state, Image icon, List<Entry> entries) {
  /** Something that can be chosen; runs on a thread of the desktop's. */
  public record Entry(String words, Runnable action) {}

  public TrayMenu {
    entries = List.copyOf(entries);
  }
}
