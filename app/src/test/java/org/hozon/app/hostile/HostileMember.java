package org.hozon.app.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.crypto.Signatures;
import org.hozon.link.DataPlaneServer;
import org.hozon.link.EnrolClient;
import org.hozon.link.HttpPeerClient;
import org.hozon.link.LineMeter;
import org.hozon.link.LinkLimits;
import org.hozon.link.LinkSetup;
import org.hozon.link.PeerClient;
import org.hozon.link.Throttle;
import org.hozon.mesh.IgniteMesh;
import org.hozon.mesh.Mesh;
import org.hozon.mesh.MeshConfig;
import org.hozon.model.AccountId;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.Invitation;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Rank;
import org.hozon.store.Home;
import org.hozon.store.PackStore;
import org.slf4j.LoggerFactory;

/**
 * A member of a closed mesh with a valid certificate whose program was changed to do harm: the
 * node's own parts of link and mesh with a desk and a disk that lie. It does what it is told line
 * by line on its standard input, and says in a line of JSON what came of it.
 */
public final class HostileMember {
  private static final String HERE = "127.0.0.1";

  /** More than there is in the world. */
  private static final long ROOM = 1L << 60;

  private final NodeKeys node;
  private final HostileDisk disk;
  private final HostileDesk desk;
  private final HttpPeerClient client;
  private final MachineTls tls;
  private final Mesh mesh;
  private final Impostor impostor;
  private final Flood flood = new Flood();
  private final Map<AccountId, String> seenInMap = new LinkedHashMap<>();
  private final Map<AccountId, List<Head>> seen = new LinkedHashMap<>();
  private volatile NodeProfile profile;

