package org.hozon.app.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * TCP streams out of a file of captured packets (pcap, Ethernet, IPv4), each direction by itself.
 */
final class CapturedStreams {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int ETHERNET = 14;
  private static final int IPV4 = 0x0800;
  private static final int TCP = 6;
  private static final int SYN = 2;

  /** One direction of one connection. */
  record Direction(int from, int to, int life) {}

  private static final class Pieces {
    private final TreeMap<Long, byte[]> bySequence = new TreeMap<>();
    private long first = -1;

    private void add(long sequence, byte[] bytes) {
      if (bytes.length > 0 && first >= 0) {
        long at = sequence - first & 0xffffffffL;
        bySequence.merge(at, bytes, (one, other) -> one.length >= other.length ? one : other);
      }
    }

    /** The bytes from the first one on, up to the first that was not captured. */
    private byte[] joined() {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      for (Map.Entry<Long, byte[]> piece : bySequence.entrySet()) {
        int skip = (int) (whole.size() - piece.getKey());
        if (skip < 0) {
          break;
        }
        if (skip < piece.getValue().length) {
          whole.write(piece.getValue(), skip, piece.getValue().length - skip);
        }
      }
      return whole.toByteArray();
    }
  }

  private final Map<Direction, Pieces> streams = new LinkedHashMap<>();
  private final Map<Direction, Integer> lives = new LinkedHashMap<>();

  private CapturedStreams() {}

  static CapturedStreams read(Path file) throws IOException {
    CapturedStreams streams = new CapturedStreams();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(0) != MAGIC) {
      throw new IOException("not a capture of this kind of machine: " + file);
    }
    bytes.position(FILE_HEADER);
    while (bytes.remaining() >= PACKET_HEADER) {
      bytes.getLong(); // when
      int length = bytes.getInt();
      bytes.getInt(); // what it was on the line
      if (length > bytes.remaining()) {
        break; // the last packet was being written
      }
      streams.packet(bytes.slice(bytes.position(), length).order(ByteOrder.BIG_ENDIAN));
      bytes.position(bytes.position() + length);
    }
    return streams;
  }

  private void packet(ByteBuffer packet) {
    if (packet.limit() < ETHERNET + 40 || packet.getShort(ETHERNET - 2) != IPV4) {
      return;
    }
    int ipHeader = (packet.get(ETHERNET) & 0xf) * 4;
    int ipBytes = Short.toUnsignedInt(packet.getShort(ETHERNET + 2));
    if (packet.get(ETHERNET + 9) != TCP) {
      return;
    }
    int tcp = ETHERNET + ipHeader;
    int from = Short.toUnsignedInt(packet.getShort(tcp));
    int to = Short.toUnsignedInt(packet.getShort(tcp + 2));
    long sequence = Integer.toUnsignedLong(packet.getInt(tcp + 4));
    int tcpHeader = (packet.get(tcp + 12) >> 4 & 0xf) * 4;
    boolean opens = (packet.get(tcp + 13) & SYN) != 0;
    // A packet of the size of its own computer's memory has no length of its own.
    int end = ipBytes == 0 ? packet.limit() : Math.min(packet.limit(), ETHERNET + ipBytes);
    Direction any = new Direction(from, to, 0);
    Pieces pieces = streams.get(new Direction(from, to, lives.getOrDefault(any, 0)));
    if (opens && (pieces == null || pieces.first != (sequence + 1 & 0xffffffffL))) {
      int life = lives.merge(any, 1, Integer::sum); // ports are used again
      pieces = new Pieces();
      pieces.first = sequence + 1 & 0xffffffffL;
      streams.put(new Direction(from, to, life), pieces);
    }
    if (pieces != null && !opens) {
      byte[] payload = new byte[Math.max(0, end - tcp - tcpHeader)];
      packet.position(tcp + tcpHeader);
      packet.get(payload);
      pieces.add(sequence, payload);
    }
  }

  /** What went to one of these ports or came from one, for each connection and direction. */
  Map<Direction, byte[]> ofPorts(Collection<Integer> ports) {
    Map<Direction, byte[]> found = new LinkedHashMap<>();
    streams.forEach(
        (direction, pieces) -> {
          boolean concerned = ports.contains(direction.from()) || ports.contains(direction.to());
          byte[] bytes = concerned ? pieces.joined() : new byte[0];
          if (bytes.length > 0) {
            found.put(direction, bytes);
          }
        });
    return found;
  }

  /** All that was captured, whatever the ports. */
  List<byte[]> all() {
    List<byte[]> all = new ArrayList<>();
    streams.values().forEach(pieces -> all.add(pieces.joined()));
    return all;
  }
}
