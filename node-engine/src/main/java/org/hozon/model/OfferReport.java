package org.hozon.model;

/**
 * The capacity this node contributes.
 *
 * @param bytes offered; 0 when it offers none
 * @param used of it: all that stands on the disk, trash, temporary files and the database included
 * @param trashBytes the part of it that is trash
 */
public record OfferReport(long bytes, long used, long trashBytes) {
  /** An offer without trash. */
  public OfferReport(long bytes, long used) {
    this(bytes, used, 0);
  }
}