  private HostileMember(Path folder, String invited) throws IOException {
    Home home = Home.open(folder);
    Clock clock = Clock.systemUTC();
    AccountKeys account =
        new AccountVault(home.keys()).store(RecoveryPhrase.generate(new SecureRandom()));
    node = NodeKeys.loadOrCreate(home.keys());
    tls = new MachineTls(node, account, MeshTrust.open(home.keys(), clock));
    Invitation invitation = Invitation.parse(invited);
    EnrolAnswer welcome =
        EnrolClient.ask(
            invitation, new EnrolRequest(invitation.token(), tls.request(), "hostile"), clock);
    tls.trust().adopt(welcome.trust().authority());
    tls.trust().learn(welcome.trust());
    disk = new HostileDisk(PackStore.open(home, 0), folder.resolve("lies"));
    desk = new HostileDesk(node.node(), this::hello, disk);
    LinkSetup setup =
        new LinkSetup(
            node.node(),
            disk,
            new Throttle(),
            new Throttle(),
            new LineMeter(),
            LinkLimits.standard(),
            tls,
            ticket -> ticket);
    client = new HttpPeerClient(setup);
    DataPlaneServer server = DataPlaneServer.open(HERE, 0, setup, desk, node::receipt, client);
    profile = node.sign(profile(account.account(), new HostPort(HERE, server.port())));
    Hello met = client.hello(welcome.join().get(0));
    mesh =
        IgniteMesh.start(
            new MeshConfig(
                profile,
                HERE,
                freePort(),
                freePort(),
                met.discovery(),
                false,
                folder.resolve("ignite"),
                Duration.ofSeconds(10),
                Signatures::valid,
                tls));
    mesh.publish(profile);
    impostor = new Impostor(node, account, client);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private NodeProfile profile(AccountId account, HostPort data) {
    return new NodeProfile(
        node.node(),
        "hostile",
        account,
        "",
        "room hostile",
        Rank.C,
        ROOM,
        0,
        ROOM,
        false,
        data,
        Base64.getEncoder().encodeToString(node.publicKey()),
        "development",
        Instant.now().toEpochMilli(),
        Instant.now());
  }

  private Hello hello() {
    Mesh now = mesh;
    List<NodeProfile> members = now == null ? List.of() : List.copyOf(now.members().values());
    return new Hello(
        profile,
        now == null ? List.of() : now.discovery(),
        now == null ? "" : now.clusterId(),
        Math.max(1, members.size()),
        members);
  }

  private List<NodeProfile> others() {
    List<NodeProfile> others = new ArrayList<>(mesh.members().values());
    others.removeIf(member -> member.node().equals(node.node()));
    return others;
  }

  private List<NodeId> otherIds() {
    return others().stream().map(NodeProfile::node).toList();
  }

  private static PeerClient.Peer peer(NodeProfile member) {
    return new PeerClient.Peer(member.node(), member.data());
  }

  private NodeProfile member(String name) {
    return others().stream().filter(other -> other.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<PackId> packs(String names) {
    return List.of(names.split(",", -1)).stream().map(PackId::new).toList();
  }

  /** Carries out one line: a word and what it needs, parted by spaces. */
  private Object run(String line) throws IOException {
    String[] words = line.split(" ", -1);
    return switch (words[0]) {
      case "claimed" -> desk.claimed().size();
      case "serve-wrong-bytes" -> {
        disk.serveWrongBytes();
        yield true;
      }
      case "wrongly-served" -> disk.wronglyServed();
      case "drop" -> disk.dropAll();
      case "see-heads" -> see(new AccountId(words[1]));
      case "forge-heads" -> forgeHeads(new AccountId(words[1]));
      case "forge-placements" -> SharedMapForger.placements();
      case "forge-profiles" -> forgeProfiles();
      case "release" -> release(packs(words[1]), new AccountId(words[2]));
      case "lie" -> {
        int told = 0;
        for (NodeProfile other : others()) {
          told += impostor.lie(peer(other), packs(words[1]), otherIds());
        }
        yield told;
      }
      case "speak-for" -> speakFor(packs(words[1]));
      case "bring-for" -> bringFor(new AccountId(words[1]));
      case "connect" -> flood.connect(member(words[1]).data(), Integer.parseInt(words[2]));
      case "calm" -> {
        flood.close();
        yield true;
      }
      case "endless" -> endless(member(words[1]).data());
      default -> throw new IllegalArgumentException(line);
    };
  }

  private int see(AccountId account) throws IOException {
    List<Head> heads = new ArrayList<>();
    for (NodeProfile other : others()) {
      heads.addAll(client.heads(peer(other), account));
    }
    seen.put(account, heads);
    seenInMap.put(account, SharedMapForger.heads(account));
    return heads.size();
  }

  /** Others are given forged ones; into the map goes what stood there before, then nonsense. */
  private Tally forgeHeads(AccountId account) throws IOException {
    Tally all = Tally.NONE;
    for (NodeProfile other : others()) {
      Tally one = impostor.heads(peer(other), seen.get(account), account);
      all = new Tally(all.tried() + one.tried(), all.refused() + one.refused());
      for (Head old : seen.get(account)) {
        client.putHead(peer(other), old); // it is answered that a newer one is there
      }
    }
    SharedMapForger.heads(account, seenInMap.get(account));
    return all;
  }

  private int forgeProfiles() {
    NodeProfile lie = profile(profile.account(), new HostPort(HERE, 9));
    String text = Long.MAX_VALUE + " " + Json.write(lie).replace(node.node().value(), "NODE");
    return SharedMapForger.profiles(otherIds().stream().map(NodeId::value).toList(), text);
  }

  private Tally release(List<PackId> packs, AccountId victim) {
    Tally all = Tally.NONE;
    for (NodeProfile other : others()) {
      Tally one = impostor.release(peer(other), packs, victim);
      all = new Tally(all.tried() + one.tried(), all.refused() + one.refused());
    }
    return all;
  }

  private Tally speakFor(List<PackId> packs) {
    Tally all = Tally.NONE;
    for (NodeProfile other : others()) {
      Tally one = impostor.speakFor(peer(other), otherIds(), packs);
      all = new Tally(all.tried() + one.tried(), all.refused() + one.refused());
    }
    return all;
  }

  private Tally bringFor(AccountId victim) {
    Tally all = Tally.NONE;
    List<NodeId> ids = otherIds();
    for (NodeProfile other : others()) {
      Tally one = impostor.bringFor(peer(other), victim, ids.get(0));
      all = new Tally(all.tried() + one.tried(), all.refused() + one.refused());
    }
    return all;
  }

  private List<Long> endless(HostPort to) throws IOException {
    long most = 64L << 20;
    return List.of(
        Flood.endless(
            tls.fastContext(),
            to,
            "POST /v1/messages HTTP/1.1\r\nTransfer-Encoding: chunked",
            most),
        Flood.endless(
            tls.fastContext(), to, "POST /v1/trust HTTP/1.1\r\nTransfer-Encoding: chunked", most),
        Flood.endless(
            tls.fastContext(), to, "POST /v1/probe HTTP/1.1\r\nTransfer-Encoding: chunked", most),
        Flood.endless(
            tls.fastContext(),
            to,
            "PUT /v1/packs/" + "ab".repeat(32) + " HTTP/1.1\r\nContent-Length: 999999999999",
            most));
  }

  /** Arguments: a home and an invitation. Ends with its standard input. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // nothing else is to come between the answers
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    HostileMember member = new HostileMember(Path.of(arguments[0]), arguments[1]);
    answers.println(Json.write(member.node.node().value()));
    answers.flush();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(Json.write(member.run(line)));
      answers.flush();
    }
    Runtime.getRuntime().halt(0);
  }
}
