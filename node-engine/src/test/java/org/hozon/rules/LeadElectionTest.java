package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.rules.Nodes.id;
import static org.hozon.rules.Nodes.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.Test;

class LeadElectionTest {
  @Property(tries = 100)
  void everyNodeComputesTheSameOrderAndADeathOnlyTakesOneOut(
      @ForAll @IntRange(max = 10_000) int pack, @ForAll @IntRange(min = 2, max = 8) int holders) {
    List<NodeId> nodes = new ArrayList<>(IntStream.range(0, holders).mapToObj(Nodes::id).toList());
    List<NodeId> order = LeadElection.order(pack(pack), nodes);
    Collections.shuffle(nodes, new Random(pack));
    assertThat(LeadElection.order(pack(pack), nodes)).isEqualTo(order);
    nodes.remove(order.get(0));
    assertThat(LeadElection.order(pack(pack), nodes)).isEqualTo(order.subList(1, holders));
  }

  @Test
  void leadsAreSpreadEvenly() {
    Map<NodeId, Integer> led = new HashMap<>();
    List<NodeId> nodes = IntStream.range(0, 5).mapToObj(Nodes::id).toList();
    for (int i = 0; i < 5000; i++) {
      led.merge(LeadElection.order(pack(i), nodes).get(0), 1, Integer::sum);
    }
    assertThat(led).hasSize(5);
    assertThat(led.values()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
  }

  @Test
  void theOneWhoLeavesLeadsFirst() {
    List<NodeId> nodes = IntStream.range(0, 5).mapToObj(Nodes::id).toList();
    for (int i = 0; i < 20; i++) {
      assertThat(LeadElection.order(pack(i), nodes, List.of(id(3))).get(0)).isEqualTo(id(3));
      assertThat(LeadElection.order(pack(i), nodes, List.of(id(3)))).hasSize(5);
    }
  }
}
