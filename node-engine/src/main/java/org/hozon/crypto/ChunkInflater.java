package org.hozon.crypto;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * Takes the pieces of a zstd frame in order and unpacks them into a buffer. Never writes more than
 * the buffer has room for, whatever a frame claims.
 */
final class ChunkInflater implements AutoCloseable {
  private final ByteBuffer target;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private boolean complete;

  /**
   * @param target position to limit are filled exactly
   */
  ChunkInflater(ByteBuffer target) {
    this.target = target;
  }

  /**
   * Takes the next piece, a buffer of any kind.
   *
   * @throws DataFormatException when it is no frame or holds more than it should
   */
  void put(ByteBuffer piece) throws DataFormatException {
    try {
      while (piece.hasRemaining()) {
        int before = piece.remaining() + target.remaining();
        boolean stuck = complete;
        if (!stuck) {
          complete = context.decompressByteBufferStream(target, piece);
          stuck = before == piece.remaining() + target.remaining();
        }
        if (stuck) {
          throw new DataFormatException("the frame holds more than the chunk");
        }
      }
    } catch (ZstdException notAFrame) {
      throw (DataFormatException) new DataFormatException("no zstd frame").initCause(notAFrame);
    }
  }

  /**
   * Says that all pieces are in.
   *
   * @throws DataFormatException when any is missing
   */
  void finish() throws DataFormatException {
    if (!complete || target.hasRemaining()) {
      throw new DataFormatException("the chunk is not whole");
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
