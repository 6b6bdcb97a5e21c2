package org.hozon.link;

import java.util.function.UnaryOperator;
import org.hozon.crypto.MachineTls;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;

/**
 * What the server and the client of one node's data plane share.
 *
 * @param self this node
 * @param disk its pack files
 * @param upload bounds pack bytes going out
 * @param download bounds pack bytes coming in
 * @param meter what is known of the lines to other nodes
 * @param limits how patient and how busy
 * @param tls this machine's certificates; null for no encryption, in tests and measurements
 * @param signer signs the tickets that this node issues as they go out
 */
public record LinkSetup(
    NodeId self,
    PackDisk disk,
    Throttle upload,
    Throttle download,
    LineMeter meter,
    LinkLimits limits,
    MachineTls tls,
    UnaryOperator<PackTicket> signer) {

  /** Unlimited bandwidth, standard limits, no encryption and no signatures. */
  public static LinkSetup of(NodeId self, PackDisk disk) {
    return new LinkSetup(
        self,
        disk,
        new Throttle(),
        new Throttle(),
        new LineMeter(),
        LinkLimits.standard(),
        null,
        UnaryOperator.identity());
  }

  /** The same with other limits. */
  public LinkSetup withLimits(LinkLimits newLimits) {
    return new LinkSetup(self, disk, upload, download, meter, newLimits, tls, signer);
  }

  /** The same with encryption. */
  public LinkSetup withTls(MachineTls newTls) {
    return new LinkSetup(self, disk, upload, download, meter, limits, newTls, signer);
  }

  /** The ticket as it goes out: signed here when it is this node's own and not signed yet. */
  PackTicket signed(PackTicket ticket) {
    boolean own = ticket.issuer().equals(self) && ticket.signature().length == 0;
    return own ? signer.apply(ticket) : ticket;
  }
}
