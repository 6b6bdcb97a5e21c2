package org.hozon.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the address a node listens on and tells others: always one that others can use. */
final class ListenAddress {
  private static final Logger LOG = LoggerFactory.getLogger(ListenAddress.class);

  private ListenAddress() {}

  /**
   * The address to listen on.
   *
   * @param asked what the owner said; empty when nothing
   * @param last what this home used last; empty the first time
   * @param peers where the mesh may be
   * @throws HozonException of kind USAGE when the asked one is no address of this computer
   */
  static InetAddress choose(String asked, Optional<String> last, List<HostPort> peers) {
    if (!asked.isEmpty()) {
      InetAddress address = resolve(asked);
      if (address.isAnyLocalAddress()) {
        return route(peers).or(ListenAddress::firstOfComputer).orElse(address);
      }
      if (!isOfThisComputer(address)) {
        throw notOurs(asked, null);
      }
      return address;
    }
    boolean allLoopback = peers.stream().allMatch(peer -> isLoopback(peer.host()));
    if (!allLoopback) {
      return route(peers).orElseGet(InetAddress::getLoopbackAddress);
    }
    return last.filter(host -> peers.isEmpty())
        .map(ListenAddress::resolve)
        .filter(ListenAddress::isOfThisComputer)
        .orElseGet(InetAddress::getLoopbackAddress);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException perhapsLater) {
      return false;
    }
  }

  /** The own address from which the first reachable peer is reached; sends nothing. */
  private static Optional<InetAddress> route(List<HostPort> peers) {
    for (HostPort peer : peers) {
      try (DatagramSocket socket = new DatagramSocket()) {
        InetAddress target = InetAddress.getByName(peer.host());
        if (target.isLoopbackAddress()) {
          continue;
        }
        socket.connect(new InetSocketAddress(target, peer.port()));
        InetAddress own = socket.getLocalAddress();
        if (!own.isAnyLocalAddress()) {
          return Optional.of(own);
        }
      } catch (IOException | RuntimeException noRoute) {
        LOG.debug("No way to {}; perhaps to another", peer, noRoute);
      }
    }
    return Optional.empty();
  }

  private static Optional<InetAddress> firstOfComputer() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
    } catch (SocketException noInterfaces) {
      return Optional.empty();
    }
  }

  private static boolean isOfThisComputer(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return false;
    }
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw notOurs(host, unknown);
    }
  }

  private static HozonException notOurs(String host, Throwable cause) {
    return new HozonException(
        HozonException.Kind.USAGE,
        "'"
            + host
            + "' is not an address of this computer, so the node cannot listen on it; the"
            + " node was not started. Give one of its addresses with --listen, or none.",
        cause);
  }
}
