package org.hozon.app.trial;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.hozon.model.Json;

/** What a command answered. */
record Answer(int exit, String out, String err) {
  /** Standard output as the one JSON document it must be. */
  JsonNode json() {
    try {
      return Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(out);
    } catch (IOException notJson) {
      throw new UncheckedIOException(this + " is not one JSON document", notJson);
    }
  }

  /** The document of a command that must have succeeded. */
  JsonNode good() {
    if (exit != 0) {
      throw new AssertionError("the command failed: " + this);
    }
    return json();
  }
}
