package org.hozon.guard;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.model.Whole;
import org.hozon.rules.HoldOff;

/** Messages of other nodes to a guard at work, which goes on whatever they say. */
public final class MessageFuzz implements FuzzTarget {
  private static final NodeId SELF = new NodeId("a".repeat(32));
  private static final NodeId OTHER = new NodeId("b".repeat(32));
  private static final NodeId THIRD = new NodeId("c".repeat(32));
  private static final AccountId OWNER = new AccountId("d".repeat(32));
  private static final PackId PACK = new PackId("1".repeat(64));

  private final FakeHub hub = new FakeHub();
  private final Guard guard;

  /** A guard with one pack. */
  public MessageFuzz() {
    FakeStores disk = new FakeStores();
    disk.place(
        new HeldPack(
            PACK, 1000, OWNER, Policy.STANDARD, Set.of(SELF, OTHER, THIRD), 1, Instant.EPOCH));
    hub.disks.put(SELF, disk);
    for (NodeId node : List.of(SELF, OTHER, THIRD)) {
      hub.members.put(node, profile(node));
    }
    guard =
        new Guard(
            SELF,
            disk.stores(),
            hub.mesh(SELF),
            hub.peers(SELF),
            FakeHub.host(SELF),
            new MachineSettings(
                new HoldOff(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)),
                Duration.ofDays(1),
                4,
                MachineSettings.Timing.USUAL),
            Clock.systemUTC(),
            release -> release.signature().length == 1);
    hub.guards.put(SELF, guard);
    guard.start();
  }

  private static NodeProfile profile(NodeId node) {
    return new NodeProfile(
        node,
        "node",
        OWNER,
        "JP",
        "site",
        Rank.C,
        1 << 30,
        0,
        1 << 30,
        false,
        new HostPort("127.0.0.1", 1),
        "",
        "1",
        1,
        Instant.EPOCH);
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    try {
      PeerMessage message = Whole.require(Json.MAPPER.readValue(input, PeerMessage.class));
      PeerMessage answer = guard.answer(message);
      Json.MAPPER.writerFor(PeerMessage.class).writeValueAsString(answer);
      return true;
    } catch (JacksonException | IllegalArgumentException | HozonException refused) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    PackTicket ticket =
        new PackTicket(
            PackTicket.Kind.REPAIR,
            new PackId("2".repeat(64)),
            1000,
            OWNER,
            Policy.STANDARD,
            List.of(SELF, OTHER, THIRD),
            2,
            OTHER,
            Instant.parse("2100-01-01T00:00:00Z"),
            new byte[0]);
    Set<NodeId> holders = Set.of(SELF, OTHER, THIRD);
    List<PeerMessage> messages =
        List.of(
            new PeerMessage.AskDistances(OTHER, List.of(OTHER, THIRD)),
            new PeerMessage.Reserve(ticket),
            new PeerMessage.CopyOrder(ticket, new NodeId("e".repeat(32))),
            new PeerMessage.HoldersNotice(OTHER, PACK, 2, holders),
            new PeerMessage.Reconcile(OTHER, List.of(new PeerMessage.Claim(PACK, 1, holders))),
            new PeerMessage.ConfirmHold(OTHER, PACK),
            new PeerMessage.AtWork(OTHER, 3),
            new PeerMessage.Trim(OTHER, PACK, 1, holders),
            new PeerMessage.AskHeld(OTHER, List.of(PACK)),
            new PeerMessage.Audit(
                OTHER, List.of(new PeerMessage.Challenge(PACK, 0, 10, "ab".repeat(16)))),
            new PeerMessage.Check(OTHER, List.of(PACK)),
            new PeerMessage.AskProofs(OTHER, List.of(PACK)),
            new PeerMessage.Release(
                OWNER, new PackId("3".repeat(64)), Instant.EPOCH, new byte[1], new byte[1]),
            new PeerMessage.Heartbeat(OTHER),
            new PeerMessage.AskSight(OTHER, THIRD));
    List<byte[]> seeds = new ArrayList<>();
    for (PeerMessage message : messages) {
      seeds.add(Json.MAPPER.writerFor(PeerMessage.class).writeValueAsBytes(message));
    }
    return seeds;
  }
}
