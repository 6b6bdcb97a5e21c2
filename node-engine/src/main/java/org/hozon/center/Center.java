package org.hozon.center;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hozon.crypto.Authority;
import org.hozon.crypto.CertificateRefusal;
import org.hozon.crypto.MeshTrust;
import org.hozon.model.AccountId;
import org.hozon.model.CenterMember;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.Hex;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.Json;
import org.hozon.model.TrustBundle;
import org.hozon.rules.CertificateStanding;
import org.hozon.store.NodeState;

/**
 * Invites accounts into the mesh, approves them where the mesh asks for it, and has the authority
 * certify them. Thread-safe.
 */
public final class Center {
  private static final String BOOK = "center.book";
  private static final int TOKEN_BYTES = 24;

  private final Authority authority;
  private final NodeState state;
  private final Clock clock;
  private final Consumer<TrustBundle> certified;
  private CenterBook book;

  /**
   * The center of a mesh.
   *
   * @param state keeps its book
   * @param certified takes certificates just made and accounts just shut out
   */
  public Center(
      Authority authority, NodeState state, Clock clock, Consumer<TrustBundle> certified) {
    this.authority = authority;
    this.state = state;
    this.clock = clock;
    this.certified = certified;
    this.book =
        state
            .get(BOOK)
            .map(json -> Json.read(json, CenterBook.class))
            .orElseGet(() -> new CenterBook(false, List.of(), List.of()));
  }

  /**
   * Begins the book of a new mesh with the account that makes it.
   *
   * @param approval true when each newcomer waits until it is approved
   */
  public synchronized void begin(boolean approval, byte[] request, String name) {
    write(new CenterBook(approval, List.of(), List.of()));
    try {
      AccountId founder = Authority.requester(request, clock.instant());
      admit(founder, request, name);
    } catch (CertificateRefusal ownRequest) {
      throw new IllegalStateException("the account's own request was refused", ownRequest);
    }
  }

  /** Makes an invitation for one account. */
  public synchronized Invitation invite(String name, Duration valid, List<HostPort> addresses) {
    byte[] secret = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(secret);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Instant now = clock.instant();
    Instant expires = now.plus(valid);
    write(book.with(new CenterBook.Given(hash(token), name, expires, null), now));
    return new Invitation(
        authority.mesh(),
        addresses,
        MeshTrust.fingerprint(authority.certificate()),
        token,
        expires);
  }

  /** Decides about a newcomer. */
  public synchronized EnrolAnswer enrol(
      EnrolRequest asked, TrustBundle known, List<HostPort> join) {
    Instant now = clock.instant();
    AccountId account;
    try {
      account = Authority.requester(asked.certificate(), now);
    } catch (CertificateRefusal refusal) {
      return refused("The request was refused: " + refusal.getMessage() + ".");
    }
    Optional<CenterBook.Entry> before = book.entry(account);
    if (before.isPresent()) {
      return standing(before.get().member(), known, join);
    }
    Optional<CenterBook.Given> given = given(asked.token());
    if (given.isEmpty() || given.get().usedBy() != null) {
      return refused("This invitation is not known here or was used already; ask for a new one.");
    }
    if (given.get().expires().isBefore(now)) {
      return refused(
          "This invitation was valid until " + given.get().expires() + "; ask for a new one.");
    }
    String name = given.get().name().isEmpty() ? shortened(asked.name()) : given.get().name();
    write(book.used(given.get(), account));
    if (book.approval()) {
      enter(account, asked.certificate(), name, CenterMember.State.WAITING);
      return waiting();
    }
    try {
      TrustBundle made = admit(account, asked.certificate(), name);
      return welcome(known, made, join);
    } catch (CertificateRefusal refusal) {
      return refused("The request was refused: " + refusal.getMessage() + ".");
    }
  }

  private EnrolAnswer standing(CenterMember member, TrustBundle known, List<HostPort> join) {
    return switch (member.state()) {
      case MEMBER -> welcome(known, TrustBundle.EMPTY, join);
      case WAITING -> waiting();
      case REJECTED -> refused("This mesh has turned the account " + member.account() + " down.");
    };
  }

  private EnrolAnswer welcome(TrustBundle known, TrustBundle made, List<HostPort> join) {
    List<byte[]> accounts = new ArrayList<>(known.accounts());
    accounts.addAll(made.accounts());
    return new EnrolAnswer(
        EnrolAnswer.State.WELCOME,
        "",
        new TrustBundle(authority.certificate(), accounts, known.revocations()),
        join);
  }

