package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509ExtendedKeyManager;
import org.hozon.model.Revocation;
import org.hozon.model.TrustBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  private Authority authority;
  private AccountKeys account;
  private NodeKeys node;

  @BeforeEach
  void makeAMesh() {
    authority = Authority.create(folder.resolve("center"), "trial", NOW);
    account = newAccount();
    node = NodeKeys.loadOrCreate(folder.resolve("node"));
  }

  private static AccountKeys newAccount() {
    return AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  }

  private X509Certificate machine(AccountKeys of) {
    return Certificates.machine(node, P256.random().getPublic(), of, NOW);
  }

  private byte[] certified(AccountKeys of) throws Exception {
    return authority.certify(Certificates.der(Certificates.account(of, NOW)), NOW);
  }

  private MeshTrust closedMesh(byte[]... accounts) {
    MeshTrust trust = MeshTrust.open(folder.resolve("home"), CLOCK);
    trust.adopt(authority.certificate());
    trust.learn(new TrustBundle(new byte[0], List.of(accounts), List.of()));
    return trust;
  }

  private static X509Certificate[] chain(X509Certificate... certificates) {
    return certificates;
  }

  @Test
  void anOpenMeshTakesWhoeverProvesTheirIds() throws Exception {
    MeshTrust trust = MeshTrust.open(folder.resolve("home"), CLOCK);
    assertThat(trust.check(chain(machine(account), Certificates.account(account, NOW))))
        .isEqualTo(new Passport(node.node(), account.account()));
  }

  @Test
  void aClosedMeshTakesTheAccountsThatItsCenterCertified() throws Exception {
    X509Certificate issued = Certificates.read(certified(account));
    assertThat(closedMesh().check(chain(machine(account), issued)))
        .isEqualTo(new Passport(node.node(), account.account()));
  }

  @Test
  void aClosedMeshTakesNoOtherAccount() {
    MeshTrust trust = closedMesh();
    assertThatThrownBy(
            () -> trust.check(chain(machine(account), Certificates.account(account, NOW))))
        .isInstanceOf(CertificateRefusal.class)
        .hasMessageContaining("was not certified by this mesh's center");
  }

  @Test
  void aClosedMeshTakesANewMachineOfAKnownAccount() throws Exception {
    MeshTrust trust = closedMesh(certified(account));
    assertThat(trust.check(chain(machine(account), Certificates.account(account, NOW))).account())
        .isEqualTo(account.account());
  }

  @Test
  void aMachineIsOnlyWhatItsOwnKeySigned() {
    AccountKeys other = newAccount();
    Binding stolen =
        Binding.of(machine(other)).orElseThrow(); // bound to the other account and another key
    assertThat(stolen.bindsMachine(account.account(), P256.random().getPublic().getEncoded()))
        .isFalse();
    MeshTrust trust = MeshTrust.open(folder.resolve("home"), CLOCK);
    assertThatThrownBy(() -> trust.check(chain(machine(other), Certificates.account(account, NOW))))
        .isInstanceOf(CertificateRefusal.class)
        .hasMessageContaining("was not signed by its account");
  }

  @Test
  void anAccountIsOnlyWhatItsOwnKeySigned() throws Exception {
    KeyPair thief = P256.random();
    Binding binding = Binding.of(Certificates.account(account, NOW)).orElseThrow();
    assertThat(binding.bindsAccount(thief.getPublic().getEncoded())).isFalse();
    assertThat(binding.bindsAccount(account.certificateKey().getPublic().getEncoded())).isTrue();
  }

  @Test
  void aMachineThatItsAccountShutOutIsRefused() throws Exception {
    MeshTrust trust = closedMesh(certified(account));
    X509Certificate[] chain = chain(machine(account), Certificates.read(certified(account)));
    assertThat(trust.check(chain).node()).isEqualTo(node.node());
    trust.learn(told(MeshTrust.revoke(newAccount(), node.node(), NOW)));
    assertThat(trust.check(chain).node()).as("others shut nobody out").isEqualTo(node.node());
    trust.learn(told(MeshTrust.revoke(account, node.node(), NOW)));
    assertThatThrownBy(() -> trust.check(chain)).hasMessageContaining("has shut the machine");
    assertThatThrownBy(() -> MeshTrust.open(folder.resolve("home"), CLOCK).check(chain))
        .as("after a restart")
        .hasMessageContaining("has shut the machine");
  }

  @Test
  void anAccountThatTheCenterShutOutIsRefused() throws Exception {
    MeshTrust trust = closedMesh(certified(account));
    X509Certificate[] chain = chain(machine(account), Certificates.read(certified(account)));
    Authority other = Authority.create(folder.resolve("other"), "other", NOW);
    trust.learn(told(other.revoke(account.account(), NOW)));
    assertThat(trust.check(chain).account()).isEqualTo(account.account());
    trust.learn(told(authority.revoke(account.account(), NOW)));
    assertThatThrownBy(() -> trust.check(chain)).hasMessageContaining("has shut the account");
  }

  @Test
  void aMachinesCertificateExpires() {
    Instant later = NOW.plus(Certificates.MACHINE_LIFE).plus(Duration.ofMinutes(1));
    assertThatThrownBy(
            () ->
                ChainRules.check(
                    List.of(machine(account), Certificates.account(account, NOW)),
                    new TrustView(null, Map.of(), Map.of(), Map.of()),
                    later))
        .hasMessageContaining("has expired on");
  }

  /** A home that was off for years knows that it was certified, and comes back by a later one. */
  @Test
  void whatHasExpiredIsRememberedAndALaterCertificateForTheSameKeyCounts() throws Exception {
    closedMesh(certified(account));
    Instant later = NOW.plus(Certificates.ACCOUNT_LIFE).plus(Duration.ofDays(1));
    Clock then = Clock.fixed(later, ZoneOffset.UTC);
    MeshTrust home = MeshTrust.open(folder.resolve("home"), then);
    assertThat(home.validUntil(account.account()).orElseThrow()).isBefore(later);
    MachineTls back = new MachineTls(node, account, home);
    X509Certificate[] shown =
        ((X509ExtendedKeyManager) back.keyManager()).getCertificateChain("hozon");
    MeshTrust member = MeshTrust.open(folder.resolve("member"), then);
    member.adopt(authority.certificate());
    assertThatThrownBy(() -> member.check(shown)).hasMessageContaining("was not certified");
    byte[] renewed =
        authority.certify(Certificates.der(Certificates.account(account, later)), later);
    member.learn(new TrustBundle(new byte[0], List.of(renewed), List.of()));
    assertThat(member.check(shown).account()).isEqualTo(account.account());
    home.learn(member.bundle());
    assertThat(home.validUntil(account.account()).orElseThrow()).isAfter(later);
  }

  @Test
  void theSameWordsGiveTheSameCertificateKey() {
    RecoveryPhrase phrase = RecoveryPhrase.generate(new SecureRandom());
    assertThat(AccountKeys.derive(phrase).certificateKey().getPublic())
        .isEqualTo(AccountKeys.derive(phrase).certificateKey().getPublic());
  }

  @Test
  void theAuthorityIsReadBack() {
    assertThat(Authority.load(folder.resolve("center")).orElseThrow().certificate())
        .isEqualTo(authority.certificate());
    assertThat(authority.mesh()).isEqualTo("trial");
  }

  @Test
  void oneMeshIsNotLeftForAnother() {
    MeshTrust trust = closedMesh();
    byte[] other = Authority.create(folder.resolve("other"), "other", NOW).certificate();
    assertThatThrownBy(() -> trust.adopt(other)).hasMessageContaining("belongs to the mesh trial");
  }

  private static TrustBundle told(Revocation revocation) {
    return new TrustBundle(new byte[0], List.of(), List.of(revocation));
  }
}
