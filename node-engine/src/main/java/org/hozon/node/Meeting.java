package org.hozon.node;

import java.util.Comparator;
import java.util.Optional;
import org.hozon.model.Hello;
import org.hozon.model.NodeId;

/**
 * Decides what a node does when it meets one of another cluster: the smaller cluster goes over to
 * the larger, of equal ones that with the larger name. Every node of the smaller one decides so by
 * itself, and whatever they see of each other meanwhile, the sizes only drift further apart.
 */
final class Meeting {
  private Meeting() {}

  /** True when this node must leave its cluster for the one of the node it met. */
  static boolean goesOver(NodeId self, String ownCluster, int ownSize, Hello met) {
    // Names change when the oldest member goes, not for all in the same moment: whoever has this
    // node among its members is of one cluster with it.
    if (met.discovery().isEmpty()
        || met.clusterId().isEmpty()
        || ownCluster.isEmpty()
        || met.clusterId().equals(ownCluster)
        || met.members().stream().anyMatch(member -> member.node().equals(self))) {
      return false;
    }
    if (met.clusterSize() != ownSize) {
      return met.clusterSize() > ownSize;
    }
    return ownCluster.compareTo(met.clusterId()) > 0;
  }

  /** Of several clusters to go over to, the one that all of their nodes would end in. */
  static Optional<Hello> destination(
      NodeId self, String ownCluster, int ownSize, Iterable<Hello> met) {
    Optional<Hello> best = Optional.empty();
    Comparator<Hello> order =
        Comparator.comparingInt(Hello::clusterSize)
            .thenComparing(Hello::clusterId, Comparator.reverseOrder());
    for (Hello hello : met) {
      if (goesOver(self, ownCluster, ownSize, hello)
          && (best.isEmpty() || order.compare(hello, best.get()) > 0)) {
        best = Optional.of(hello);
      }
    }
    return best;
  }
}
