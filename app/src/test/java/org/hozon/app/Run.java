package org.hozon.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.hozon.app.door.NodeDoor;
import org.hozon.model.Json;

/** One command line run in this process, and what it left. */
record Run(int exit, String out, String err) {
  static Run of(NodeDoor door, String... arguments) {
    return of(door, "", false, Map.of("HOME", "/home/me"), arguments);
  }

  static Run of(
      NodeDoor door,
      String input,
      boolean live,
      Map<String, String> environment,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            live,
            environment);
    int exit = Commands.run(arguments, terminal, door);
    return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Standard output as the one JSON document it must be. */
  JsonNode json() {
    try {
      return Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(out);
    } catch (IOException notJson) {
      throw new UncheckedIOException("not one JSON document: " + out, notJson);
    }
  }
}
