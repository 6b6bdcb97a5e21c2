package org.hozon.sim;

/** What may happen to a universe beside its ordinary life. */
public enum FaultKind {
  CRASH("killed and started again"),
  DOUBLE_CRASH("two nodes killed within seconds"),
  NIGHTLY_SLEEP("sleeps every night"),
  SLEEP("sleeps for a while"),
  STALE_RETURN("away for weeks, returns with its old inventory"),
  WIPE("disk lost, returns empty"),
  PARTITION("network in two parts"),
  ONE_WAY("a line open one way only"),
  SLOW_LINE("a line many times slower"),
  BAD_WEATHER("messages lost, doubled, late, out of order"),
  HANG("stands still, still seen by the members"),
  HANG_IN_STEP("stands still just before it drops a copy"),
  CRASH_IN_STEP("killed between two steps on its disk"),
  DISK_FULL("disk filled by another program"),
  LYING_SPACE("tells more free space than there is"),
  BIT_FLIP("a bit of a pack flips"),
  TORN_WRITE("power cut leaves a torn pack"),
  PACK_VANISHES("a pack file is deleted"),
  POWER_CUT("all nodes without power at once"),
  JOIN("a new node"),
  LEAVE("a node drains and leaves"),
  GOODBYE("stopped as it should, started again"),
  ANNOUNCED("away as its owner announced"),
  GUARD_SILENT("its guard answers nothing while its heartbeats go on"),
  OFFER_LOWERED("its owner offers less than is used, for a while"),
  DATABASE_LOST("its database is lost, the pack files are there"),
  COPIES_CHANGED("a depositor asks for a copy more, later for as many as before"),
  FORGED_WORD("tells co-holders a placement with an epoch far ahead that leaves one of them out"),
  CLOCK_SKEW("a clock up to 10 minutes off");

  private final String words;

  FaultKind(String words) {
    this.words = words;
  }

  /** What happens, in words. */
  public String words() {
    return words;
  }
}
