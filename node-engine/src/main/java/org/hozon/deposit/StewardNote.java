package org.hozon.deposit;

import java.util.HashSet;
import java.util.Set;
import org.hozon.model.DepositId;
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

  /** Ends what a killed run of the steward itself left. */
  void clean() {
    JournalNote note = JournalNote.read(parts);
    if (note.only(NOBODY)) {
      recovery.run(note.policy());
      end();
    }
  }
}
