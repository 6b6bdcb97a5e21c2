package org.hozon.sim;

/** Something that must hold in every universe does not. */
final class InvariantBroken extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String rule;

  /**
   * @param rule the promise that was broken, in a few stable words
   * @param what what happened, in one sentence
   */
  InvariantBroken(String rule, String what) {
    super(rule + ": " + what);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
