package org.hozon.model;

/**
 * What of line and disk a node leaves to its owner.
 *
 * @param upload most bytes sent a second; 0 for no limit
 * @param download most bytes received a second; 0 for no limit
 * @param hours the part of the day in which both apply, as {@link Hours} writes it; empty for
 *     always
 * @param outside most bytes a second, each way, in the rest of the day; 0 for no limit
 * @param reserve free bytes of the disk that are never touched; -1 for 10 % of the disk or 10 GB,
 *     whichever is smaller
 * @param perAccount most bytes of the offer that one account may fill; 0 for no limit
 */
public record Limits(
    long upload, long download, String hours, long outside, long reserve, long perAccount) {

  /** Limits under which an account may fill the whole offer. */
  public Limits(long upload, long download, String hours, long outside, long reserve) {
    this(upload, download, hours, outside, reserve, 0);
  }
}
