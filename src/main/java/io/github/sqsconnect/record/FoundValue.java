package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonDocument;

/**
 * Where a path led.
 *
 * @param root what the document is of: empty for the record's value, else the key or a header
 */
public record FoundValue(JsonDocument document, int node, String root) {
  /** The place in words, for a reason that people read. */
  public String place() {
    if (root.isEmpty()) {
      return document.location(node);
    }
    return node == document.root() ? root : root + " at " + document.location(node);
  }
}
