package org.hozon.crypto;

import org.hozon.model.AccountId;
import org.hozon.model.NodeId;

/** Who a checked certificate chain belongs to: a machine and its account. */
public record Passport(NodeId node, AccountId account) {}
