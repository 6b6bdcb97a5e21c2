package org.hozon.mesh;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.ignite.cache.CacheAtomicityMode;
import org.apache.ignite.cache.CacheMode;
import org.apache.ignite.cache.CacheWriteSynchronizationMode;
import org.apache.ignite.cache.PartitionLossPolicy;
import org.apache.ignite.cache.affinity.rendezvous.RendezvousAffinityFunction;
import org.apache.ignite.configuration.CacheConfiguration;
import org.apache.ignite.configuration.DataPageEvictionMode;
import org.apache.ignite.configuration.DataRegionConfiguration;
import org.apache.ignite.configuration.DataStorageConfiguration;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.configuration.SystemDataRegionConfiguration;
import org.apache.ignite.events.EventType;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.apache.ignite.spi.metric.noop.NoopMetricExporterSpi;
import org.hozon.model.HostPort;

/**
 * The configuration of the embedded Ignite: in memory only, small, silent, and listening on nothing
 * but its two ports.
 */
final class IgniteSettings {
  static final String PLACEMENTS = "placements";
  static final String HEADS = "heads";
  static final String PROFILES = "profiles";
  static final List<String> MAPS = List.of(PLACEMENTS, HEADS, PROFILES);

  /** Attribute of an Ignite node: its Hozon profile at the start, as JSON. */
  static final String PROFILE_ATTRIBUTE = "hozon.profile";

  /** Attribute of an Ignite node: where its discovery listens. */
  static final String DISCOVERY_ATTRIBUTE = "hozon.discovery";

  /** Attribute of an Ignite node: where it takes messages. */
  static final String MESSAGES_ATTRIBUTE = "hozon.messages";

  /** How long a node that must not start alone looks for a member before it gives up. */
  static final Duration JOIN_LIMIT = Duration.ofSeconds(6);

  /**
   * So many times the failure detection a node may look for its next in the ring before it holds
   * itself to be cut off: Ignite spends a third of one on each dead node on the way.
   */
  private static final int RECOVERY_EXCHANGES = 4;

  private static final int MIB = 1 << 20;
  private static final int PARTITIONS = 64;
  private static final int REPLICATED_PARTITIONS = 16;
  private static final int BACKUPS = 2;

  static {
    property("IGNITE_QUIET", "true");
    property("IGNITE_NO_ASCII", "true");
    property("IGNITE_NO_SHUTDOWN_HOOK", "true");
    property("IGNITE_UPDATE_NOTIFIER", "false");
    property("IGNITE_MBEANS_DISABLED", "true");
    property("IGNITE_PERFORMANCE_SUGGESTIONS_DISABLED", "true");
    property("IGNITE_JVM_PAUSE_DETECTOR_DISABLED", "true");
    property("IGNITE_DUMP_THREADS_ON_FAILURE", "false");
    property("IGNITE_LOG_CLASSPATH_CONTENT_ON_STARTUP", "false");
    property("IGNITE_MARSHALLER_WHITELIST", "META-INF/hozon-wire-classes.txt");
  }

  private IgniteSettings() {}

