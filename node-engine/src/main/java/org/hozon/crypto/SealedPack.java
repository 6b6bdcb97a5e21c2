package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.util.List;
import org.hozon.model.PackId;

/**
 * A finished pack in memory.
 *
 * @param id SHA-256 of the bytes
 * @param bytes the whole file, position 0 to limit; read it through {@link ByteBuffer#duplicate}
 * @param slots its chunks in order
 */
public record SealedPack(PackId id, ByteBuffer bytes, List<PackWriter.Slot> slots) {}
