package org.hozon.guard.machine;

/** That this node asks the other holders of a pack whether it may drop its own copy. */
final class Leaving {
  final GuardCommand.Drop.Why why;
  final String reason;
  final long askedAt;
  int unanswered;
  int confirmed;

  Leaving(GuardCommand.Drop.Why why, String reason, long askedAt, int unanswered) {
    this.why = why;
    this.reason = reason;
    this.askedAt = askedAt;
    this.unanswered = unanswered;
  }
}
