package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.guard.machine.Membership;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;

/** Breaks one rule around a machine, or none. */
final class Sabotage {
  private static final HoldOff NO_WAIT = new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final Break broken;

  /**
   * @param broken null for none
   */
  Sabotage(Break broken) {
    this.broken = broken;
  }

  boolean breaks(Break rule) {
    return broken == rule;
  }

  MachineSettings settings(MachineSettings told) {
    if (broken == Break.NO_HOLD_OFF) {
      return new MachineSettings(
          NO_WAIT, told.trimAfter(), told.parallelRepairs(), told.timing(), told.pace());
    }
    if (broken == Break.EVERYONE_LEADS) {
      MachineSettings.Timing t = told.timing();
      return new MachineSettings(
          told.holdOff(),
          told.trimAfter(),
          told.parallelRepairs(),
          new MachineSettings.Timing(
              Duration.ZERO,
              t.startGrace(),
              t.freshGrace(),
              t.meetAfterStored(),
              t.reconcileEvery(),
              t.acceptAfter()),
          told.pace());
    }
    return told;
  }

  /** What the machine is shown of the members. */
  Membership members(Membership real) {
    return switch (broken == null ? Break.NO_HOLD_OFF : broken) {
      case SITES_UNSEEN, POLICY_UNSEEN -> new Blurred(real);
      default -> real;
    };
  }

  /** What the machine is told instead of an event; null for nothing. */
  GuardEvent event(GuardEvent event) {
    if (broken == Break.CUT_OFF_IGNORED && event instanceof GuardEvent.MemberFailed failed) {
      return new GuardEvent.MemberLeft(failed.at(), failed.member());
    }
    if (broken == Break.INVENTORY_FORGOTTEN && event instanceof GuardEvent.Restored restored) {
      return new GuardEvent.Restored(restored.at(), List.of());
    }
    boolean untold =
        (broken == Break.DAMAGE_UNTOLD && event instanceof GuardEvent.Damaged)
            || (broken == Break.RELEASE_IGNORED && event instanceof GuardEvent.Released);
    return untold ? null : event;
  }

  /** Members of whom either the site or what a policy asks for cannot be seen. */
  private final class Blurred implements Membership {
    private final Membership real;

    Blurred(Membership real) {
      this.real = real;
    }

    @Override
    public NodeProfile profile(NodeId node) {
      NodeProfile profile = real.profile(node);
      return profile == null ? null : blurred(profile);
    }

    @Override
    public Collection<NodeProfile> alive() {
      List<NodeProfile> all = new ArrayList<>();
      real.alive().forEach(profile -> all.add(blurred(profile)));
      return all;
    }

    private NodeProfile blurred(NodeProfile p) {
      boolean sites = broken == Break.SITES_UNSEEN;
      return new NodeProfile(
          p.node(),
          p.name(),
          sites ? new AccountId("0".repeat(32)) : p.account(),
          sites ? p.region() : UniversePlan.HOME_REGION,
          sites ? "" : p.site(),
          sites ? p.rank() : Rank.A,
          p.offeredBytes(),
          p.usedBytes(),
          p.roomBytes(),
          p.draining(),
          p.data(),
          p.publicKey(),
          p.version(),
          p.sequence(),
          p.at());
    }
  }

  /** True when a policy can tell the nodes of a universe apart. */
  static boolean demands(Policy policy) {
    return policy.rank() != Rank.C || !policy.regions().isEmpty();
  }
}
