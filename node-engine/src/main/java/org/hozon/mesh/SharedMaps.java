package org.hozon.mesh;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.cache.processor.EntryProcessorResult;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.cache.CacheEntryProcessor;
import org.apache.ignite.cache.CachePeekMode;
import org.apache.ignite.cache.query.ContinuousQuery;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;

/** The three shared maps of one run of Ignite: texts under texts. */
final class SharedMaps implements MapWriter.Target {
  private static final CachePeekMode[] LOCAL = {CachePeekMode.PRIMARY, CachePeekMode.BACKUP};

  /** Before the keys of marks, which are no profiles. */
  private static final String MARK = "mark ";

  private final Ignite ignite;
  private final Callers callers = new Callers();
  private final IgniteCache<String, String> placements;
  private final IgniteCache<String, String> heads;
  private final IgniteCache<String, String> profiles;

  SharedMaps(Ignite ignite) {
    this.ignite = ignite;
    placements = ignite.cache(IgniteSettings.PLACEMENTS);
    heads = ignite.cache(IgniteSettings.HEADS);
    profiles = ignite.cache(IgniteSettings.PROFILES);
  }

  /** Hands every {@link Stamped} profile that arrives in the map to {@code said}. */
  void watchProfiles(Consumer<String> said) {
    ContinuousQuery<String, String> query = new ContinuousQuery<>();
    query.setLocal(true);
    query.setLocalListener(
        events ->
            events.forEach(
                event -> {
                  if (!event.getKey().startsWith(MARK)) {
                    said.accept(event.getValue());
                  }
                }));
    profiles.query(query);
  }

  /** The {@link Stamped} profiles of these nodes that lie on this node; never waits for others. */
  Collection<String> peekProfiles(Collection<NodeId> nodes) {
    Map<String, String> found = new HashMap<>();
    for (NodeId node : nodes) {
      String profile = profiles.localPeek(node.value(), LOCAL);
      if (profile != null) {
        found.put(node.value(), profile);
      }
    }
    return found.values();
  }

  /** The {@link Stamped} profiles of these nodes; may wait for other members. */
  Collection<String> profiles(Collection<NodeId> nodes) {
    Set<String> keys = new TreeSet<>();
    nodes.forEach(node -> keys.add(node.value()));
    return callers.call(() -> profiles.getAll(keys)).values();
  }

  /**
   * Writes a mark of this node that every member has to take; waits until all have.
   *
   * @throws RuntimeException when they have not within {@code limit}
   */
  void mark(NodeId node, Duration limit) {
    callers.run(
        () ->
            profiles
                .putAsync(MARK + node, String.valueOf(System.nanoTime()))
                .get(limit.toMillis()));
  }

  @Override
  public void publish(NodeProfile profile, Duration limit) {
    invoke(
        profiles,
        Set.of(profile.node().value()),
        new KeepNewest(new Stamped(profile.sequence(), Json.write(profile))),
        limit);
  }

  @Override
  public void publish(Head head, Duration limit) {
    invoke(
        heads,
        Set.of(head.account().value()),
        new MergeHead(head.machine().value(), new Stamped(head.sequence(), Json.write(head))),
        limit);
  }

  @Override
  public void changeHolder(NodeId node, boolean holds, Collection<PackId> packs, Duration limit) {
    Set<String> keys = new TreeSet<>();
    packs.forEach(pack -> keys.add(pack.hex()));
    invoke(placements, keys, new ChangeHolder(node.value(), holds), limit);
  }

  /**
   * The keys are sorted, so that two members that change the same entries cannot block each other.
   */
  private void invoke(
      IgniteCache<String, String> map,
      Set<String> keys,
      CacheEntryProcessor<String, String, Void> change,
      Duration limit) {
    Map<String, EntryProcessorResult<Void>> failures =
        callers.call(() -> map.invokeAllAsync(keys, change).get(limit.toMillis()));
    failures.values().forEach(EntryProcessorResult::get);
  }

  /** The {@link HeadLines} of an account, or null; may wait for other members. */
  String heads(AccountId account) {
    return callers.call(() -> heads.get(account.value()));
  }

  /** What lies on this node of {@link #heads}; never waits for others. */
  String peekHeads(AccountId account) {
    return heads.localPeek(account.value(), LOCAL);
  }

  /** The {@link HolderList} of each pack that has one; may wait for other members. */
  Map<PackId, String> holders(Collection<PackId> packs) {
    Set<String> keys = new TreeSet<>();
    packs.forEach(pack -> keys.add(pack.hex()));
    Map<PackId, String> found = new HashMap<>();
    callers
        .call(() -> placements.getAll(keys))
        .forEach((hex, holders) -> found.put(new PackId(hex), holders));
    return found;
  }

  /** What lies on this node of {@link #holders}; never waits for others. */
  Map<PackId, String> peekHolders(Collection<PackId> packs) {
    Map<PackId, String> found = new TreeMap<>();
    for (PackId pack : packs) {
      String holders = placements.localPeek(pack.hex(), LOCAL);
      if (holders != null) {
        found.put(pack, holders);
      }
    }
    return found;
  }

  /** True when a part of a map was lost and refuses to be used. */
  boolean hasLostParts() {
    return List.of(placements, heads, profiles).stream()
        .anyMatch(map -> !map.lostPartitions().isEmpty());
  }

  /** Makes lost parts usable again, empty; waits for the other members. */
  void resetLostParts() {
    callers.run(() -> ignite.resetLostPartitions(IgniteSettings.MAPS));
  }

  /** Ends the waiting of all who are in a call: this run is about to stop. */
  void callBack() {
    callers.callBack();
  }
}
