package org.hozon.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/** The survivor nearest to the target sends (claim 2, [0031]). */
public final class SourceChoice {
  private SourceChoice() {}

  /**
   * A survivor that could send.
   *
   * @param source the survivor
   * @param seconds its data distance to the target for this pack
   * @param figures what the seconds were computed from
   */
  public record Source(NodeId source, double seconds, Distance figures) {}

  /**
   * The survivors that can reach {@code target}, nearest first; equal distances are ordered by lot.
   *
   * @param leaving survivors that are leaving: they send if they can, nearest of them first, so
   *     that going away costs the one who goes
   * @param distances from survivors to any nodes; those to others than {@code target} are ignored
   */
  public static List<Source> nearestFirst(
      PackId pack,
      long bytes,
      NodeId target,
      Collection<NodeId> survivors,
      Collection<NodeId> leaving,
      Collection<Distance> distances) {
    return distances.stream()
        .filter(d -> d.to().equals(target) && survivors.contains(d.from()))
        .map(d -> new Source(d.from(), DataDistance.seconds(d, bytes), d))
        .sorted(
            Comparator.<Source, Integer>comparing(s -> leaving.contains(s.source()) ? 0 : 1)
                .thenComparingDouble(Source::seconds)
                .thenComparingLong(s -> Lot.of(pack, s.source()))
                .thenComparing(Source::source))
        .toList();
  }
}
