package org.hozon.node;

import java.time.Instant;
import java.util.Optional;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.model.AccountId;
import org.hozon.model.CertificateReport;
import org.hozon.model.NodeId;
import org.hozon.model.Revocation;
import org.hozon.rules.CertificateStanding;
import org.hozon.store.NodeState;

/** Tells how this node's certificates stand. */
final class CertificateDesk {
  private static final String ANSWERED = "center.answered";

  private CertificateDesk() {}

  /** The center of the mesh has just answered this node. */
  static void answered(NodeState state, Instant now) {
    state.put(ANSWERED, now.toString());
  }

  /**
   * How they stand now.
   *
   * @param center true when this node is the mesh's center
   */
  static CertificateReport report(Ground ground, boolean center) {
    MachineTls tls = ground.tls();
    AccountId account = ground.identity().account().account();
    if (tls == null) {
      return CertificateReport.none(account);
    }
    MeshTrust trust = tls.trust();
    NodeId self = ground.identity().node().node();
    Optional<Revocation> out = trust.revocation(account, self);
    Instant from = trust.validFrom(account).orElse(null);
    Instant until = trust.validUntil(account).orElse(null);
    MachineTls.Life machine = tls.life();
    return new CertificateReport(
        out.map(CertificateDesk::shutOut)
            .orElseGet(
                () ->
                    CertificateStanding.of(trust.closed(), from, until, ground.clock().instant())),
        trust.mesh(),
        trust.authority().map(MeshTrust::fingerprint).orElse(""),
        account,
        from,
        until,
        until == null ? null : CertificateStanding.renewal(until),
        machine.until(),
        machine.renewal(),
        out.map(Revocation::at).orElse(null),
        center,
        ground.database().state().get(ANSWERED).map(Instant::parse).orElse(null));
  }

  private static CertificateReport.State shutOut(Revocation revocation) {
    return revocation.kind() == Revocation.Kind.ACCOUNT
        ? CertificateReport.State.ACCOUNT_SHUT_OUT
        : CertificateReport.State.MACHINE_SHUT_OUT;
  }
}
