package org.hozon.deposit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param idle since when nobody has gone on with them, by deposit; those that are not here have
 *     been gone on with lately
 */
record JournalNote(Policy policy, List<DepositId> deposits, Map<String, Instant> idle) {
  private static final String NAME = "deposit.journal";

  /** Whoever has not gone on with an interrupted deposit for that long will not. */
  static final Duration FORGOTTEN_AFTER = Duration.ofDays(30);

  JournalNote {
    idle = idle == null ? Map.of() : Map.copyOf(idle);
  }

  /** The note of packs an interrupted deposit left. */
  static JournalNote read(Parts parts) {
    Optional<JournalNote> kept =
        parts.state().get(NAME).map(text -> Json.read(text, JournalNote.class));
    return kept.filter(note -> !isEmpty(parts))
        .orElse(new JournalNote(Policy.STANDARD, List.of(), Map.of()));
  }

  /** Notes that packs of a deposit come into the journal from now on. */
  JournalNote begin(Parts parts, DepositId deposit, Policy wanted) {
    Set<DepositId> all = new LinkedHashSet<>(deposits);
    all.add(deposit);
    JournalNote noted =
        new JournalNote(
            deposits.isEmpty() ? wanted : Policies.least(policy, wanted),
            List.copyOf(all),
            without(deposit));
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
            policy,
            deposits.stream().filter(other -> !other.equals(deposit)).toList(),
            without(deposit)));
  }

  private Map<String, Instant> without(DepositId deposit) {
    Map<String, Instant> others = new LinkedHashMap<>(idle);
    others.remove(deposit.value());
    return others;
  }

  /** Notes that nobody goes on with what is in the journal, since now where not since before. */
  JournalNote resting(Parts parts) {
    Map<String, Instant> since = new LinkedHashMap<>();
    Instant now = parts.clock().instant();
    deposits.forEach(deposit -> since.put(deposit.value(), now));
    since.putAll(idle);
    return noted(parts, since);
  }

  /** Notes that it is not the depositor's fault when nobody goes on. */
  void waiting(Parts parts) {
    noted(parts, Map.of());
  }

  private JournalNote noted(Parts parts, Map<String, Instant> since) {
    JournalNote noted = new JournalNote(policy, deposits, since);
    if (!noted.equals(this)) {
      write(parts.state(), noted);
    }
    return noted;
  }

  /** True when nobody will go on with any of the deposits that have packs in the journal. */
  boolean isForgotten(Instant now) {
    return !deposits.isEmpty()
        && deposits.stream()
            .map(deposit -> idle.getOrDefault(deposit.value(), now))
            .allMatch(since -> since.plus(FORGOTTEN_AFTER).isBefore(now));
  }

  private static boolean isEmpty(Parts parts) {
    return parts.journal().open().isEmpty() && parts.journal().unpublished().isEmpty();
  }

  private static void write(NodeState state, JournalNote note) {
    state.put(NAME, Json.write(note));
  }
}
