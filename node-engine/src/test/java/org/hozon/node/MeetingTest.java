package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hozon.model.AccountId;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Rank;
import org.junit.jupiter.api.Test;

class MeetingTest {
  private static final NodeId SELF = profile(0).node();

  @Test
  void theSmallerGoesOverToTheLarger() {
    assertThat(Meeting.goesOver(SELF, "a", 2, hello("b", 3))).isTrue();
    assertThat(Meeting.goesOver(SELF, "b", 3, hello("a", 2))).isFalse();
  }

  @Test
  void ofEqualOnesTheLargerNameGoesOver() {
    assertThat(Meeting.goesOver(SELF, "b", 2, hello("a", 2))).isTrue();
    assertThat(Meeting.goesOver(SELF, "a", 2, hello("b", 2))).isFalse();
  }

  @Test
  void nobodyMovesForWhatIsTheSameOrNoClusterYet() {
    assertThat(Meeting.goesOver(SELF, "a", 1, hello("a", 5))).isFalse();
    assertThat(Meeting.goesOver(SELF, "a", 1, hello("", 5))).isFalse();
    assertThat(Meeting.goesOver(SELF, "", 0, hello("b", 5))).isFalse();
    Hello meansUs =
        new Hello(profile(1), List.of(new HostPort("127.0.0.1", 9)), "b", 5, List.of(profile(0)));
    assertThat(Meeting.goesOver(SELF, "a", 1, meansUs)).isFalse();
    Hello starting = new Hello(profile(1), List.of(), "b", 5, List.of());
    assertThat(Meeting.goesOver(SELF, "a", 1, starting)).isFalse();
  }

  @Test
  void ofSeveralTheOneThatStaysIsTheDestination() {
    List<Hello> met = List.of(hello("d", 2), hello("c", 4), hello("b", 4), hello("a", 1));
    assertThat(Meeting.destination(SELF, "x", 1, met)).map(Hello::clusterId).contains("b");
    assertThat(Meeting.destination(SELF, "x", 9, met)).isEmpty();
  }

  /** However they are split and whoever meets whom in which order: they end in one cluster. */
  @Property(tries = 300)
  void strangersWhoMeetEndInOneCluster(
      @ForAll @IntRange(min = 2, max = 12) int nodes,
      @ForAll @IntRange(min = 1, max = 12) int splits,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<String> clusterOf = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      clusterOf.add("cluster-" + random.nextInt(splits));
    }
    int most = nodes * nodes * nodes;
    for (int round = 0; round < most && Set.copyOf(clusterOf).size() > 1; round++) {
      for (int i = 0; i < nodes; i++) {
        int own = i;
        Set<Integer> asked = new TreeSet<>();
        for (int k = 0; k < 3; k++) {
          asked.add(random.nextInt(nodes));
        }
        List<Hello> met =
            asked.stream()
                .filter(other -> other != own)
                .map(other -> hello(clusterOf.get(other), size(clusterOf, clusterOf.get(other))))
                .toList();
        Meeting.destination(SELF, clusterOf.get(i), size(clusterOf, clusterOf.get(i)), met)
            .ifPresent(hello -> clusterOf.set(own, hello.clusterId()));
      }
    }
    assertThat(sizes(clusterOf)).hasSize(1);
  }

  private static Map<String, Integer> sizes(List<String> clusterOf) {
    Map<String, Integer> sizes = new TreeMap<>();
    clusterOf.forEach(cluster -> sizes.merge(cluster, 1, Integer::sum));
    return sizes;
  }

  private static int size(List<String> clusterOf, String cluster) {
    return sizes(clusterOf).get(cluster);
  }

  private static Hello hello(String cluster, int size) {
    return new Hello(profile(1), List.of(new HostPort("127.0.0.1", 9)), cluster, size, List.of());
  }

  static NodeProfile profile(int number) {
    return new NodeProfile(
        new NodeId(String.format("%032x", number)),
        "n" + number,
        new AccountId("0".repeat(32)),
        "",
        "",
        Rank.C,
        0,
        0,
        0,
        false,
        new HostPort("127.0.0.1", 1000 + number),
        "",
        "0",
        1,
        Instant.EPOCH);
  }
}
