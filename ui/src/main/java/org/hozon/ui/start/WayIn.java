package org.hozon.ui.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.ui.live.NodeGate;

/** Reads how to get into a mesh: the address of a node, or an invitation. */
final class WayIn {
  private WayIn() {}

  /**
   * Reads what was typed or pasted.
   *
   * @throws IllegalArgumentException when it is neither
   * @throws HozonException of kind USAGE when it is an invitation that is not whole
   */
  static NodeGate.Opening parse(String typed) {
    String text = typed == null ? "" : typed.strip();
    return text.contains("hozon-invite:")
        ? NodeGate.Opening.by(Invitation.parse(text))
        : new NodeGate.Opening(List.of(HostPort.parse(text)), false, false);
  }

  /**
   * Reads the invitation in a file, as one line.
   *
   * @throws HozonException of kind USAGE when there is none in it, FAILED when it cannot be read
   */
  static String fromFile(Path file) {
    try {
      boolean small = Files.isRegularFile(file) && Files.size(file) <= Invitation.MOST_CHARACTERS;
      return Invitation.parse(small ? Files.readString(file) : "").text();
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          file.getFileName() + " cannot be read; nothing was changed.",
          unreadable);
    }
  }
}
