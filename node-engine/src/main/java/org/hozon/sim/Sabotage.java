package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.guard.machine.Membership;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Rank;
import org.hozon.rules.HoldOff;

/** Breaks one rule around a machine, or none. */
final class Sabotage {
  private static final HoldOff NO_WAIT = new HoldOff(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private static final Duration FOR_EVER = Duration.ofDays(3_650);

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
    if (broken == Break.EVERYONE_LEADS || broken == Break.NOBODY_TAKES_OVER) {
      boolean all = broken == Break.EVERYONE_LEADS;
      MachineSettings.Timing t = told.timing();
      return new MachineSettings(
          told.holdOff(),
          told.trimAfter(),
          told.parallelRepairs(),
          new MachineSettings.Timing(
              all ? Duration.ZERO : FOR_EVER,
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
      case SITES_UNSEEN, POLICY_UNSEEN, ANNOUNCEMENTS_UNHEARD -> new Blurred(real, broken);
      default -> real;
    };
  }

  /** What the machine is told instead of an event; null for nothing. */
  GuardEvent event(GuardEvent event, GuardMachine machine) {
    if (broken == Break.EPOCHS_UNSEEN && event instanceof GuardEvent.Asked asked) {
      return new GuardEvent.Asked(
          asked.at(), asked.request(), overriding(asked.message(), machine));
    }
    if (broken == Break.EPOCHS_UNSEEN
        && event instanceof GuardEvent.Replied replied
        && replied.reply() instanceof PeerMessage.Reconciled answer) {
      return new GuardEvent.Replied(
          replied.at(),
          replied.correlation(),
          new PeerMessage.Reconciled(answer.missing(), overriding(answer.newer(), machine)));
    }
    if (broken == Break.CUT_OFF_IGNORED && event instanceof GuardEvent.MemberFailed failed) {
      return new GuardEvent.MemberLeft(failed.at(), failed.member());
    }
    if (broken == Break.ANNOUNCEMENTS_UNHEARD && event instanceof GuardEvent.MemberChanged news) {
      return new GuardEvent.MemberChanged(
          news.at(), Blurred.of(news.before(), broken), Blurred.of(news.after(), broken));
    }
    if (broken == Break.INVENTORY_FORGOTTEN && event instanceof GuardEvent.Restored restored) {
      return new GuardEvent.Restored(restored.at(), List.of());
    }
    boolean untold =
        (broken == Break.DAMAGE_UNTOLD && event instanceof GuardEvent.Damaged)
            || (broken == Break.ANNOUNCEMENTS_UNHEARD && event instanceof GuardEvent.Announced)
            || (broken == Break.POLICY_CHANGE_UNHEARD && event instanceof GuardEvent.PolicyChanged)
            || (broken == Break.RELEASE_IGNORED && event instanceof GuardEvent.Released);
    return untold ? null : event;
  }

  /** The same word with an epoch newer than the one known here. */
  private static PeerMessage overriding(PeerMessage message, GuardMachine machine) {
    if (message instanceof PeerMessage.HoldersNotice notice) {
      return new PeerMessage.HoldersNotice(
          notice.sender(),
          notice.pack(),
          overriding(notice.pack(), notice.epoch(), notice.holders(), machine),
          notice.holders());
    }
    if (message instanceof PeerMessage.Reconcile question) {
      return new PeerMessage.Reconcile(question.sender(), overriding(question.claims(), machine));
    }
    return message;
  }

  private static List<PeerMessage.Claim> overriding(
      List<PeerMessage.Claim> claims, GuardMachine machine) {
    List<PeerMessage.Claim> louder = new ArrayList<>();
    for (PeerMessage.Claim claim : claims) {
      long epoch = overriding(claim.pack(), claim.epoch(), claim.holders(), machine);
      louder.add(new PeerMessage.Claim(claim.pack(), epoch, claim.holders()));
    }
    return louder;
  }

  private static long overriding(
      PackId pack, long epoch, Set<NodeId> holders, GuardMachine machine) {
    return machine
        .placement(pack)
        .filter(known -> !known.holders().equals(holders))
        .map(known -> Math.max(epoch, known.epoch() + 1))
        .orElse(epoch);
  }

  /**
   * Members of whom something cannot be seen: the site, what a policy asks for, an announcement.
   */
  private record Blurred(Membership real, Break broken) implements Membership {

    @Override
    public NodeProfile profile(NodeId node) {
      NodeProfile profile = real.profile(node);
      return of(profile, broken);
    }

    @Override
    public Collection<NodeProfile> alive() {
      List<NodeProfile> all = new ArrayList<>();
      real.alive().forEach(profile -> all.add(of(profile, broken)));
      return all;
    }

    static NodeProfile of(NodeProfile p, Break broken) {
      if (p == null) {
        return null;
      }
      boolean sites = broken == Break.SITES_UNSEEN;
      boolean policy = broken == Break.POLICY_UNSEEN;
      return new NodeProfile(
          p.node(),
          p.name(),
          sites ? new AccountId("0".repeat(32)) : p.account(),
          policy ? UniversePlan.HOME_REGION : p.region(),
          sites ? "" : p.site(),
          policy ? Rank.A : p.rank(),
          p.offeredBytes(),
          p.usedBytes(),
          p.roomBytes(),
          p.draining(),
          p.data(),
          p.publicKey(),
          p.version(),
          p.sequence(),
          p.at(),
          broken == Break.ANNOUNCEMENTS_UNHEARD ? null : p.awayUntil(),
          "");
    }
  }

  /** True when a policy can tell the nodes of a universe apart. */
  static boolean demands(Policy policy) {
    return policy.rank() != Rank.C || !policy.regions().isEmpty();
  }
}
