package org.hozon.app.trial;

import java.nio.ByteBuffer;

/** Looks whether a stream is nothing but records of TLS 1.3 (RFC 8446). */
final class TlsRecords {
  private static final int RECORD_HEADER = 5;
  private static final int MOST_RECORD = (1 << 14) + 256;
  private static final int CHANGE_CIPHER = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION = 23;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS_1_3 = 0x0304;

  private TlsRecords() {}

  /** What is wrong with a stream; empty when nothing is. */
  static String fault(byte[] stream) {
    ByteBuffer left = ByteBuffer.wrap(stream);
    boolean first = true;
    while (left.remaining() >= RECORD_HEADER) {
      int type = Byte.toUnsignedInt(left.get());
      int version = Short.toUnsignedInt(left.getShort());
      int length = Short.toUnsignedInt(left.getShort());
      if (type < CHANGE_CIPHER || type > APPLICATION || version >> 8 != 3 || length > MOST_RECORD) {
        return "no record of TLS: type " + type + ", version " + version + ", length " + length;
      }
      if (first && type != HANDSHAKE && type != ALERT) {
        return "it does not begin with a handshake but with " + type;
      }
      if (length > left.remaining()) {
        return ""; // captured up to here
      }
      if (first && type == HANDSHAKE) {
        String fault = hello(left.slice(left.position(), length));
        if (!fault.isEmpty()) {
          return fault;
        }
      }
      first = false;
      left.position(left.position() + length);
    }
    return "";
  }

  /** The server's hello says the version; the client's offers it. */
  private static String hello(ByteBuffer hello) {
    int type = hello.get();
    if (type != CLIENT_HELLO && type != SERVER_HELLO) {
      return "the handshake begins with " + type;
    }
    hello.position(4 + 2 + 32);
    hello.position(hello.position() + 1 + Byte.toUnsignedInt(hello.get(hello.position())));
    if (type == CLIENT_HELLO) {
      hello.position(hello.position() + 2 + Short.toUnsignedInt(hello.getShort(hello.position())));
      hello.position(hello.position() + 1 + Byte.toUnsignedInt(hello.get(hello.position())));
    } else {
      hello.position(hello.position() + 3);
    }
    hello.getShort(); // length of what follows
    while (hello.remaining() >= 4) {
      int extension = Short.toUnsignedInt(hello.getShort());
      ByteBuffer value = hello.slice(hello.position() + 2, hello.getShort(hello.position()));
      hello.position(hello.position() + 2 + value.limit());
      if (extension == SUPPORTED_VERSIONS) {
        return onlyVersion(value, type == CLIENT_HELLO);
      }
    }
    return "the hello does not speak of TLS 1.3";
  }

  private static String onlyVersion(ByteBuffer versions, boolean list) {
    if (list) {
      versions.get(); // length of the list
    }
    while (versions.remaining() >= 2) {
      int version = Short.toUnsignedInt(versions.getShort());
      boolean grease = (version & 0x0f0f) == 0x0a0a;
      if (version != TLS_1_3 && !grease) {
        return "a hello speaks of version " + Integer.toHexString(version);
      }
    }
    return "";
  }
}
