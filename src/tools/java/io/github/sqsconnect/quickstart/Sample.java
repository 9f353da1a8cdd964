package io.github.sqsconnect.quickstart;

import java.util.List;

/** A record for Kafka, and the marks that identify its events in the queue. */
record Sample(Shape shape, String key, String value, List<String> marks) {
  /** The shapes of a record's value. */
  enum Shape {
    ORDER("orders"),
    BATCH("event batches"),
    EVENT("single events"),
    ARRAY("arrays of batches");

    final String plural;

    Shape(String plural) {
      this.plural = plural;
    }
  }
}
