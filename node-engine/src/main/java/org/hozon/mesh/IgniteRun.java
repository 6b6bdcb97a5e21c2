package org.hozon.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.events.DiscoveryEvent;
import org.apache.ignite.events.Event;
import org.apache.ignite.events.EventType;
import org.apache.ignite.failure.AbstractFailureHandler;
import org.apache.ignite.failure.FailureContext;
import org.apache.ignite.lang.IgnitePredicate;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of the embedded Ignite, from its start to its stop. */
final class IgniteRun {
  private static final Logger LOG = LoggerFactory.getLogger(IgniteRun.class);

  /** Takes what this run sees; called from Ignite's threads, so it must only note it down. */
  interface Watcher {
    void joined(Member member);

    void departed(UUID life, boolean goodbye);

    /** A {@link Stamped} profile was put into the shared map. */
    void said(String profile);

    void entriesLost();

    /** This run is of no use any more: cut off by the others or critically failed. */
    void broken(String why);
  }

  /** A stop that takes longer waits for callers who wait for members that are out of reach. */
  private static final Duration CALL_BACK = Duration.ofMillis(300);

  private final String name;
  private final Ignite ignite;
  private final SharedMaps maps;

  private IgniteRun(String name, Ignite ignite) {
    this.name = name;
    this.ignite = ignite;
    this.maps = new SharedMaps(ignite);
  }

  /**
   * Starts Ignite and joins the cluster of {@code peers}; returns when in.
   *
   * @param limit time after which the start is given up
   * @throws HozonException of kind FAILED when it did not get in
   */
  static IgniteRun start(
      MeshConfig config,
      NodeProfile profile,
      Collection<HostPort> peers,
      boolean mayStartAlone,
      Duration limit,
      Watcher watcher) {
    requireFree(config.listen(), config.discoveryPort());
    requireFree(config.listen(), config.communicationPort());
    sweep(config.workFolder());
    String name = profile.node() + "-" + UUID.randomUUID().toString().substring(0, 8);
    IgniteConfiguration settings =
        IgniteSettings.configure(config, name, Json.write(profile), peers, mayStartAlone);
    settings.setLocalEventListeners(listeners(watcher));
    settings.setFailureHandler(new Reporter(watcher));
    CompletableFuture<Ignite> started = new CompletableFuture<>();
    Thread starter =
        MeshThreads.thread(
            "mesh-start",
            () -> {
              try {
                Ignite ignite = Ignition.start(settings);
                if (!started.complete(ignite)) {
                  Ignition.stop(name, true); // too late, nobody waits for it any more
                }
              } catch (RuntimeException | Error trouble) {
                started.completeExceptionally(trouble);
              }
            });
    starter.start();
    try {
      IgniteRun run = new IgniteRun(name, started.get(limit.toMillis(), TimeUnit.MILLISECONDS));
      run.maps.watchProfiles(watcher::said);
      IgniteCalm.of(run.ignite);
      return run;
    } catch (TimeoutException late) {
      throw abandoned(started, starter, failure("it took too long", late));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw abandoned(started, starter, failure("it was told to stop", closing));
    } catch (ExecutionException failed) {
      throw failure(reason(failed.getCause()), failed.getCause());
    }
  }

  private static HozonException abandoned(
      CompletableFuture<Ignite> started, Thread starter, HozonException why) {
    if (started.completeExceptionally(why)) {
      starter.interrupt();
    } else if (!started.isCompletedExceptionally()) {
      Ignite ignite = started.join();
      Ignition.stop(ignite.name(), true);
    }
    return why;
  }

  private static HozonException failure(String why, Throwable cause) {
    return new HozonException(
        HozonException.Kind.FAILED,
        "This node could not become a member of the mesh: "
            + why
            + ". Whatever it holds is untouched; check that the nodes it is to join are running and"
            + " reachable, then start it again.",
        cause);
  }

