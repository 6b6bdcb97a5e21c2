package org.hozon.ui.lock;

import javafx.scene.control.PasswordField;

/** Takes secrets out of the fields they were typed into. */
public final class Typed {
  private Typed() {}

  /** What stands in a field, which is empty afterwards; whoever takes it wipes it. */
  public static char[] take(PasswordField field) {
    CharSequence text = field.getCharacters();
    char[] taken = new char[text.length()];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = text.charAt(i);
    }
    field.clear();
    return taken;
  }
}
