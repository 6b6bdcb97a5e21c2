package org.hozon.deposit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.DepositId;
import org.hozon.model.Json;
import org.hozon.model.Policy;
import org.hozon.store.NodeState;

/**
 * What the journal's entries do not say: whose they are and what was asked of their holders.
 *
 * @param policy the least that was asked of the holders of any pack in the journal
 * @param deposits the deposits that may have packs in it
 */
record JournalNote(Policy policy, List<DepositId> deposits) {
  private static final String NAME = "deposit.journal";

  /** The note of packs an interrupted deposit left. */
  static JournalNote read(Parts parts) {
    Optional<JournalNote> kept =
        parts.state().get(NAME).map(text -> Json.read(text, JournalNote.class));
    return kept.filter(note -> !isEmpty(parts)).orElse(new JournalNote(Policy.STANDARD, List.of()));
  }

  /** Notes that packs of a deposit come into the journal from now on. */
  JournalNote begin(Parts parts, DepositId deposit, Policy wanted) {
    Set<DepositId> all = new LinkedHashSet<>(deposits);
    all.add(deposit);
    JournalNote noted =
        new JournalNote(
            deposits.isEmpty() ? wanted : Policies.least(policy, wanted), List.copyOf(all));
    write(parts.state(), noted);
    return noted;
  }

  /** True when every pack in the journal is of that deposit. */
  boolean only(DepositId deposit) {
    return deposits.equals(List.of(deposit));
  }

  /** Notes that nothing of a deposit is needed in the journal any more. */
  void end(Parts parts, DepositId deposit) {
    write(
        parts.state(),
        new JournalNote(
            policy, deposits.stream().filter(other -> !other.equals(deposit)).toList()));
  }

  private static boolean isEmpty(Parts parts) {
    return parts.journal().open().isEmpty() && parts.journal().unpublished().isEmpty();
  }

  private static void write(NodeState state, JournalNote note) {
    state.put(NAME, Json.write(note));
  }
}