  private static void property(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * Configures one start.
   *
   * @param name unique among all starts of all nodes: Ignite must never take a node that came back
   *     for its former life
   * @param profile this node's profile as JSON
   * @param peers discovery addresses to try, in this order
   * @param mayStartAlone true when the node makes a new cluster if none of {@code peers} answers
   */
  static IgniteConfiguration configure(
      MeshConfig config,
      String name,
      String profile,
      Collection<HostPort> peers,
      boolean mayStartAlone) {
    HostPort own = new HostPort(config.listen(), config.discoveryPort());
    IgniteConfiguration ignite =
        new IgniteConfiguration()
            .setIgniteInstanceName(name)
            .setConsistentId(name)
            .setUserAttributes(
                Map.of(
                    PROFILE_ATTRIBUTE,
                    profile,
                    DISCOVERY_ATTRIBUTE,
                    own.toString(),
                    MESSAGES_ATTRIBUTE,
                    new HostPort(config.listen(), config.communicationPort()).toString()))
            .setWorkDirectory(config.workFolder().toAbsolutePath().toString())
            .setLocalHost(config.listen())
            .setGridLogger(new Slf4jIgniteLogger())
            .setPeerClassLoadingEnabled(false)
            .setConnectorConfiguration(null)
            .setClientConnectorConfiguration(null)
            .setMetricsLogFrequency(0)
            .setMetricExporterSpi(new NoopMetricExporterSpi())
            .setFailureDetectionTimeout(config.failureDetection().toMillis())
            .setMetricsUpdateFrequency(Math.min(4000, config.failureDetection().toMillis() / 2))
            .setPublicThreadPoolSize(2)
            .setSystemThreadPoolSize(4)
            .setStripedPoolSize(4)
            .setQueryThreadPoolSize(2)
            .setServiceThreadPoolSize(1)
            .setManagementThreadPoolSize(1)
            .setRebalanceThreadPoolSize(2)
            .setDataStreamerThreadPoolSize(1)
            .setBuildIndexThreadPoolSize(1)
            .setSnapshotThreadPoolSize(1)
            .setAsyncCallbackPoolSize(1)
            .setUtilityCachePoolSize(2)
            .setIncludeEventTypes(
                EventType.EVT_NODE_JOINED,
                EventType.EVT_NODE_LEFT,
                EventType.EVT_NODE_FAILED,
                EventType.EVT_NODE_SEGMENTED,
                EventType.EVT_CACHE_REBALANCE_PART_DATA_LOST)
            .setDataStorageConfiguration(storage())
            .setCacheConfiguration(placements(), replicated(HEADS), replicated(PROFILES));
    ignite.setDiscoverySpi(discovery(config, own, peers, mayStartAlone));
    ignite.setCommunicationSpi(communication(config));
    if (config.tls() != null) {
      ignite.setSslContextFactory(new MeshTls(config.tls()));
    }
    return ignite;
  }

  private static TcpDiscoverySpi discovery(
      MeshConfig config, HostPort own, Collection<HostPort> peers, boolean mayStartAlone) {
    TcpDiscoverySpi discovery = new TcpDiscoverySpi();
    discovery.setLocalAddress(config.listen());
    discovery.setLocalPort(config.discoveryPort());
    discovery.setLocalPortRange(0);
    // Ignite's one failure detection timeout would also bound the search for the next node that is
    // alive, so that a node with three dead neighbours in the ring would hold itself to be cut off:
    // half a mesh gone would break the other half as well. So each timeout is set by itself.
    long exchange = config.failureDetection().toMillis();
    discovery.setSocketTimeout(exchange / 2);
    discovery.setAckTimeout(exchange / 2);
    discovery.setMaxAckTimeout(exchange);
    discovery.setReconnectCount(2);
    discovery.setConnectionRecoveryTimeout(RECOVERY_EXCHANGES * exchange);
    // Ignite goes on looking for the listed nodes until the join timeout, unless its own address is
    // among them: then it makes a cluster when none answers.
    discovery.setJoinTimeout(JOIN_LIMIT.toMillis());
    discovery.setReconnectDelay(200);
    Stream<HostPort> addresses =
        mayStartAlone ? Stream.concat(peers.stream(), Stream.of(own)) : peers.stream();
    discovery.setIpFinder(
        new TcpDiscoveryVmIpFinder()
            .setAddresses(addresses.map(HostPort::toString).distinct().toList()));
    return discovery;
  }

  private static TcpCommunicationSpi communication(MeshConfig config) {
    TcpCommunicationSpi communication = new TcpCommunicationSpi();
    communication.setLocalAddress(config.listen());
    communication.setLocalPort(config.communicationPort());
    communication.setLocalPortRange(0);
    communication.setSelectorsCount(2);
    return communication;
  }

  /** A full region drops what was used least: the maps are hints, and reported again. */
  private static DataStorageConfiguration storage() {
    return new DataStorageConfiguration()
        .setDefaultDataRegionConfiguration(region("default", 64))
        .setDataRegionConfigurations(region(PLACEMENTS, 256))
        .setSystemDataRegionConfiguration(
            new SystemDataRegionConfiguration().setInitialSize(10L * MIB).setMaxSize(32L * MIB));
  }

  private static DataRegionConfiguration region(String name, long maxMib) {
    return new DataRegionConfiguration()
        .setName(name)
        .setInitialSize(10L * MIB)
        .setMaxSize(maxMib * MIB)
        .setPageEvictionMode(DataPageEvictionMode.RANDOM_2_LRU);
  }

  private static CacheConfiguration<String, String> placements() {
    return map(PLACEMENTS)
        .setCacheMode(CacheMode.PARTITIONED)
        .setBackups(BACKUPS)
        .setDataRegionName(PLACEMENTS)
        .setAffinity(new RendezvousAffinityFunction(false, PARTITIONS));
  }

  /** No cache group: a local query on one of its maps breaks on updates of the others. */
  private static CacheConfiguration<String, String> replicated(String name) {
    return map(name)
        .setCacheMode(CacheMode.REPLICATED)
        .setAffinity(new RendezvousAffinityFunction(false, REPLICATED_PARTITIONS));
  }

  /**
   * A lost partition refuses to be used until it is reset: that is the only policy under which
   * Ignite tells that it was lost.
   */
  private static CacheConfiguration<String, String> map(String name) {
    return new CacheConfiguration<String, String>(name)
        .setAtomicityMode(CacheAtomicityMode.ATOMIC)
        .setWriteSynchronizationMode(CacheWriteSynchronizationMode.FULL_SYNC)
        .setPartitionLossPolicy(PartitionLossPolicy.READ_WRITE_SAFE);
  }
}
