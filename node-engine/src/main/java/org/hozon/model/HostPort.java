package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A host name or literal address and a TCP port, written {@code host:port} ([v6]:port). */
public record HostPort(String host, int port) {
  /**
   * @throws IllegalArgumentException when the host is blank or the port is outside 1..65535
   */
  public HostPort {
    if (host == null || host.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "an address is HOST:PORT, not '" + host + ":" + port + "'");
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException when it is not that
   */
  @JsonCreator
  public static HostPort parse(String text) {
    int colon = text == null ? -1 : text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("an address is HOST:PORT, not '" + text + "'", notANumber);
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
