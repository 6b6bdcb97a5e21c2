package org.hozon.mesh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hozon.model.HostPort;
import org.hozon.model.NodeProfile;

/**
 * How the embedded Ignite starts.
 *
 * @param self this node's profile as it joins
 * @param listen address to bind and to tell others
 * @param discoveryPort port for joining nodes
 * @param communicationPort port for messages between members
 * @param join discovery addresses of known members; empty makes a new cluster
 * @param workFolder where Ignite may keep its own small files
 * @param failureDetection silence after which a member counts as failed
 */
public record MeshConfig(
    NodeProfile self,
    String listen,
    int discoveryPort,
    int communicationPort,
    List<HostPort> join,
    Path workFolder,
    Duration failureDetection) {}
