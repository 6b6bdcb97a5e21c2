package org.hozon.node;

import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.TicketSignatures;
import org.hozon.model.PackTicket;

/**
 * Signs the tickets this node issues: with its account's key where the pack is the account's own,
 * else as the lead of a repair.
 */
record TicketSigner(NodeKeys node, AccountKeys account) {
  PackTicket sign(PackTicket ticket) {
    boolean deposit = ticket.kind() == PackTicket.Kind.DEPOSIT;
    return deposit && ticket.owner().equals(account.account())
        ? TicketSignatures.sign(ticket, account)
        : TicketSignatures.sign(ticket, node);
  }
}
