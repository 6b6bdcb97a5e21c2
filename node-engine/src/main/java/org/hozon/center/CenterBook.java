package org.hozon.center;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;

/**
 * What a center has written down; each change makes a new book.
 *
 * @param approval true when each newcomer waits until it is approved
 * @param invitations invitations that have been given
 * @param entries accounts that have come
 */
record CenterBook(boolean approval, List<Given> invitations, List<Entry> entries) {
  /**
   * An invitation; of its token only the hash is kept.
   *
   * @param usedBy the account that came with it; null as long as none has
   */
  record Given(String tokenHash, String name, Instant expires, AccountId usedBy) {}

  /**
   * An account and its own request, with which its certificate is renewed.
   *
   * @param request the account's certificate signed by itself (DER)
   */
  record Entry(CenterMember member, byte[] request) {}

  CenterBook {
    invitations = List.copyOf(invitations);
    entries = List.copyOf(entries);
  }

  Optional<Entry> entry(AccountId account) {
    return entries.stream().filter(entry -> entry.member().account().equals(account)).findFirst();
  }

  /** With another invitation; those long void are forgotten. */
  CenterBook with(Given given, Instant now) {
    List<Given> all = new ArrayList<>(invitations);
    all.removeIf(old -> old.expires().isBefore(now));
    all.add(given);
    return new CenterBook(approval, all, entries);
  }

  CenterBook used(Given given, AccountId account) {
    List<Given> all = new ArrayList<>(invitations);
    all.replaceAll(
        each ->
            each.equals(given)
                ? new Given(each.tokenHash(), each.name(), each.expires(), account)
                : each);
    return new CenterBook(approval, all, entries);
  }

  CenterBook with(Entry entry) {
    List<Entry> all = new ArrayList<>(entries);
    all.removeIf(old -> old.member().account().equals(entry.member().account()));
    all.add(entry);
    return new CenterBook(approval, invitations, all);
  }
}
