package io.github.sqsconnect.quickstart;

import java.util.List;

/** One record for Kafka, and the marks by which its messages are known again in the queue. */
record Sample(Shape shape, String key, String value, List<String> marks) {
  /** The shapes a record's value may have. */
  enum Shape {
    BATCH("event batches"),
    EVENT("single events"),
    ARRAY("arrays of batches"),
    RECORD("plain records");

    private final String plural;

    Shape(String plural) {
      this.plural = plural;
    }

    String plural() {
      return plural;
    }
  }
}
