package org.hozon.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.hozon.app.hostile.HostileMember;
import org.hozon.model.Json;

/** A hostile member in a process of its own, which does what it is told. */
final class HostileProcess {
  private final Writer orders;
  private final BufferedReader answers;
  private final String node;

  private HostileProcess(Process process) {
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
    node = read().asText();
  }

  /** Starts it; returns when it is a member. */
  static HostileProcess start(TrialMesh mesh, String name, String invitation) {
    return new HostileProcess(
        mesh.startProgram(HostileMember.class.getName(), mesh.home(name).toString(), invitation));
  }

  String node() {
    return node;
  }

  /** Tells it to do something and waits until it is done. */
  JsonNode does(String... words) {
    try {
      orders.write(String.join(" ", words) + "\n");
      orders.flush();
      return read();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private JsonNode read() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the hostile member has ended; see its standard error");
      }
      return Json.MAPPER.readTree(line);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
