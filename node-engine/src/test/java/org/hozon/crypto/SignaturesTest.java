package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Rank;
import org.hozon.model.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
  private static final PackId PACK = new PackId("ab".repeat(32));
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  private final AccountKeys keys = TestAccounts.account(1);
  private final AccountKeys stranger = TestAccounts.account(2);

  @Test
  void takesAReceiptOnlyAsItsHolderSignedIt(@TempDir Path one, @TempDir Path two) {
    NodeKeys holder = NodeKeys.loadOrCreate(one);
    NodeKeys other = NodeKeys.loadOrCreate(two);
    Receipt r = holder.receipt(PACK, 1000, NOW);
    byte[] key = holder.publicKey();
    assertThat(Signatures.valid(r, key)).isTrue();
    assertThat(Signatures.valid(r, other.publicKey())).isFalse();
    assertThat(Signatures.valid(r, null)).isFalse();
    assertThat(Signatures.valid((Receipt) null, key)).isFalse();
    Receipt larger = new Receipt(PACK, 1001, r.holder(), NOW, r.signature());
    Receipt later = new Receipt(PACK, 1000, r.holder(), NOW.plusMillis(1), r.signature());
    Receipt another =
        new Receipt(new PackId("ac".repeat(32)), 1000, r.holder(), NOW, r.signature());
    Receipt borrowed = new Receipt(PACK, 1000, other.node(), NOW, r.signature());
    Receipt unsigned = new Receipt(PACK, 1000, r.holder(), NOW, null);
    for (Receipt forged : new Receipt[] {larger, later, another, borrowed, unsigned}) {
      assertThat(Signatures.valid(forged, key)).isFalse();
      assertThat(Signatures.valid(forged, other.publicKey())).isFalse();
    }
  }

  @Test
  void takesAProfileOnlyFromItsNode(@TempDir Path one, @TempDir Path two) {
    NodeKeys node = NodeKeys.loadOrCreate(one);
    NodeKeys liar = NodeKeys.loadOrCreate(two);
    NodeProfile signed = node.sign(profile(node, node.node(), 1000));
    assertThat(Signatures.valid(signed)).isTrue();
    assertThat(Signatures.valid(Json.read(Json.write(signed), NodeProfile.class))).isTrue();
    String signature = signed.signature();
    for (NodeProfile forged :
        List.of(
            profile(node, node.node(), 1000),
            profile(node, node.node(), 1001).withSignature(signature),
            profile(node, liar.node(), 1000).withSignature(signature),
            liar.sign(profile(node, node.node(), 1000)),
            liar.sign(profile(liar, node.node(), 1000)),
            signed.withSignature("no base64!"),
            signed.withSignature(null))) {
      assertThat(Signatures.valid(forged)).as("%s", forged).isFalse();
    }
  }

  private static NodeProfile profile(NodeKeys key, NodeId node, long offered) {
    return new NodeProfile(
        node,
        "north\nsouth",
        new AccountId("ef".repeat(16)),
        "JP",
        "",
        Rank.C,
        offered,
        0,
        0,
        false,
        new HostPort("127.0.0.1", 7700),
        Base64.getEncoder().encodeToString(key.publicKey()),
        "1",
        7,
        NOW);
  }

  @Test
  void takesAReleaseOnlyFromTheOwner() {
    PeerMessage.Release r = keys.release(PACK, NOW);
    assertThat(Signatures.valid(r)).isTrue();
    assertThat(
            Signatures.valid(
                new PeerMessage.Release(
                    stranger.account(), PACK, NOW, r.publicKey(), r.signature())))
        .isFalse();
    PeerMessage.Release theirs = stranger.release(PACK, NOW);
    assertThat(
            Signatures.valid(
                new PeerMessage.Release(
                    keys.account(), PACK, NOW, theirs.publicKey(), theirs.signature())))
        .isFalse();
    assertThat(
            Signatures.valid(
                new PeerMessage.Release(
                    keys.account(), PACK, NOW.plusSeconds(1), r.publicKey(), r.signature())))
        .isFalse();
    assertThat(Signatures.valid(new PeerMessage.Release(null, null, null, null, null))).isFalse();
    assertThat(Signatures.valid((PeerMessage.Release) null)).isFalse();
  }

  @Test
  void refusesHeadsOfForgersAndHalfRecords() {
    NodeId machine = new NodeId("00".repeat(16));
    Head good = keys.sealHead(machine, 1, NOW, new byte[3]);
    assertThat(Signatures.valid(good)).isTrue();
    Head forged = stranger.sealHead(machine, 1, NOW, new byte[3]);
    assertThat(
            Signatures.valid(
                new Head(
                    keys.account(),
                    machine,
                    1,
                    NOW,
                    forged.publicKey(),
                    forged.sealedRoot(),
                    forged.signature())))
        .isFalse();
    assertThat(Signatures.valid(new Head(null, null, 1, null, null, null, null))).isFalse();
    assertThat(Signatures.valid((Head) null)).isFalse();
  }

  @Test
  void namesAKeyByItsHash() {
    assertThat(Signatures.accountOf(keys.publicKey())).isEqualTo(keys.account());
    assertThat(Signatures.nodeOf(keys.publicKey()).value()).isEqualTo(keys.account().value());
  }
}
