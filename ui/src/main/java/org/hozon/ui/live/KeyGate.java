package org.hozon.ui.live;

/**
 * The passphrase that may lock the keys of a home. Whatever takes one wipes it. Calls may take a
 * second, because guessing shall take long.
 */
public interface KeyGate {
  /** True when the keys are under a passphrase. */
  boolean exists();

  /** True when they are, and it was not given to this process yet. */
  boolean closed();

  /**
   * Opens the keys for this process.
   *
   * @throws org.hozon.model.HozonException of kind USAGE when it is not the right one
   */
  void open(char[] passphrase);

  /**
   * Puts keys that are under none under a passphrase.
   *
   * @throws org.hozon.model.HozonException when they cannot be written
   */
  void set(char[] passphrase);

  /**
   * Puts them under another one.
   *
   * @throws org.hozon.model.HozonException of kind USAGE when {@code present} is not the right one
   */
  void change(char[] present, char[] passphrase);

  /**
   * Takes it away.
   *
   * @throws org.hozon.model.HozonException of kind USAGE when {@code present} is not the right one
   */
  void remove(char[] present);
}