  /** The innermost message: Ignite wraps what matters several times. */
  private static String reason(Throwable trouble) {
    String reason = trouble.toString();
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    int details = reason.indexOf(" [");
    String sentence = details > 0 ? reason.substring(0, details) : reason;
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException taken) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This node cannot listen at "
              + new HostPort(host, port)
              + " ("
              + taken.getMessage()
              + "), so it could not become a member of the mesh; end the program that uses this"
              + " port or choose another port.",
          taken);
    }
  }

  /** Ignite leaves an empty folder behind for every start. */
  private static void sweep(Path workFolder) {
    Path folders = workFolder.resolve("db");
    if (Files.isDirectory(folders)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folders, Files::isDirectory)) {
        for (Path folder : left) {
          try {
            Files.delete(folder);
          } catch (DirectoryNotEmptyException inUse) {
            LOG.debug("{} is kept", folder, inUse);
          }
        }
      } catch (IOException trouble) {
        LOG.info("{} could not be tidied up, which does no harm", folders, trouble);
      }
    }
  }

  private static Map<IgnitePredicate<? extends Event>, int[]> listeners(Watcher watcher) {
    IgnitePredicate<DiscoveryEvent> topology =
        event -> {
          ClusterNode node = event.eventNode();
          switch (event.type()) {
            case EventType.EVT_NODE_JOINED -> {
              Member member = member(node);
              if (member != null) {
                watcher.joined(member);
              }
            }
            case EventType.EVT_NODE_LEFT -> watcher.departed(node.id(), true);
            case EventType.EVT_NODE_FAILED -> watcher.departed(node.id(), false);
            default -> watcher.broken("the others went on without it");
          }
          return true;
        };
    IgnitePredicate<Event> loss =
        event -> {
          watcher.entriesLost();
          return true;
        };
    return Map.of(
        topology,
        new int[] {
          EventType.EVT_NODE_JOINED,
          EventType.EVT_NODE_LEFT,
          EventType.EVT_NODE_FAILED,
          EventType.EVT_NODE_SEGMENTED
        },
        loss,
        new int[] {EventType.EVT_CACHE_REBALANCE_PART_DATA_LOST});
  }

  /** Ends nothing by itself: the node's process, packs and transfers live on. */
  private static final class Reporter extends AbstractFailureHandler {
    private final Watcher watcher;

    Reporter(Watcher watcher) {
      this.watcher = watcher;
    }

    @Override
    protected boolean handle(Ignite ignite, FailureContext failure) {
      watcher.broken(String.valueOf(failure));
      return true;
    }
  }

  private static Member member(ClusterNode node) {
    String profile = node.attribute(IgniteSettings.PROFILE_ATTRIBUTE);
    String discovery = node.attribute(IgniteSettings.DISCOVERY_ATTRIBUTE);
    if (profile == null || discovery == null) {
      LOG.warn("a member without a profile is left out of the mesh: {}", node.consistentId());
      return null;
    }
    try {
      return new Member(
          node.id(),
          node.order(),
          Json.readWhole(profile, NodeProfile.class),
          HostPort.parse(discovery));
    } catch (HozonException | IllegalArgumentException damaged) {
      LOG.warn(
          "a member with a damaged profile is left out of the mesh: {}",
          node.consistentId(),
          damaged);
      return null;
    }
  }

  UUID life() {
    return ignite.cluster().localNode().id();
  }

  /** All Hozon nodes in the cluster now, this one included. */
  List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (ClusterNode node : ignite.cluster().forServers().nodes()) {
      Member member = member(node);
      if (member != null) {
        members.add(member);
      }
    }
    return members;
  }

  SharedMaps maps() {
    return maps;
  }

  /** Grows with each node that joins: the smallest is the oldest member. */
  long order() {
    return ignite.cluster().localNode().order();
  }

  /**
   * Where the other members take joining nodes and messages; nodes that do not say are left out.
   */
  List<MessageDoors.Other> others() {
    List<MessageDoors.Other> others = new ArrayList<>();
    for (ClusterNode node : ignite.cluster().forServers().nodes()) {
      String discovery = node.attribute(IgniteSettings.DISCOVERY_ATTRIBUTE);
      String messages = node.attribute(IgniteSettings.MESSAGES_ATTRIBUTE);
      if (!node.isLocal() && discovery != null && messages != null) {
        others.add(
            new MessageDoors.Other(
                node.order(), HostPort.parse(discovery), HostPort.parse(messages)));
      }
    }
    return others;
  }

  /** Has all members take a node for failed: its connections end, and it is in no more. */
  void expel(UUID life) {
    LOG.warn("node {} is put out of the cluster", life);
    ignite.configuration().getDiscoverySpi().failNode(life, "it was shut out of the mesh");
  }

  /**
   * Leaves the cluster and stops.
   *
   * @return false when that is still going on after {@code limit}; it then ends by itself
   */
  boolean stop(Duration limit) {
    CountDownLatch stopped = new CountDownLatch(1);
    MeshThreads.thread(
            "mesh-stop",
            () -> {
              try {
                Ignition.stop(name, true);
              } finally {
                stopped.countDown();
              }
            })
        .start();
    try {
      long until = System.nanoTime() + limit.toNanos();
      while (!stopped.await(CALL_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
        maps.callBack();
        if (System.nanoTime() >= until) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
