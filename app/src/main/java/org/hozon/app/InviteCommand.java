package org.hozon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.node.HozonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hozon invite}: lets one new account into the mesh whose center this node is. */
@Command(
    name = "invite",
    description = {
      "Makes an invitation into the mesh whose center this node is.",
      "It lets in one account, once: send it to that person alone."
    })
final class InviteCommand extends ClientCommand {
  @Option(names = "--for", paramLabel = "NAME", description = "whom it is for")
  String name = "";

  @Option(names = "--out", paramLabel = "FILE", description = "write it to a file as well")
  Path out;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "how long it is good (default: ${DEFAULT-VALUE})")
  int days = 7;

  InviteCommand(Context context) {
    super(context);
  }

  @Override
  int run(HozonNode node) {
    if (days < 1 || days > 365) {
      throw new HozonException(
          HozonException.Kind.USAGE, "An invitation is good for 1 to 365 days, not " + days + ".");
    }
    Invitation invitation = node.invite(name, Duration.ofDays(days));
    if (out != null) {
      write(invitation.text() + "\n");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("mesh", invitation.mesh());
    document.put("addresses", invitation.addresses());
    document.put("fingerprint", invitation.fingerprint());
    document.put("expires", invitation.expires());
    document.put("invitation", invitation.text());
    context.print(document, invitation::text);
    if (!context.json()) {
      context.tell(
          "Good until "
              + invitation.expires()
              + " for one account: hozon node --invite "
              + (out == null ? "'hozon-invite:…'" : out));
    }
    return OK;
  }

  private void write(String text) {
    try {
      Files.writeString(out, text);
    } catch (IOException refused) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The invitation could not be written to '" + out + "'; give another --out.",
          refused);
    }
  }
}
