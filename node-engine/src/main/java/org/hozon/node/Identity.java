package org.hozon.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.model.HostPort;
import org.hozon.model.NodeProfile;
import org.hozon.model.Rank;

/** Who a node is: its keys, its account's keys, and what it is called. */
record Identity(NodeKeys node, AccountKeys account, String name, String region, String site) {
  /** Who the node with these keys is. */
  static Identity of(KeyRing keys, NodeOptions options, Settings settings) {
    NodeKeys node = keys.node();
    String name = said(options.name(), settings.name());
    return new Identity(
        node,
        keys.account(),
        name.isEmpty() ? computerName(node) : name,
        SettingKey.region(said(options.region(), settings.region())),
        said(options.site(), settings.site()));
  }

  /** The profile before anything is known of the offer; its sequence is 0. */
  NodeProfile profile(HostPort data, Instant now) {
    NodeProfile unsigned =
        new NodeProfile(
            node.node(),
            name,
            account.account(),
            region,
            site,
            Rank.C,
            0,
            0,
            0,
            false,
            data,
            Base64.getEncoder().encodeToString(node.publicKey()),
            version(),
            0,
            now);
    return node.sign(unsigned);
  }

  private static String said(String option, String setting) {
    return option == null ? setting : option.strip();
  }

  private static String computerName(NodeKeys node) {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      int dot = name.indexOf('.');
      return dot > 0 ? name.substring(0, dot) : name;
    } catch (UnknownHostException nameless) {
      return "node-" + node.node().value().substring(0, 6);
    }
  }

  private static String version() {
    return Optional.ofNullable(Identity.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
