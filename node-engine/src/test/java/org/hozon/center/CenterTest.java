package org.hozon.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.Authority;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.link.EnrolClient;
import org.hozon.link.EnrolServer;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.store.MemoryState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CenterTest {
  private static final HostPort DOOR = new HostPort("127.0.0.1", 1);

  @TempDir Path folder;

  private final MovingClock clock = new MovingClock();
  private final MemoryState state = new MemoryState();
  private Authority authority;
  private MeshTrust trust;
  private Center center;
  private AccountKeys founder;

  @BeforeEach
  void makeACenter() {
    Path keys = folder.resolve("center");
    authority = Authority.create(keys, "trial", clock.instant());
    trust = MeshTrust.open(keys, clock);
    trust.adopt(authority.certificate());
    founder = account();
    center = open();
    center.begin(false, tls("center", founder, trust).request(), "trial");
  }

  private Center open() {
    return new Center(authority, state, clock, trust::learn);
  }

  private static AccountKeys account() {
    return AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  }

  private MachineTls tls(String name, AccountKeys account, MeshTrust of) {
    return new MachineTls(NodeKeys.loadOrCreate(folder.resolve(name)), account, of);
  }

  private EnrolRequest request(String token, AccountKeys account) {
    MeshTrust none = MeshTrust.open(folder.resolve("newcomer"), clock);
    return new EnrolRequest(token, tls("newcomer", account, none).request(), "newcomer");
  }

  private EnrolAnswer enrol(Invitation invitation, AccountKeys account) {
    return center.enrol(request(invitation.token(), account), trust.bundle(), List.of());
  }

  private Invitation invitation() {
    return center.invite("", Duration.ofDays(1), List.of(DOOR));
  }

  private CenterMember.State standing(AccountId account) {
    return center.members().stream()
        .filter(member -> member.account().equals(account))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void anInvitationLetsOneAccountInOnce() {
    Invitation invitation = invitation();
    AccountKeys newcomer = account();
    EnrolAnswer welcome = enrol(invitation, newcomer);
    assertThat(welcome.state()).isEqualTo(EnrolAnswer.State.WELCOME);
    assertThat(MeshTrust.certifies(welcome.trust(), newcomer.account())).isTrue();
    assertThat(trust.accounts()).contains(newcomer.account(), founder.account());
    assertThat(enrol(invitation, newcomer).state())
        .as("its answer may have been lost")
        .isEqualTo(EnrolAnswer.State.WELCOME);
    assertThat(enrol(invitation, account()).reason()).contains("was used already");
    center = open();
    assertThat(enrol(invitation, account()).reason()).contains("was used already");
  }

  @Test
  void anInvitationThatIsForgedOrTooOldLetsNobodyIn() {
    Invitation invitation = invitation();
    assertThat(center.enrol(request("guessed", account()), trust.bundle(), List.of()).state())
        .isEqualTo(EnrolAnswer.State.REFUSED);
    assertThat(center.enrol(request(null, account()), trust.bundle(), List.of()).state())
        .isEqualTo(EnrolAnswer.State.REFUSED);
    clock.pass(Duration.ofDays(2));
    assertThat(enrol(invitation, account()).reason()).contains("was valid until");
  }

  @Test
  void whoMustBeApprovedWaits() {
    center.begin(true, tls("center", founder, trust).request(), "trial");
    Invitation invitation = invitation();
    AccountKeys newcomer = account();
    assertThat(enrol(invitation, newcomer).state()).isEqualTo(EnrolAnswer.State.WAITING);
    assertThat(trust.accounts()).doesNotContain(newcomer.account());
    center.approve(newcomer.account());
    assertThat(enrol(invitation, newcomer).state()).isEqualTo(EnrolAnswer.State.WELCOME);
    center.reject(newcomer.account());
    assertThat(enrol(invitation, newcomer).state()).isEqualTo(EnrolAnswer.State.REFUSED);
    assertThat(standing(newcomer.account())).isEqualTo(CenterMember.State.REJECTED);
    assertThat(trust.accounts()).doesNotContain(newcomer.account());
    assertThatThrownBy(() -> center.approve(newcomer.account())).hasMessageContaining("for good");
  }

  @Test
  void certificatesAreMadeAnewBeforeTheyExpire() {
    Instant first = trust.validUntil(founder.account()).orElseThrow();
    center.renew(trust::validUntil);
    assertThat(trust.validUntil(founder.account())).contains(first);
    clock.pass(Duration.ofDays(3 * 365 - 100));
    center.renew(trust::validUntil);
    assertThat(trust.validUntil(founder.account()).orElseThrow()).isAfter(first);
  }

  @Test
  void aNewcomerKnowsTheCenterByTheFingerprint() {
    try (EnrolServer server =
        EnrolServer.open(
            "127.0.0.1",
            0,
            tls("center", founder, trust),
            asked -> center.enrol(asked, trust.bundle(), List.of(DOOR)))) {
      List<HostPort> door = List.of(new HostPort("127.0.0.1", server.port()));
      Invitation invitation =
          Invitation.parse("mail: " + center.invite("", Duration.ofDays(1), door).text() + "\n");
      EnrolAnswer answer =
          EnrolClient.ask(invitation, request(invitation.token(), account()), clock);
      assertThat(answer.state()).isEqualTo(EnrolAnswer.State.WELCOME);
      assertThat(answer.join()).containsExactly(DOOR);
      Invitation toAnother =
          new Invitation("x", door, "0".repeat(64), invitation.token(), invitation.expires());
      assertThatThrownBy(
              () -> EnrolClient.ask(toAnother, request(invitation.token(), account()), clock))
          .isInstanceOf(HozonException.class)
          .hasMessageContaining("is not the center that gave this invitation");
    }
  }

  @Test
  void whatIsNoInvitationIsSaid() {
    String text = invitation().text();
    assertThat(Invitation.parse(text)).isNotNull();
    for (String wrong : List.of("", "hozon-invite:", text.substring(0, text.length() / 2))) {
      assertThatThrownBy(() -> Invitation.parse(wrong)).hasMessageContaining("whole invitation");
    }
  }

  private static final class MovingClock extends Clock {
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
