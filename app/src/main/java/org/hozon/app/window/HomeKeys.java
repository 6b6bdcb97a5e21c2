package org.hozon.app.window;

import java.nio.file.Path;
import org.hozon.node.HomeAccounts;
import org.hozon.ui.live.KeyGate;

/** The passphrase of a home's keys, for the window. */
record HomeKeys(Path home) implements KeyGate {
  @Override
  public boolean exists() {
    return HomeAccounts.hasPassphrase(home);
  }

  @Override
  public boolean closed() {
    return HomeAccounts.locked(home);
  }

  @Override
  public void open(char[] passphrase) {
    HomeAccounts.unlock(home, passphrase);
  }

  @Override
  public void set(char[] passphrase) {
    HomeAccounts.setPassphrase(home, passphrase);
  }

  @Override
  public void change(char[] present, char[] passphrase) {
    HomeAccounts.changePassphrase(home, present, passphrase);
  }

  @Override
  public void remove(char[] present) {
    HomeAccounts.removePassphrase(home, present);
  }
}
