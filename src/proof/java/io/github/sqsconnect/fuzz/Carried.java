package io.github.sqsconnect.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON text as Connect's JSON converter reads it without a schema. */
final class Carried {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private Carried() {}

  /** Maps and lists; the text itself if it contains numbers that no converter reads. */
  static Object map(String text) {
    try {
      return JACKSON.readValue(text, Object.class);
    } catch (JsonProcessingException notSoLong) {
      return text;
    }
  }
}
