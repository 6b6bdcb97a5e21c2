package org.hozon.rules;

/**
 * How long a node that is down is waited for before its copies are made anew.
 *
 * @param until milliseconds since the epoch
 * @param why in words, to be read after "because"
 */
public record Waiting(long until, String why) {}
