package org.hozon.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a node is usually away and for how long, learned from the absences this node has seen: a PC
 * that sleeps every night, or every weekend, is no disaster. Without calendar or time zone: what
 * counts is how far apart two departures are within a week and within a day.
 *
 * @param absences absences that were seen from beginning to end, oldest first
 */
public record Habits(List<Absence> absences) {
  /** Nothing is known. */
  public static final Habits NONE = new Habits(List.of());

  /** Departures this far apart on the clock are still "at about the same time". */
  public static final long ABOUT = 90 * 60_000L;

  /** A habit is what was seen at least this often, each time on another day. */
  public static final int OFTEN = 3;

  private static final long DAY = 24 * 3_600_000L;
  private static final long WEEK = 7 * DAY;
  private static final long MEMORY = 5 * WEEK;

  /** Of that many absences in a hundred the node was back within the usual time. */
  private static final int USUAL_PERCENT = 90;

  /**
   * One absence, in milliseconds since the epoch.
   *
   * @param from when it went
   * @param to when it was back
   */
  public record Absence(long from, long to) {}

  /**
   * That a node was seen to come or go.
   *
   * @param at milliseconds since the epoch
   * @param up true when it came
   */
  public record Sighting(long at, boolean up) {}

  /**
   * When it should be back.
   *
   * @param at milliseconds since the epoch
   * @param like absences that were like this one
   * @param weekly true when they all began at this time of the week, else at this time of the day
   */
  public record Return(long at, int like, boolean weekly) {}

  public Habits {
    absences = List.copyOf(absences);
  }

  /**
   * Learns from what was seen of a node.
   *
   * @param seen of the node, oldest first
   * @param own when the watcher itself came and went, oldest first: an absence that it did not see
   *     to its end, because it was away itself, teaches nothing
   * @param now sightings of more than five weeks before are left out
   */
  public static Habits learn(List<Sighting> seen, List<Sighting> own, long now) {
    List<Absence> absences = new ArrayList<>();
    long gone = -1;
    for (Sighting sighting : seen) {
      if (!sighting.up() && gone < 0) {
        gone = sighting.at();
      } else if (sighting.up() && gone >= 0) {
        if (sighting.at() > gone && gone > now - MEMORY && watched(gone, sighting.at(), own)) {
          absences.add(new Absence(gone, sighting.at()));
        }
        gone = -1;
      }
    }
    return new Habits(absences);
  }

  private static boolean watched(long from, long to, List<Sighting> own) {
    return own.stream().noneMatch(sighting -> sighting.at() >= from && sighting.at() <= to);
  }

  /**
   * When a node that went at {@code went} should be back; empty when no habit is known. What it did
   * at this time of the week says more than what it did at this time of the day.
   */
  public Optional<Return> expect(long went) {
    Optional<Return> weekly = expect(went, WEEK);
    return weekly.isPresent() ? weekly : expect(went, DAY);
  }

  private Optional<Return> expect(long went, long period) {
    List<Long> lengths = new ArrayList<>();
    long lastDay = Long.MIN_VALUE;
    for (Absence absence : absences) {
      boolean before = absence.to() <= went && absence.from() > went - MEMORY;
      if (before && apart(absence.from(), went, period) <= ABOUT) {
        long day = Math.floorDiv(absence.from() - went + DAY / 2, DAY);
        if (day != lastDay) { // of several on one day the first is the habit
          lengths.add(absence.to() - absence.from());
          lastDay = day;
        }
      }
    }
    if (lengths.size() < OFTEN) {
      return Optional.empty();
    }
    List<Long> sorted = lengths.stream().sorted().toList();
    int rank = (sorted.size() * USUAL_PERCENT + 99) / 100;
    return Optional.of(new Return(went + sorted.get(rank - 1), sorted.size(), period == WEEK));
  }

  private static long apart(long one, long other, long period) {
    long difference = Math.floorMod(one - other, period);
    return Math.min(difference, period - difference);
  }
}
