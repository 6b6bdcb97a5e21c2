package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.link.EnrolClient;
import org.hozon.model.AccountId;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.store.NodeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the account of this home certified by the center of the mesh that invited it. */
final class Enrolment {
  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private Enrolment() {}

  /**
   * Enrols, unless it has been done; waits while somebody has to approve it.
   *
   * @param state remembers when the center answered
   * @return addresses of nodes of the mesh; none when it had been done
   * @throws HozonException of kind FAILED with the center's reason when it refuses
   */
  static List<HostPort> enrol(
      Invitation invitation,
      AccountId account,
      String name,
      MachineTls tls,
      NodeState state,
      Clock clock) {
    MeshTrust trust = tls.trust();
    if (trust.closed() && trust.account(account).isPresent()) {
      return List.of(); // a service starts with the same words every time
    }
    if (invitation.expires().isBefore(clock.instant())) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This invitation was valid until " + invitation.expires() + "; ask for a new one.");
    }
    long began = System.nanoTime();
    EnrolRequest request = new EnrolRequest(invitation.token(), tls.request(), name);
    EnrolAnswer answer = EnrolClient.ask(invitation, request, clock);
    if (answer.state() == EnrolAnswer.State.WAITING) {
      LOG.warn("{} This node waits and goes on by itself then.", answer.reason());
    }
    while (answer.state() == EnrolAnswer.State.WAITING) {
      pause();
      answer = EnrolClient.ask(invitation, request, clock);
    }
    if (answer.state() != EnrolAnswer.State.WELCOME) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The center of the mesh " + invitation.mesh() + " refused: " + answer.reason());
    }
    if (!MeshTrust.fingerprint(answer.trust().authority()).equals(invitation.fingerprint())
        || !MeshTrust.certifies(answer.trust(), account)) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The center's answer does not certify this account, so nothing was changed; ask for"
              + " another invitation.");
    }
    trust.adopt(answer.trust().authority());
    trust.learn(answer.trust());
    CertificateDesk.answered(state, clock.instant());
    LOG.info(
        "The mesh {} certified the account of this home within {} ms",
        invitation.mesh(),
        (System.nanoTime() - began) / 1_000_000);
    return answer.join();
  }

  private static void pause() {
    try {
      var unused = new CountDownLatch(1).await(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HozonException(
          HozonException.Kind.FAILED, "The node was stopped while it waited to be approved.");
    }
  }
}
