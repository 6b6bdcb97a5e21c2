package org.hozon.link;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Rank;
import org.hozon.store.StoreRefusal;

/** A node behind a data plane that remembers what it was asked. */
final class FolderDesk implements PeerDesk {
  static final AccountId ACCOUNT = new AccountId("ac".repeat(16));

  private final NodeId node;
  private final Map<AccountId, Head> heads = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<PackTicket> stored = new ConcurrentLinkedQueue<>();
  volatile StoreRefusal refusal;
  volatile PackId disowned;
  volatile UnaryOperator<PeerMessage> answers = message -> new PeerMessage.Noted();

  FolderDesk(NodeId node) {
    this.node = node;
  }

  @Override
  public Hello hello() {
    NodeProfile profile =
        new NodeProfile(
            node,
            "test",
            ACCOUNT,
            "JP",
            "site",
            Rank.C,
            1,
            0,
            1,
            false,
            new HostPort("127.0.0.1", 1),
            "",
            "0",
            1,
            Instant.EPOCH);
    return new Hello(profile, List.of(), "cluster", 1, List.of(profile));
  }

  @Override
  public long admit(PackTicket ticket) throws StoreRefusal {
    if (refusal != null) {
      throw refusal;
    }
    return Long.MAX_VALUE;
  }

  @Override
  public void stored(PackTicket ticket) {
    stored.add(ticket);
  }

  @Override
  public boolean keeps(PackId pack) {
    return !pack.equals(disowned);
  }

  @Override
  public PeerMessage answer(PeerMessage message) {
    return answers.apply(message);
  }

  @Override
  public boolean putHead(Head head) {
    heads.merge(head.account(), head, (a, b) -> a.sequence() > b.sequence() ? a : b);
    return true;
  }

  @Override
  public List<Head> heads(AccountId account) {
    return heads.containsKey(account) ? List.of(heads.get(account)) : List.of();
  }
}
