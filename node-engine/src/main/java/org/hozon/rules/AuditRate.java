package org.hozon.rules;

import java.time.Duration;

/**
 * How many challenges co-holders send each other, so that a node that holds less than it claims is
 * found in time.
 *
 * <p>Let a node lack the share f of the bytes that it claims to hold together with a co-holder. A
 * challenge asks for the range that begins at a byte drawn evenly from all those bytes, so it asks
 * for a missing byte with a probability of at least f, wherever the missing bytes are: in some
 * packs as a whole, or in a part of each. Of m independent challenges none hits with a probability
 * of at most
 *
 * <pre>  (1 - f)^m</pre>
 *
 * which is at most 1 - c for m of at least ln(1 - c) / ln(1 - f). For f = 10 % and c = 99 % that is
 * 43.7, so 44 a day. One co-holder alone finds it then; the bytes are shared with several, and the
 * share that is missing from what is shared with one of them is at least f (the shares missing from
 * all of them average f or more), so the mesh finds it however the missing bytes are chosen.
 *
 * <p>On top of those drawn, packs are challenged in turn, so that within {@link #TURN} each copy
 * was asked for by each of its co-holders once.
 *
 * <p>What it costs: a challenge and its answer are about {@link #WIRE_BYTES} on the line, as the
 * answer is a hash and not the bytes, and each side reads {@link #RANGE} bytes.
 */
public final class AuditRate {
  /** Share of its bytes that a node may lack before it has to be found. */
  public static final double LACK = 0.10;

  /** How surely it has to be found. */
  public static final double CERTAINTY = 0.99;

  /** Within which time it has to be found. */
  public static final Duration WITHIN = Duration.ofDays(1);

  /** Within which time each copy is challenged by each of its co-holders. */
  public static final Duration TURN = Duration.ofDays(30);

  /** Most bytes of a pack that one challenge asks for. */
  public static final int RANGE = 64 << 10;

  /** Bytes of one challenge and its answer on the line, both ways together. */
  public static final int WIRE_BYTES = 400;

  /** Most challenges to one co-holder in one round. */
  public static final int MOST = 512;

  private AuditRate() {}

  /** Probability that a node that lacks this share answers that many drawn challenges. */
  public static double unnoticed(double lack, int challenges) {
    return Math.pow(1 - lack, challenges);
  }

  /** The least number of drawn challenges after which it is found that surely. */
  public static int needed(double lack, double certainty) {
    return (int) Math.ceil(Math.log(1 - certainty) / Math.log(1 - lack));
  }

  /**
   * Challenges drawn for one co-holder in one round.
   *
   * @param every time between the rounds
   */
  public static int drawn(Duration every) {
    double rounds = Math.max(1, Math.floor((double) WITHIN.toMillis() / millis(every)));
    return (int) Math.ceil(needed(LACK, CERTAINTY) / rounds);
  }

  /**
   * Challenges in turn for one co-holder in one round.
   *
   * @param packs held together with it
   * @param every time between the rounds
   */
  public static int inTurn(int packs, Duration every) {
    double rounds = Math.max(1, Math.floor((double) TURN.toMillis() / millis(every)));
    return (int) Math.min(MOST, Math.ceil(packs / rounds));
  }

  /**
   * What the rounds with all co-holders take of the line, in bytes a second.
   *
   * @param coHolders how many there are
   * @param packs held together with each
   */
  public static double bytesPerSecond(int coHolders, int packs, Duration every) {
    int challenges = drawn(every) + inTurn(packs, every);
    return coHolders * (double) challenges * WIRE_BYTES / (millis(every) / 1000.0);
  }

  private static long millis(Duration every) {
    return Math.max(1, every.toMillis());
  }
}
