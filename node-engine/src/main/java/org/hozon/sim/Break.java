package org.hozon.sim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules that can be broken on purpose, one at a time, to show that the simulated universe notices.
 * Each is broken around the machine, in the settings, events, members or answers it is given; the
 * machine itself and the rules stay what live nodes run.
 */
public enum Break {
  NO_HOLD_OFF("repairs begin at once instead of after the hold-off"),
  EVERYONE_LEADS("every holder leads a repair instead of the elected one"),
  EPOCHS_UNSEEN("an older word about who holds a pack overrides a newer one"),
  COPIES_UNTOLD("a lead tells nobody of the copy it had made"),
  ANNOUNCEMENTS_UNHEARD("nobody hears that a node will be away for a while"),
  TRIM_WITHOUT_PROOF("a surplus copy goes without the word of the other holders"),
  WORD_DOES_NOT_BIND("who gave its word to keep a copy lets go of it all the same"),
  HEAD_WITHOUT_SEQUENCE("a head is taken without looking at its sequence"),
  SITES_UNSEEN("a new copy may go to an account and site that have one"),
  POLICY_UNSEEN("a new copy may go outside the rank and region asked for"),
  CUT_OFF_IGNORED("a node that is cut off repairs as if the others were dead"),
  QUOTA_IGNORED("a holder takes more than it offers"),
  LEAVES_EARLY("a node that leaves does not wait until its copies are elsewhere"),
  DAMAGE_UNTOLD("a node that misses or damages a copy tells nobody"),
  AUDIT_AND_SCRUB_OFF("nobody audits, and nobody reads what it holds"),
  INVENTORY_FORGOTTEN("a node that starts does not take up what it holds"),
  RECEIPT_BEFORE_DISK("a receipt is signed before the pack is durable"),
  NOBODY_TAKES_OVER("nobody takes over from a lead that does nothing"),
  POLICY_CHANGE_UNHEARD("a holder does not hear that its depositor asks for more copies"),
  FORGOTTEN_FOR_GOOD("a node that lost its database asks nobody what it held"),
  RELEASE_IGNORED("a holder confirms that it gives a pack up and keeps it");

  private final String words;

  Break(String words) {
    this.words = words;
  }

  /** What is broken, in words. */
  public String words() {
    return words;
  }

  /** As it is written on the command line: {@code no-hold-off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words, to be shown to who wrote another. */
  public static String allWords() {
    return Arrays.stream(values()).map(Break::word).collect(Collectors.joining(", "));
  }

  /** Reads {@link #word}; empty when it is none. */
  public static Optional<Break> parse(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
