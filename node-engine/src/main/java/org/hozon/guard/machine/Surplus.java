package org.hozon.guard.machine;

/** That a pack has more copies than its policy wants. */
final class Surplus {
  final long since;
  long notBefore;
  int attempts;

  Surplus(long since) {
    this.since = since;
  }
}
