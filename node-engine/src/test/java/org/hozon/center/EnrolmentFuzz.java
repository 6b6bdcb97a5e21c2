package org.hozon.center;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.Authority;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.AccountId;
import org.hozon.model.EnrolAnswer;
import org.hozon.model.EnrolRequest;
import org.hozon.model.HostPort;
import org.hozon.model.Invitation;
import org.hozon.model.Json;
import org.hozon.store.MemoryState;

/** What newcomers send to a center, and what a center answers. */
public final class EnrolmentFuzz implements FuzzTarget {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
  private static final HostPort DOOR = new HostPort("127.0.0.1", 4712);

  private final AccountKeys founder = account();
  private final AccountKeys newcomer = account();
  private final MachineTls tls;
  private final MeshTrust trust;
  private final Center center;
  private final Invitation invitation;

  /** A mesh of its founder alone, and an invitation into it. */
  public EnrolmentFuzz() throws IOException {
    Path folder = Files.createTempDirectory("hozon-fuzz");
    folder.toFile().deleteOnExit();
    Authority authority = Authority.create(folder, "trial", CLOCK.instant());
    trust = MeshTrust.open(folder, CLOCK);
    trust.adopt(authority.certificate());
    NodeKeys node = NodeKeys.loadOrCreate(folder);
    center = new Center(authority, new MemoryState(), CLOCK, trust::learn);
    center.begin(false, new MachineTls(node, founder, trust).request(), "founder");
    tls = new MachineTls(node, newcomer, trust);
    invitation = center.invite("", Duration.ofDays(1), List.of(DOOR));
  }

  private static AccountKeys account() {
    return AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  }

  @Override
  public boolean read(byte[] input) {
    try {
      if (FuzzedInput.choice(input, 2) == 0) {
        EnrolRequest asked = Json.MAPPER.readValue(FuzzedInput.rest(input), EnrolRequest.class);
        return asked != null && welcome(asked);
      }
      EnrolAnswer answer = Json.MAPPER.readValue(FuzzedInput.rest(input), EnrolAnswer.class);
      AccountId account = founder.account();
      return answer != null
          && answer.state() == EnrolAnswer.State.WELCOME
          && MeshTrust.certifies(answer.trust(), account);
    } catch (IOException refused) {
      return false;
    }
  }

  private boolean welcome(EnrolRequest asked) {
    EnrolAnswer answer = center.enrol(asked, trust.bundle(), List.of(DOOR));
    if (answer.state() != EnrolAnswer.State.WELCOME && answer.reason().isBlank()) {
      throw new IllegalStateException("refused without a reason");
    }
    return answer.state() == EnrolAnswer.State.WELCOME;
  }

  @Override
  public List<byte[]> seeds() {
    EnrolRequest request = new EnrolRequest(invitation.token(), tls.request(), "newcomer");
    EnrolAnswer answer = center.enrol(request, trust.bundle(), List.of(DOOR));
    return List.of(FuzzedInput.of(0, Json.write(request)), FuzzedInput.of(1, Json.write(answer)));
  }
}
