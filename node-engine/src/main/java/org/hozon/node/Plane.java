package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hozon.link.DataPlaneServer;
import org.hozon.link.Distances;
import org.hozon.link.HttpPeerClient;
import org.hozon.link.LineMeter;
import org.hozon.link.LinkLimits;
import org.hozon.link.LinkSetup;
import org.hozon.link.PackDisk;
import org.hozon.link.PeerClient;
import org.hozon.model.Distance;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.provide.Offer;
import org.hozon.store.DiskUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's offer and its data plane: what others meet of it. */
record Plane(
    Offer offer,
    ProfileBoard board,
    NodeDesk desk,
    LineMeter meter,
    LineHours hours,
    HttpPeerClient client,
    Distances distances,
    Knocker knocker,
    TrustDesk trust) {
  private static final Logger LOG = LoggerFactory.getLogger(Plane.class);
  private static final Duration CLOCK_PATIENCE = Duration.ofSeconds(3);
  private static final String OFFER_OF_SETTINGS = "offer.settings";

  /** Room kept for the database's log and the activity logs, which grow unasked. */
  private static final long GROWTH = 16L << 20;

  /** A hung peer holds up a transfer this long where processes of one machine are tried out. */
  private static final Duration TRIAL_STALL = Duration.ofSeconds(10);

  static Plane open(Openings openings, Ground ground) {
    NodeId self = ground.identity().node().node();
    ProfileBoard board =
        new ProfileBoard(
            ground.identity().profile(ground.data(), ground.clock().instant()),
            ground.database().state(),
            ground.clock(),
            ground.identity().node()::sign);
    Offer offer = offer(ground, self, board);
    board.refresh(offer, profile -> {});
    NodeDesk desk =
        new NodeDesk(self, board, offer, ground.database(), ground.packs(), ground.clock());
    Settings settings = ground.settings();
    LinkLimits standard = LinkLimits.standard();
    LineHours hours = new LineHours(settings.limits(), ground.clock());
    LinkSetup link =
        new LinkSetup(
            self,
            PackDisk.of(ground.packs()),
            hours.upload(),
            hours.download(),
            new LineMeter(),
            settings.preset() == Preset.TRIAL ? standard.withStall(TRIAL_STALL) : standard,
            ground.tls(),
            new TicketSigner(ground.identity().node(), ground.identity().account())::sign);
    HttpPeerClient client = openings.add("data plane's client", new HttpPeerClient(link));
    Distances distances = openings.add("distances", new Distances(client));
    ground.dataPort().close();
    openings.add(
        "data plane",
        DataPlaneServer.open(
            ground.listen().getHostAddress(),
            ground.dataPort().port(),
            link,
            desk,
            ground.identity().node()::receipt,
            client));
    ground.ports().remember("data", ground.dataPort().port());
    TrustDesk trust = ground.tls() == null ? null : trust(openings, ground, client);
    desk.trust(trust);
    Knocker knocker =
        openings.add(
            "knocking threads",
            new Knocker(
                address -> {
                  if (trust != null) {
                    trust.meet(address);
                  }
                  return client.hello(address);
                }));
    return new Plane(offer, board, desk, link.meter(), hours, client, distances, knocker, trust);
  }

  private static TrustDesk trust(Openings openings, Ground ground, HttpPeerClient client) {
    return openings.add(
        "trust",
        new TrustDesk(
            ground.tls().trust(),
            ground.identity().account().account(),
            !ground.wasInMesh(),
            client));
  }

  /** The offer: as just told, else as the settings have newly been changed to, else as last set. */
  private static Offer offer(Ground ground, NodeId self, ProfileBoard board) {
    var state = ground.database().state();
    Offer offer =
        new Offer(
            self,
            state,
            new StoreShelf(
                ground.database().inventory(),
                ground.packs(),
                new DiskUse(ground.home(), ground.packs(), ground.database().inventory())::overhead,
                GROWTH),
            board::profile,
            ground.clock());
    offer.perAccount(ground.settings().perAccount());
    long ofSettings = ground.settings().offer();
    boolean changed =
        !state.get(OFFER_OF_SETTINGS).map(Long::parseLong).orElse(-1L).equals(ofSettings);
    if (changed) {
      state.put(OFFER_OF_SETTINGS, Long.toString(ofSettings));
    }
    Long told = ground.options().offer();
    if (told == null && changed && ofSettings >= 0) {
      told = ofSettings;
    }
    if (told != null && told != offer.offered()) {
      offer.set(told);
    }
    return offer;
  }

  /** How far the clocks of those who answer soon are ahead of this computer's. */
  List<Duration> clocksAhead(List<NodeId> of, Map<NodeId, NodeProfile> members) {
    List<CompletableFuture<Duration>> answers =
        peers(of, members).stream().map(peer -> client.clockAhead(peer, CLOCK_PATIENCE)).toList();
    List<Duration> ahead = new ArrayList<>();
    for (CompletableFuture<Duration> answer : answers) {
      try {
        ahead.add(answer.get(2 * CLOCK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException silent) {
        LOG.debug("A clock could not be compared", silent);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
    return ahead;
  }

  private static List<PeerClient.Peer> peers(List<NodeId> of, Map<NodeId, NodeProfile> members) {
    return of.stream()
        .map(members::get)
        .filter(Objects::nonNull)
        .map(member -> new PeerClient.Peer(member.node(), member.data()))
        .toList();
  }

  /** The data distances to some members; those that do not answer are left out. */
  List<Distance> distances(List<NodeId> to, Map<NodeId, NodeProfile> members) {
    try {
      return distances.measure(peers(to, members));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HozonException(HozonException.Kind.FAILED, "The node is stopping.", stopping);
    }
  }
}
