package org.hozon.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The one way records are written as JSON: times as ISO-8601, unknown fields ignored. */
public final class Json {
  /** Shared, thread-safe; do not reconfigure. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /** Writes a record as one line of JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException programmingError) {
      throw new IllegalStateException(
          "cannot write as JSON: " + value.getClass(), programmingError);
    }
  }

  /**
   * Reads a record from JSON.
   *
   * @throws HozonException of kind DAMAGED when the text is not such a record
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) {
        throw refused(type, null);
      }
      return value;
    } catch (JsonProcessingException notSuch) {
      throw refused(type, notSuch);
    }
  }

  /**
   * Reads a record that anybody may have written: all its fields are there.
   *
   * @throws HozonException of kind DAMAGED when the text is not such a record
   * @see Whole
   */
  public static <T> T readWhole(String text, Class<T> type) {
    try {
      return Whole.require(read(text, type));
    } catch (IllegalArgumentException missing) {
      throw refused(type, missing);
    }
  }

  private static HozonException refused(Class<?> type, Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "What was received is not a valid " + type.getSimpleName() + ", so it was refused.",
        cause);
  }
}
