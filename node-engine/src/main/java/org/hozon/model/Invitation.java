package org.hozon.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lets one new account into a closed mesh, once.
 *
 * @param mesh what the mesh is called
 * @param addresses where its center takes newcomers
 * @param fingerprint SHA-256 of the authority's certificate in hex: by it the center is recognised
 * @param token the secret that is given back to the center
 * @param expires after this it is void
 */
public record Invitation(
    String mesh, List<HostPort> addresses, String fingerprint, String token, Instant expires) {
  /** Longest text or file that is looked at. */
  public static final int MOST_CHARACTERS = 16 << 10;

  private static final String SCHEME = "hozon-invite:";
  private static final Pattern TEXT = Pattern.compile(SCHEME + "([A-Za-z0-9_-]+)");

  public Invitation {
    addresses = List.copyOf(addresses);
  }

  /** One line to send to a person; {@link #parse} reads it. */
  public String text() {
    return SCHEME
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads an invitation out of a text, such as a mail or a file, in which it stands.
   *
   * @throws HozonException of kind USAGE when there is none in it
   */
  public static Invitation parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (text.length() <= MOST_CHARACTERS && found.find()) {
      try {
        byte[] json = Base64.getUrlDecoder().decode(found.group(1));
        Invitation read =
            Json.readWhole(new String(json, StandardCharsets.UTF_8), Invitation.class);
        if (read.fingerprint().matches("[0-9a-f]{64}") && !read.addresses().isEmpty()) {
          return read;
        }
      } catch (IllegalArgumentException | HozonException damaged) {
        throw none(damaged);
      }
    }
    throw none(null);
  }

  private static HozonException none(Exception cause) {
    return new HozonException(
        HozonException.Kind.USAGE,
        "This is not a whole invitation; copy the line that begins with '"
            + SCHEME
            + "' once more, or ask for a new one.",
        cause);
  }

  /** The token is nobody else's business. */
  @Override
  public String toString() {
    return "invitation to " + mesh + " until " + expires;
  }
}
