package org.hozon.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.hozon.model.HeldPack;
import org.hozon.model.PackId;

/**
 * Makes things go wrong as planned. What would leave a pack without an intact copy is withheld, for
 * no system survives it, and so is damage that would leave only one, for nobody knows of it yet;
 * and what does not apply any more.
 */
final class Faults {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final int SKEW_MOST = 600_000;

  private final Universe universe;
  private final Depositors depositors;
  private final FaultsOfGuard guards;
  private boolean ended;

  Faults(Universe universe, Depositors depositors) {
    this.universe = universe;
    this.depositors = depositors;
    this.guards = new FaultsOfGuard(universe);
  }

  /** Nothing goes wrong any more. */
  void end() {
    ended = true;
  }

  /** Carries out a fault now, and plans its end. */
  void happen(Fault fault) {
    List<SimNode> who = fault.nodes().stream().map(universe::node).toList();
    if (!ended && applies(fault, who)) {
      universe.tally().fault(fault.kind());
      begin(fault, who, new SplittableRandom(fault.seed()));
    }
  }

  private boolean applies(Fault fault, List<SimNode> who) {
    return switch (fault.kind()) {
      case CLOCK_SKEW, JOIN, NIGHTLY_SLEEP, POWER_CUT, BAD_WEATHER -> true;
      case PARTITION -> !universe.network().cut();
      case ONE_WAY -> who.stream().allMatch(SimNode::up);
      case WIPE -> who.get(0).acts() && spares(who.get(0));
      case DATABASE_LOST -> who.get(0).acts() && guards.isRemembered(who.get(0));
      default -> who.get(0).acts();
    };
  }

  private boolean spares(SimNode node) {
    for (HeldPack held : node.disk.all()) {
      if (!spares(node, held.pack(), 1)) {
        universe.tally().withheld++;
        return false;
      }
    }
    return true;
  }

  /** True when enough intact copies are elsewhere. */
  private boolean spares(SimNode node, PackId pack, int others) {
    PackTruth truth = universe.truth().of(pack);
    int intact = 0;
    for (SimNode holder : truth.holders) {
      intact += holder != node && !holder.gone() && holder.disk.intact(pack) ? 1 : 0;
    }
    return !truth.counts() || intact >= others;
  }

  private void begin(Fault fault, List<SimNode> who, SplittableRandom random) {
    SimNode node = who.isEmpty() ? null : who.get(0);
    long lasts = fault.lasts();
    switch (fault.kind()) {
      case CRASH, STALE_RETURN -> crash(node, lasts);
      case DOUBLE_CRASH -> {
        crash(node, lasts);
        universe.in(random.nextInt(3_000), () -> crash(who.get(1), lasts));
      }
      case WIPE -> {
        universe.kill(node);
        List<PackId> lost = universe.wipe(node);
        universe.in(
            lasts,
            () -> {
              universe.revive(node);
              universe.truth().learned(lost);
            });
      }
      case NIGHTLY_SLEEP -> night(node, lasts);
      case SLEEP -> {
        universe.sleep(node);
        universe.in(lasts, () -> universe.wakeUp(node));
      }
      case PARTITION -> {
        universe.cut(who);
        universe.in(lasts, universe::heal);
      }
      case ONE_WAY -> oneWay(node, who.get(1), lasts);
      case SLOW_LINE -> {
        universe.network().slow(node.id, 20 + random.nextInt(80));
        universe.in(lasts, () -> universe.network().slow(node.id, 1));
      }
      case BAD_WEATHER -> weather(lasts, random);
      case HANG -> {
        universe.hang(node);
        universe.in(lasts, () -> universe.resume(node));
      }
      case HANG_IN_STEP -> {
        node.arm(FaultKind.HANG_IN_STEP);
        universe.in(lasts + DAY, () -> universe.resume(node));
      }
      case CRASH_IN_STEP -> {
        node.arm(FaultKind.CRASH_IN_STEP);
        universe.in(lasts + DAY, () -> universe.revive(node));
      }
      case DISK_FULL -> {
        node.disk.foreign(node.disk.room());
        universe.gossip().news(node);
        universe.in(lasts, () -> free(node));
      }
      case LYING_SPACE -> {
        node.disk.boast(node.disk.capacity());
        node.disk.foreign(node.disk.room());
        universe.gossip().news(node);
        universe.in(lasts, () -> free(node));
      }
      case BIT_FLIP -> harm(node, random, FaultKind.BIT_FLIP);
      case PACK_VANISHES -> harm(node, random, FaultKind.PACK_VANISHES);
      case TORN_WRITE -> {
        harm(node, random, FaultKind.TORN_WRITE);
        crash(node, lasts);
      }
      case POWER_CUT -> powerCut(lasts, random);
      case JOIN -> {
        universe.revive(node);
        universe.hints(node);
      }
      case LEAVE -> {
        node.drain();
        universe.in(MINUTE, () -> leave(node));
      }
      case GOODBYE -> {
        universe.goodbye(node);
        universe.in(lasts, () -> universe.revive(node));
      }
      case ANNOUNCED -> announced(node, lasts, random);
      case GUARD_SILENT -> guards.silent(node, lasts);
      case OFFER_LOWERED -> guards.lowered(node, lasts, 0.3 + 0.6 * random.nextDouble());
      case DATABASE_LOST -> guards.databaseLost(node, lasts);
      case FORGED_WORD -> guards.forged(node, random);
      case COPIES_CHANGED -> {
        depositors.copies(node, 1);
        universe.in(
            lasts,
            () -> {
              if (!ended) {
                depositors.copies(node, -1);
              }
            });
      }
      case CLOCK_SKEW -> node.skew(random.nextInt(2 * SKEW_MOST) - SKEW_MOST);
    }
  }

