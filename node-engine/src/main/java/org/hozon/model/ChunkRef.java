package org.hozon.model;

/**
 * Where a chunk stands and how to check it: all that restoring it needs besides the keys.
 *
 * @param pack the pack it is sealed in
 * @param offset first byte of its sealed segments within the pack
 * @param sealedBytes length of its sealed segments
 * @param plainBytes length of its plaintext
 * @param compressed true when the sealed bytes are a zstd frame
 * @param id its keyed id, checked after opening
 */
public record ChunkRef(
    PackId pack, long offset, int sealedBytes, int plainBytes, boolean compressed, ChunkId id) {}
