package org.hozon.app.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.TicketSignatures;
import org.hozon.link.HttpPeerClient;
import org.hozon.link.PeerClient;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;

/** Says to others what it has no right to say, with the keys it has: its own. */
final class Impostor {
  private final NodeKeys node;
  private final AccountKeys account;
  private final HttpPeerClient client;

  Impostor(NodeKeys node, AccountKeys account, HttpPeerClient client) {
    this.node = node;
    this.account = account;
    this.client = client;
  }

  /**
   * Gives the packs of another account up, signed with its own key and with none. In its own name
   * it may: nobody refuses that who does not hold the pack, and nothing is to come of it.
   */
  Tally release(PeerClient.Peer at, Iterable<PackId> packs, AccountId victim) {
    Tally tally = Tally.NONE;
    for (PackId pack : packs) {
      PeerMessage.Release own = account.release(pack, Instant.now());
      var unused = noted(at, own);
      tally =
          tally.and(
              noted(
                  at,
                  new PeerMessage.Release(
                      victim, pack, own.at(), own.publicKey(), own.signature())));
      tally =
          tally.and(
              noted(
                  at,
                  new PeerMessage.Release(victim, pack, own.at(), own.publicKey(), new byte[64])));
    }
    return tally;
  }

  /** Speaks in the name of other nodes. */
  Tally speakFor(PeerClient.Peer at, Iterable<NodeId> others, Iterable<PackId> packs) {
    Tally tally = Tally.NONE;
    for (NodeId other : others) {
      tally = tally.and(noted(at, new PeerMessage.Heartbeat(other)));
      tally = tally.and(noted(at, new PeerMessage.AtWork(other, 1000)));
      for (PackId pack : packs) {
        Set<NodeId> nobody = Set.of(node.node());
        tally = tally.and(noted(at, new PeerMessage.HoldersNotice(other, pack, 1000, nobody)));
        tally = tally.and(noted(at, new PeerMessage.Trim(other, pack, 1000, nobody)));
      }
    }
    return tally;
  }

  /** Brings packs in the name of another account and of another node. */
  Tally bringFor(PeerClient.Peer at, AccountId victim, NodeId otherNode) {
    byte[] bytes = ("HZP1 " + "x".repeat(1000)).getBytes(StandardCharsets.US_ASCII);
    Tally tally = Tally.NONE;
    for (PackTicket.Kind kind : PackTicket.Kind.values()) {
      PackTicket unsigned =
          new PackTicket(
              kind,
              new PackId(sha256(bytes)),
              bytes.length,
              victim,
              Policy.STANDARD,
              List.of(at.node()),
              1,
              otherNode,
              Instant.now().plus(Duration.ofHours(1)),
              new byte[0]);
      for (PackTicket ticket :
          List.of(
              TicketSignatures.sign(unsigned, account),
              TicketSignatures.sign(unsigned, node),
              unsigned.withSignature(new byte[108]))) {
        var result = client.send(ticket, ByteBuffer.wrap(bytes), List.of(at));
        tally = tally.and(!result.receipts().isEmpty());
      }
    }
    return tally;
  }

  /**
   * Says of itself, rightly signed, what is not so: that packs stand on it alone, and that others
   * hold too many copies. Nobody can tell at once that it lies.
   */
  int lie(PeerClient.Peer at, Iterable<PackId> packs, Iterable<NodeId> members) {
    Set<NodeId> everybody = new LinkedHashSet<>();
    members.forEach(everybody::add);
    everybody.add(node.node());
    int told = 0;
    long epoch = 1_000;
    for (PackId pack : packs) {
      Set<NodeId> alone = Set.of(node.node());
      List<PeerMessage> lies =
          List.of(
              new PeerMessage.HoldersNotice(node.node(), pack, epoch++, alone),
              new PeerMessage.Reconcile(
                  node.node(), List.of(new PeerMessage.Claim(pack, epoch++, alone))),
              new PeerMessage.HoldersNotice(node.node(), pack, epoch++, everybody),
              new PeerMessage.Trim(node.node(), pack, epoch, everybody),
              new PeerMessage.Trim(node.node(), pack, 0, alone));
      for (PeerMessage lie : lies) {
        told += noted(at, lie) ? 1 : 0;
      }
    }
    return told;
  }

  /** Puts heads that are another account's: altered, signed with the wrong key, older. */
  Tally heads(PeerClient.Peer at, List<Head> old, AccountId victim) throws IOException {
    Tally tally = Tally.NONE;
    List<Head> forged = new ArrayList<>();
    for (Head head : old) {
      forged.add(
          new Head(
              victim,
              head.machine(),
              head.sequence() + 1000,
              head.time(),
              head.publicKey(),
              head.sealedRoot(),
              head.signature()));
      forged.add(
          new Head(
              victim,
              head.machine(),
              head.sequence() + 1001,
              head.time(),
              account.publicKey(),
              head.sealedRoot(),
              account.sign(head.signedBytes())));
    }
    for (Head head : forged) {
      tally = tally.and(client.putHead(at, head));
    }
    return tally;
  }

  private boolean noted(PeerClient.Peer at, PeerMessage message) {
    try {
      var unused = client.ask(at, message);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return org.hozon.model.Hex.of(
          java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
