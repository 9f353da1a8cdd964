package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonDocument;

/**
 * A value that a path led to.
 *
 * @param root empty in the record's value, otherwise "the key" or "the header NAME"
 */
public record FoundValue(JsonDocument document, int node, String root) {
  /** The place, for people. */
  public String place() {
    if (root.isEmpty()) {
      return document.location(node);
    }
    return node == document.root() ? root : root + " at " + document.location(node);
  }
}