  private void crash(SimNode node, long lasts) {
    universe.kill(node);
    universe.in(lasts, () -> universe.revive(node));
  }

  /** Back a little earlier or later than announced. */
  private void announced(SimNode node, long lasts, SplittableRandom random) {
    int life = node.life();
    node.announce(node.clock() + MINUTE + lasts);
    universe.in(
        MINUTE,
        () -> {
          if (node.acts() && node.life() == life) {
            universe.goodbye(node);
            long away = (long) (lasts * (0.8 + 0.3 * random.nextDouble()));
            universe.in(away, () -> universe.revive(node));
          }
        });
  }

  private void night(SimNode node, long lasts) {
    if (!ended) {
      universe.sleep(node);
      universe.in(lasts, () -> universe.wakeUp(node));
      universe.in(DAY, () -> night(node, lasts));
    }
  }

  private void oneWay(SimNode from, SimNode to, long lasts) {
    universe.disturb();
    universe.network().close(from.id, to.id);
    universe.traffic().went(from);
    universe.traffic().went(to);
    universe.lines().changed(from);
    universe.in(
        lasts,
        () -> {
          universe.network().open(from.id, to.id);
          universe.lines().changed(from);
          universe.disturb();
        });
  }

  private void weather(long lasts, SplittableRandom random) {
    universe.disturb();
    universe
        .network()
        .weather(random.nextDouble() * 0.2, random.nextDouble() * 0.2, 100 + random.nextInt(5_000));
    universe.in(
        lasts,
        () -> {
          universe.network().fairWeather();
          universe.disturb();
        });
  }

  void free(SimNode node) {
    node.disk.foreign(0);
    node.disk.boast(0);
    universe.gossip().news(node);
  }

  /** One pack or a few are damaged; somebody has to find out. */
  private void harm(SimNode node, SplittableRandom random, FaultKind kind) {
    List<HeldPack> held = new ArrayList<>(node.disk.all());
    for (int i = 0; i < 1 + random.nextInt(3) && !held.isEmpty(); i++) {
      PackId pack = held.remove(random.nextInt(held.size())).pack();
      if (!spares(node, pack, 2)) {
        universe.tally().withheld++;
      } else if (kind == FaultKind.PACK_VANISHES) {
        universe.damage(node, pack);
      } else {
        node.disk.damage(pack, random.nextDouble(), kind == FaultKind.TORN_WRITE);
        universe.truth().went(node, pack, true);
        universe.inspector().expectFound(node, pack);
      }
    }
  }

  private void powerCut(long lasts, SplittableRandom random) {
    universe.disturb();
    List<SimNode> hit =
        universe.nodes().stream().filter(n -> n.state() != SimNode.State.DOWN).toList();
    hit.forEach(universe::kill);
    for (SimNode node : hit) {
      universe.in(lasts + random.nextLong(10 * MINUTE), () -> universe.revive(node));
    }
    universe.in(lasts + 10 * MINUTE, universe.traffic()::watch);
  }

  /** The owner waits until all has moved, and drains again when the node was started anew. */
  private void leave(SimNode node) {
    boolean early = universe.sabotage().breaks(Break.LEAVES_EARLY);
    if (node.acts() && !node.draining()) {
      node.drain();
    } else if (node.acts() && (node.disk.all().isEmpty() || early)) {
      universe.invariants().leaves(node);
      node.leaveForGood();
      node.stop();
      universe.gossip().left(node);
      return;
    }
    universe.in(10 * MINUTE, () -> leave(node));
  }
}
