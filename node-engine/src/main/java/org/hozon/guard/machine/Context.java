package org.hozon.guard.machine;

import java.util.List;
import org.hozon.model.NodeId;

/** The rooms of one machine and how they reach each other. */
final class Context {
  final NodeId self;
  final MachineSettings settings;
  final Circle circle;
  final Ledger ledger;
  final Agenda agenda;
  final Outbox outbox;
  final Diary diary;
  final Placements placements;
  final Notices notices;
  final Meetings meetings;
  final Repairs repairs;
  final Trims trims;
  final Departures departures;
  final Audits audits;
  final Absences absences;
  final Watch watch;
  final Stillness stillness;

  Context(NodeId self, Membership members, MachineSettings settings) {
    this.self = self;
    this.settings = settings;
    this.circle =
        new Circle(
            self,
            members,
            settings.timing().startGrace().toMillis(),
            settings.timing().acceptAfter().toMillis());
    this.ledger = new Ledger(self);
    this.agenda = new Agenda();
    this.outbox = new Outbox();
    this.diary = new Diary(outbox, circle);
    this.placements = new Placements(this);
    this.notices = new Notices(this);
    this.meetings = new Meetings(this);
    this.repairs = new Repairs(this);
    this.trims = new Trims(this);
    this.departures = new Departures(this);
    this.audits = new Audits(this);
    this.absences = new Absences(this);
    this.watch = new Watch(this);
    this.stillness = new Stillness(this);
  }

  /** Looks at how a pack stands and sets in motion what it needs. */
  void assess(Held held, long now) {
    if (!ledger.holds(held) || held.isUnknown()) {
      return;
    }
    Standing standing = Standing.of(held, circle);
    if (standing.isShort(held)) {
      trims.clear(held);
      repairs.consider(held, standing, now);
      return;
    }
    repairs.clear(held, now);
    if (circle.draining() || held.shed) {
      trims.clear(held);
      departures.consider(held, now);
    } else if (standing.hasSurplus(held)) {
      trims.consider(held, standing, now);
    } else {
      trims.clear(held);
    }
  }

  /** A co-holder is there again: what is shared with it is looked at and compared. */
  void meetAgain(NodeId node, long now) {
    circle.remember(List.of(node));
    ledger.with(node).forEach(held -> assess(held, now));
    meetings.meet(node, true, now);
  }

  /** Starts what is waiting for a free place. */
  void pump(long now) {
    repairs.pump(now);
    trims.pump(now);
    departures.pump(now);
  }
}
