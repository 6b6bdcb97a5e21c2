package org.hozon.ui.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.hozon.model.HozonException;
import org.hozon.ui.live.KeyGate;

/** Keys under a passphrase that a test sets; keeps what it was given to see it wiped. */
public final class FakeKeys implements KeyGate {
  /** The passphrase; null for none. */
  public volatile String passphrase;

  public volatile boolean closed;
  public volatile HozonException trouble;
  public final List<char[]> given = Collections.synchronizedList(new ArrayList<>());

  @Override
  public boolean exists() {
    return passphrase != null;
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public void open(char[] typed) {
    require(typed);
    closed = false;
  }

  @Override
  public void set(char[] typed) {
    given.add(typed);
    refuse();
    passphrase = new String(typed);
    Arrays.fill(typed, '\0');
  }

  @Override
  public void change(char[] present, char[] typed) {
    require(present);
    set(typed);
  }

  @Override
  public void remove(char[] present) {
    require(present);
    passphrase = null;
  }

  private void refuse() {
    if (trouble != null) {
      throw trouble;
    }
  }

  private void require(char[] typed) {
    given.add(typed);
    refuse();
    boolean right = new String(typed).equals(passphrase);
    if (!right) {
      throw new HozonException(HozonException.Kind.USAGE, "That is not the passphrase.");
    }
  }
}
