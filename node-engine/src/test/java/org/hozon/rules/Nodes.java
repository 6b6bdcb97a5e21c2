package org.hozon.rules;

import java.time.Instant;
import org.hozon.model.AccountId;
import org.hozon.model.Distance;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Rank;

/** Nodes, packs and distances for tests. */
final class Nodes {
  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;

  private Nodes() {}

  static NodeId id(int number) {
    // Spread over all bits, as real ids are.
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    return new NodeId("%016x%016x".formatted(mixed, (long) number));
  }

  static AccountId account(int number) {
    return new AccountId("%032x".formatted(number));
  }

  static PackId pack(int number) {
    long mixed = (number + 7) * 0xD1342543DE82EF95L;
    return new PackId("%016x%048x".formatted(mixed, (long) number));
  }

  /** An account and a site of its own, rank C, 10 GiB of room. */
  static NodeProfile node(int number) {
    return node(number, number, "site-" + number, Rank.C, 10 * GIB);
  }

  static NodeProfile node(int number, int account, String site, Rank rank, long room) {
    return new NodeProfile(
        id(number),
        "node-" + number,
        account(account),
        "JP",
        site,
        rank,
        Math.max(room, 0),
        0,
        room,
        false,
        new HostPort("127.0.0.1", 1000 + number),
        "",
        "1",
        1,
        Instant.EPOCH);
  }

  static NodeProfile draining(NodeProfile n) {
    return new NodeProfile(
        n.node(),
        n.name(),
        n.account(),
        n.region(),
        n.site(),
        n.rank(),
        n.offeredBytes(),
        n.usedBytes(),
        n.roomBytes(),
        true,
        n.data(),
        n.publicKey(),
        n.version(),
        n.sequence(),
        n.at());
  }

  static NodeProfile in(String region, NodeProfile n) {
    return new NodeProfile(
        n.node(),
        n.name(),
        n.account(),
        region,
        n.site(),
        n.rank(),
        n.offeredBytes(),
        n.usedBytes(),
        n.roomBytes(),
        n.draining(),
        n.data(),
        n.publicKey(),
        n.version(),
        n.sequence(),
        n.at());
  }

  static NodeProfile full(NodeProfile n) {
    return new NodeProfile(
        n.node(),
        n.name(),
        n.account(),
        n.region(),
        n.site(),
        n.rank(),
        n.offeredBytes(),
        n.offeredBytes(),
        0,
        n.draining(),
        n.data(),
        n.publicKey(),
        n.version(),
        n.sequence(),
        n.at());
  }

  static Distance distance(int from, int to, double mibPerSecond, double roundTripMillis) {
    return new Distance(id(from), id(to), mibPerSecond * MIB, roundTripMillis, 0, 1, true);
  }
}
