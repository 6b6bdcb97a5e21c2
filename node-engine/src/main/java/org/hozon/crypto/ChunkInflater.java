package org.hozon.crypto;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * Takes the pieces of a chunk in order and gives its plain bytes, unpacking a zstd frame when it is
 * one. Never takes more memory than the chunk's known length, whatever a frame claims.
 */
final class ChunkInflater implements AutoCloseable {
  private final byte[] plain;
  private final ByteBuffer target;
  private final ZstdDecompressCtx context;
  private boolean complete;

  ChunkInflater(int plainBytes, boolean compressed) {
    this.plain = new byte[plainBytes];
    this.target = ByteBuffer.wrap(plain);
    this.context = compressed ? new ZstdDecompressCtx() : null;
    this.complete = !compressed;
  }

  /**
   * Takes the next piece, a buffer of any kind.
   *
   * @throws DataFormatException when it is no frame or holds more than it should
   */
  void put(ByteBuffer piece) throws DataFormatException {
    if (context == null) {
      if (piece.remaining() > target.remaining()) {
        throw new DataFormatException("more bytes than the chunk has");
      }
      target.put(piece);
      return;
    }
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
   * The plain bytes once all pieces are in.
   *
   * @throws DataFormatException when any is missing
   */
  byte[] finish() throws DataFormatException {
    if (!complete || target.hasRemaining()) {
      throw new DataFormatException("the chunk is not whole");
    }
    return plain;
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