  private static EnrolAnswer waiting() {
    return EnrolAnswer.no(
        EnrolAnswer.State.WAITING, "This mesh approves each newcomer; it has not done so yet.");
  }

  private static EnrolAnswer refused(String reason) {
    return EnrolAnswer.no(EnrolAnswer.State.REFUSED, reason);
  }

  /** All accounts in the book, newest last. */
  public synchronized List<CenterMember> members() {
    return book.entries().stream()
        .map(CenterBook.Entry::member)
        .sorted(Comparator.comparing(CenterMember::since))
        .toList();
  }

  /**
   * Lets a waiting account in.
   *
   * @throws HozonException of kind USAGE when none of that id waits
   */
  public synchronized CenterMember approve(AccountId account) {
    CenterBook.Entry entry = entry(account);
    if (entry.member().state() == CenterMember.State.REJECTED) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "The account " + account + " was turned down, which is for good; nothing was changed.");
    }
    try {
      admit(account, entry.request(), entry.member().name());
      return entry(account).member();
    } catch (CertificateRefusal refusal) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The account's request is no longer good (" + refusal.getMessage() + "); invite it anew.",
          refusal);
    }
  }

  /**
   * Turns a waiting account down, or shuts a member out; for good.
   *
   * @throws HozonException of kind USAGE when there is none of that id
   */
  public synchronized CenterMember reject(AccountId account) {
    CenterBook.Entry entry = entry(account);
    enter(account, entry.request(), entry.member().name(), CenterMember.State.REJECTED);
    certified.accept(
        new TrustBundle(
            authority.certificate(),
            List.of(),
            List.of(authority.revoke(account, clock.instant()))));
    return entry(account).member();
  }

  /**
   * Makes certificates anew that expire within a year.
   *
   * @param until when the certificate of an account expires, as known now
   */
  public synchronized void renew(java.util.function.Function<AccountId, Optional<Instant>> until) {
    Instant soon = clock.instant().plus(CertificateStanding.RENEWED_BEFORE);
    for (CenterBook.Entry entry : book.entries()) {
      CenterMember member = entry.member();
      boolean due = until.apply(member.account()).map(soon::isAfter).orElse(true);
      if (member.state() == CenterMember.State.MEMBER && due) {
        try {
          certify(entry.request());
        } catch (CertificateRefusal refusal) {
          throw new IllegalStateException(
              "the request of " + member.account() + " is no longer good", refusal);
        }
      }
    }
  }

  private CenterBook.Entry entry(AccountId account) {
    return book.entry(account)
        .orElseThrow(
            () ->
                new HozonException(
                    HozonException.Kind.USAGE,
                    "There is no account "
                        + account
                        + " in the center's book; 'hozon center members' lists them."));
  }

  private TrustBundle admit(AccountId account, byte[] request, String name)
      throws CertificateRefusal {
    TrustBundle made = certify(request);
    enter(account, request, name, CenterMember.State.MEMBER);
    return made;
  }

  private TrustBundle certify(byte[] request) throws CertificateRefusal {
    TrustBundle made =
        new TrustBundle(
            authority.certificate(),
            List.of(authority.certify(request, clock.instant())),
            List.of());
    certified.accept(made);
    return made;
  }

  private void enter(AccountId account, byte[] request, String name, CenterMember.State standing) {
    write(
        book.with(
            new CenterBook.Entry(
                new CenterMember(account, name, standing, clock.instant()), request)));
  }

  private void write(CenterBook changed) {
    state.put(BOOK, Json.write(changed));
    book = changed;
  }

  private Optional<CenterBook.Given> given(String token) {
    byte[] asked = hash(token == null ? "" : token).getBytes(StandardCharsets.US_ASCII);
    Optional<CenterBook.Given> found = Optional.empty();
    for (CenterBook.Given each : book.invitations()) {
      // All are looked at, so that time tells nothing.
      if (MessageDigest.isEqual(each.tokenHash().getBytes(StandardCharsets.US_ASCII), asked)) {
        found = Optional.of(each);
      }
    }
    return found;
  }

  private static String shortened(String name) {
    String said = name == null ? "" : name.strip();
    return said.length() > 80 ? said.substring(0, 80) : said;
  }

  private static String hash(String token) {
    try {
      return Hex.of(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException("this Java lacks SHA-256", everyJdkHasIt);
    }
  }
}
