package org.hozon.link;

import org.hozon.model.NodeId;

/**
 * What the server and the client of one node's data plane share.
 *
 * @param self this node
 * @param disk its pack files
 * @param upload bounds pack bytes going out
 * @param download bounds pack bytes coming in
 * @param meter what is known of the lines to other nodes
 * @param limits how patient and how busy
 */
public record LinkSetup(
    NodeId self,
    PackDisk disk,
    Throttle upload,
    Throttle download,
    LineMeter meter,
    LinkLimits limits) {

  /** Unlimited bandwidth and standard limits. */
  public static LinkSetup of(NodeId self, PackDisk disk) {
    return new LinkSetup(
        self, disk, new Throttle(), new Throttle(), new LineMeter(), LinkLimits.standard());
  }

  /** The same with other limits. */
  public LinkSetup withLimits(LinkLimits newLimits) {
    return new LinkSetup(self, disk, upload, download, meter, newLimits);
  }
}
