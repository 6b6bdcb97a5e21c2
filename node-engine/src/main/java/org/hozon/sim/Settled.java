package org.hozon.sim;

import java.util.List;
import java.util.Optional;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;

/** Looks once all is quiet: every pack stands as its policy wants, and its holders agree. */
final class Settled {
  /** Who gives a pack up asks each hour, and a word may get lost. */
  private static final long ASKED_FOR = 4 * 3_600_000L;

  private final Universe universe;

  Settled(Universe universe) {
    this.universe = universe;
  }

  void check() {
    for (PackTruth truth : universe.truth().all()) {
      if (truth.released) {
        if (truth.releasedAt < universe.now() - ASKED_FOR) {
          gone(truth);
        }
      } else if (!truth.holders.isEmpty() && !truth.lost) {
        stands(truth);
      }
    }
    for (SimNode node : universe.nodes()) {
      if (node.acts() && node.machine().repairs() > node.machine().repairsWithoutPlace()) {
        throw broken("repairs end", node + " still leads repairs");
      }
    }
  }

  private void gone(PackTruth truth) {
    if (!truth.holders.isEmpty()) {
      throw broken(
          "what was given up is gone in the end",
          "%s is still on %s".formatted(Words.pack(truth.pack), Words.nodes(truth.holders)));
    }
  }

  private void stands(PackTruth truth) {
    int wanted = truth.policy.copies();
    List<SimNode> holders = truth.holders.stream().filter(SimNode::acts).toList();
    if (holders.size() < wanted) {
      Optional<SimNode> free = universe.inspector().free(truth);
      if (free.isPresent()) {
        throw broken(
            "copies come back to what the policy wants",
            "%s has %d live copies, wanted are %d, and %s could take one%n%s"
                .formatted(
                    Words.pack(truth.pack), holders.size(), wanted, free.get(), beliefs(truth)));
      }
      universe.tally().shortage(universe.inspector().shortage(truth));
      return;
    }
    // Who leaves and finds no place for its copy keeps it.
    if (holders.stream().filter(holder -> !holder.draining()).count() > wanted) {
      throw broken(
          "surplus copies go",
          "%s has %d live copies, wanted are %d%n%s"
              .formatted(Words.pack(truth.pack), holders.size(), wanted, beliefs(truth)));
    }
    PeerMessage.Claim first = holders.get(0).machine().placement(truth.pack).orElse(null);
    for (SimNode holder : holders) {
      PeerMessage.Claim claim = holder.machine().placement(truth.pack).orElse(null);
      boolean agrees =
          claim != null
              && first != null
              && claim.holders().equals(first.holders())
              && names(claim, holders);
      if (!agrees) {
        throw broken(
            "holders agree who holds a pack",
            "%s of %s does not%n%s".formatted(holder, Words.pack(truth.pack), beliefs(truth)));
      }
    }
  }

  /**
   * True when all live holders are named, and beside them nobody who runs. One that is gone for
   * good may stay named while the others have enough copies: nobody can ask it any more.
   */
  private boolean names(PeerMessage.Claim claim, List<SimNode> holders) {
    List<NodeId> ids = holders.stream().map(node -> node.id).toList();
    return claim.holders().containsAll(ids)
        && claim.holders().stream()
            .allMatch(named -> ids.contains(named) || universe.node(named).gone());
  }

  private static InvariantBroken broken(String rule, String what) {
    return new InvariantBroken(rule, what);
  }

  private String beliefs(PackTruth truth) {
    StringBuilder words = new StringBuilder();
    for (SimNode node : universe.nodes()) {
      if (node.disk.has(truth.pack) || node.disk.find(truth.pack) != null) {
        words
            .append(node)
            .append(' ')
            .append(Words.brief(node.id.value()))
            .append(' ')
            .append(node.state())
            .append(node.disk.intact(truth.pack) ? " has it " : " has it damaged ")
            .append(node.acts() ? node.machine().placement(truth.pack) : "")
            .append(System.lineSeparator());
      }
    }
    return words.toString();
  }
}
