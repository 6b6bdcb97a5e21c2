package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;

/**
 * Something that needs a person's eye, or that the node is mending: it has a beginning, may have
 * progress, and has an end. One cause about one subject is one alert, however often it is seen.
 *
 * @param cause what kind of thing it is
 * @param subject what it is about: a deposit, a pack, a node, a path; empty for this node itself
 * @param severity how much it asks of a person
 * @param text what happened, what it means for the data, and what to do, in plain sentences
 * @param facts the figures behind it by name; values are strings, numbers, booleans, lists, maps
 * @param since when it began
 * @param changed when it was last seen or made progress
 * @param ended when it ended; null while it goes on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
    Cause cause,
    String subject,
    Severity severity,
    String text,
    Map<String, Object> facts,
    Instant since,
    Instant changed,
    Instant ended) {
  /** The fact that tells how much of the mending is done, from 0 to 1. */
  public static final String DONE = "done";

  public Alert {
    facts = Map.copyOf(facts);
  }

  /** What kinds of things are told. */
  public enum Cause {
    /** Packs of a deposit have fewer copies than its policy wants. */
    UNDER_REPLICATED,
    /** Packs of a deposit are on no node that can be reached. */
    OUT_OF_REACH,
    /** A copy held here was damaged or missing. */
    DAMAGE_FOUND,
    /** A copy was not proven for too long. */
    PROOF_OVERDUE,
    /** This node sees too few of the members it knew. */
    CUT_OFF,
    /** The disk is close to the free space its owner keeps. */
    DISK_NEARLY_FULL,
    /** Nothing more can be written to the disk. */
    DISK_FULL,
    /** Files of a deposit could not be read. */
    UNREADABLE_FILES,
    /** A watched deposit waits for an answer. */
    WATCH_PAUSED,
    /** The clock differs from the others' clocks. */
    CLOCK_OFF,
    /** The database was damaged and was made anew. */
    DATABASE_REBUILT
  }

  /** How much an alert asks of a person. */
  public enum Severity {
    /** Good to know; nothing is at risk. */
    INFO,
    /** Worth a look; nothing is lost. */
    WARNING,
    /** Data is at risk. */
    CRITICAL
  }

  /** True while it goes on. */
  public boolean isOpen() {
    return ended == null;
  }
}
