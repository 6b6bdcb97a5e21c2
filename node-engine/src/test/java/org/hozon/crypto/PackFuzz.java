package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.Head;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;

/**
 * Packs as a holder sends them: header, index, compressed chunks; and the sealed root of a head.
 */
public final class PackFuzz implements FuzzTarget {
  private static final int KINDS = 5;
  private static final int MOST_PLAIN = 1 << 20;
  private static final int ENTRY_BYTES = 45;
  private static final int SEALED_LENGTH_AT = 36;
  private static final NodeId MACHINE = new NodeId("a".repeat(32));

  private final AccountKeys account = TestAccounts.account(7);
  private final PackOpener opener = account.opener();

  @Override
  public boolean read(byte[] input) {
    ByteBuffer rest = ByteBuffer.wrap(FuzzedInput.rest(input));
    try {
      switch (FuzzedInput.choice(input, KINDS)) {
        case 0 -> PackHeader.read(rest);
        case 1 -> opener.index(rest);
        case 2 -> index(rest);
        case 3 -> inflate(rest);
        default -> account.openHead(head(FuzzedInput.rest(input)));
      }
      return true;
    } catch (HozonException | DataFormatException refused) {
      return false;
    }
  }

  private static void index(ByteBuffer index) throws DataFormatException {
    int chunks = index.remaining() < Integer.BYTES ? 0 : index.getInt(0);
    long end = PackHeader.BYTES;
    for (int i = 0; i < chunks && entry(i + 1) <= index.limit(); i++) {
      end += index.getInt(entry(i) + SEALED_LENGTH_AT);
    }
    List<PackWriter.Slot> slots = PackIndex.read(index, chunks, end);
    require(slots.size() == chunks);
    require(PackHeader.BYTES + slots.stream().mapToLong(PackWriter.Slot::sealedBytes).sum() == end);
  }

  private static int entry(int number) {
    return Integer.BYTES + ENTRY_BYTES * number;
  }

  private static void inflate(ByteBuffer frame) throws DataFormatException {
    int plain = frame.remaining() < Integer.BYTES ? 0 : Math.floorMod(frame.getInt(), MOST_PLAIN);
    ByteBuffer target = ByteBuffer.allocate(plain);
    try (ChunkInflater inflater = new ChunkInflater(target)) {
      inflater.put(frame);
      inflater.finish();
      require(target.position() == plain);
    }
  }

  /** Signed, so that its root is looked at. */
  private Head head(byte[] sealed) {
    byte[] key = account.publicKey();
    Head unsigned =
        new Head(account.account(), MACHINE, 3, Instant.EPOCH, key, sealed, new byte[0]);
    byte[] signature = account.sign(unsigned.signedBytes());
    return new Head(account.account(), MACHINE, 3, Instant.EPOCH, key, sealed, signature);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("what was read does not hold together");
    }
  }

  @Override
  public List<byte[]> seeds() {
    byte[] text = TestAccounts.text(1, 3000);
    PackWriter writer = account.newPack();
    writer.add(account.chunkId(text, 0, text.length), text, 0, text.length);
    writer.add(account.chunkId(text, 0, 20), text, 0, 20);
    SealedPack pack = writer.finish();
    byte[] whole = bytes(pack.bytes());
    int plain = (int) PackIndex.plainBytes(2);
    byte[] frame = bytes(new ChunkCompressor().compress(ByteBuffer.wrap(text)));
    byte[] framed =
        ByteBuffer.allocate(Integer.BYTES + frame.length).putInt(text.length).put(frame).array();
    Head head = account.sealHead(MACHINE, 3, Instant.EPOCH, new byte[] {1, 2, 3});
    return List.of(
        FuzzedInput.of(0, Arrays.copyOf(whole, PackHeader.BYTES)),
        FuzzedInput.of(1, whole),
        FuzzedInput.of(2, bytes(PackIndex.write(pack.slots(), plain))),
        FuzzedInput.of(2, bytes(PackIndex.write(pack.slots(), plain + 100))),
        FuzzedInput.of(3, framed),
        FuzzedInput.of(4, head.sealedRoot()));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
