package org.hozon.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;

/** What people type and paste: sizes, times, hours, numbers of versions, addresses, invitations. */
public final class TextFuzz implements FuzzTarget {
  private static final int KINDS = 6;

  @Override
  public boolean read(byte[] input) {
    String text = FuzzedInput.text(input);
    try {
      switch (FuzzedInput.choice(input, KINDS)) {
        case 0 -> require(Sizes.parse(text) >= 0);
        case 1 -> {
          Duration time = Durations.parse(text);
          require(Durations.parse(Durations.format(time)).equals(time));
        }
        case 2 -> {
          Hours hours = Hours.parse(text);
          require(Hours.parse(hours.toString()).from().equals(hours.from()) || isWhole(hours));
        }
        case 3 -> require(Retention.parse(text).equals(Retention.parse(text.strip())));
        case 4 -> {
          HostPort address = HostPort.parse(text);
          require(HostPort.parse(address.toString()).port() == address.port());
        }
        default -> {
          Invitation invitation = Invitation.parse(text);
          require(Invitation.parse(invitation.text()).equals(invitation));
        }
      }
      return true;
    } catch (IllegalArgumentException | HozonException refused) {
      return false;
    }
  }

  private static boolean isWhole(Hours hours) {
    return hours.from().equals(hours.until());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("what was read is not what is written back");
    }
  }

  @Override
  public List<byte[]> seeds() {
    Invitation invitation =
        new Invitation(
            "trial",
            List.of(new HostPort("127.0.0.1", 4712), new HostPort("::1", 4712)),
            "ab".repeat(32),
            "dG9rZW4",
            Instant.parse("2026-11-25T12:00:00Z"));
    return List.of(
        FuzzedInput.of(0, "1.5 GiB"),
        FuzzedInput.of(0, "200GB"),
        FuzzedInput.of(1, "1h 30min 2.5s 20ms"),
        FuzzedInput.of(2, "22:00-06:00"),
        FuzzedInput.of(3, "10,48,7,4,24,3"),
        FuzzedInput.of(4, "[::1]:4747"),
        FuzzedInput.of(4, "example.org:4747"),
        FuzzedInput.of(5, "Dear friend,\n" + invitation.text() + "\n"));
  }
}
