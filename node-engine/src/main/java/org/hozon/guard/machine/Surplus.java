package org.hozon.guard.machine;

/** That a pack has more copies than its policy wants. */
final class Surplus {
  /** Since when it has as many as were ever counted. */
  long since;

  long notBefore;
  int attempts;
  private int most = -1;

  /**
   * So many copies count now. While more and more come to light, as when halves of a mesh meet
   * again, nothing is decided: those that stay bind themselves, and some of them may have to go.
   */
  void counted(int copies, long now) {
    if (copies > most) {
      most = copies;
      since = now;
    }
  }
}
