package org.hozon.model;

/**
 * The capacity this node contributes.
 *
 * @param bytes offered; 0 when it offers none
 * @param used of it
 */
public record OfferReport(long bytes, long used) {}
