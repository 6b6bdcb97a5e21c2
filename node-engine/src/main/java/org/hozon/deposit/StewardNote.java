package org.hozon.deposit;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hozon.model.DepositId;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.store.UploadJournal;

/** Keeps the journal of packs that are sent without a deposit under way: lanes, rewritten packs. */
final class StewardNote {
  /** Stands for no deposit at all. */
  private static final DepositId NOBODY = new DepositId("0000000000000000");

  private final Parts parts;
  private final LaneBook book;
  private final JournalRecovery recovery;

  StewardNote(Parts parts, LaneBook book, JournalRecovery recovery) {
    this.parts = parts;
    this.book = book;
    this.recovery = recovery;
  }

  /** Notes that packs come into the journal from now on. */
  void begin(Policy policy) {
    JournalNote left = JournalNote.read(parts);
    recovery.run(left.policy());
    left.begin(parts, NOBODY, policy);
  }

  /** What is published needs no entry any more; what a killed run left is given up. */
  void end() {
    Set<PackId> published = book.packs().keySet();
    Set<PackId> left = new HashSet<>();
    for (UploadJournal.Entry entry : parts.journal().unpublished()) {
      left.add(entry.pack());
    }
    Set<PackId> unneeded = new HashSet<>(left);
    unneeded.removeAll(published);
    left.retainAll(published);
    parts.journal().published(left);
    JournalNote note = JournalNote.read(parts);
    if (note.only(NOBODY)) {
      recovery.release(unneeded);
    }
    note.end(parts, NOBODY);
  }

  /**
   * Ends what a killed run of the steward itself left, and what nobody goes on with: called while
   * no deposit is under way.
   */
  void clean() {
    JournalNote note = JournalNote.read(parts);
    if (note.only(NOBODY)) {
      recovery.run(note.policy());
      end();
    } else if (!couldGoOn(note)) {
      note.waiting(parts);
    } else if (note.resting(parts).isForgotten(parts.clock().instant())) {
      giveUp(note);
    }
  }

  /** A deposit that waits for nodes is not forgotten, however often it was tried in vain. */
  private boolean couldGoOn(JournalNote note) {
    try {
      Preflight.check(note.policy(), parts.mesh().members(), parts.self());
      return true;
    } catch (HozonException tooFew) {
      return false;
    }
  }

  /** The packs of an interrupted deposit take room on the holders and serve no version. */
  private void giveUp(JournalNote note) {
    Set<PackId> left = new HashSet<>();
    parts.journal().open().forEach(entry -> left.add(entry.pack()));
    parts.journal().unpublished().forEach(entry -> left.add(entry.pack()));
    left.removeAll(book.packs().keySet());
    recovery.release(left);
    end();
    note.deposits().forEach(deposit -> JournalNote.read(parts).end(parts, deposit));
    parts.tell(
        "deposit-forgotten",
        "A deposit that was interrupted more than "
            + JournalNote.FORGOTTEN_AFTER.toDays()
            + " days ago was not taken up again, so the packs it had sent were given up; deposited"
            + " again, everything is sent again.",
        Map.of("packs", left.size()));
  }
}
