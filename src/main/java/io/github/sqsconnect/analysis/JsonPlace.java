package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.Optional;

/** Finds the value that a JSON pointer names, as the connector writes pointers in reasons. */
final class JsonPlace {
  private JsonPlace() {}

  /** The index of the first byte of the value; empty if the connector rewrote it while reading. */
  static Optional<Integer> find(byte[] text, String pointer) {
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(text);
    } catch (RejectedRecordException notJson) {
      return Optional.empty();
    }
    return find(json, json.root(), pointer)
        .filter(node -> json.text(node) == text)
        .map(json::start);
  }

  private static Optional<Integer> find(JsonDocument json, int node, String pointer) {
    String location = node == json.root() ? "" : json.location(node);
    if (location.equals(pointer)) {
      return Optional.of(node);
    }
    if (!pointer.startsWith(location + '/')) {
      return Optional.empty();
    }
    if (json.is(node, JsonDocument.OBJECT)) {
      for (int name = json.firstName(node);
          name != JsonDocument.NONE;
          name = json.nextName(node, name)) {
        Optional<Integer> found = find(json, json.value(name), pointer);
        if (found.isPresent()) {
          return found;
        }
      }
    } else if (json.is(node, JsonDocument.ARRAY)) {
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        Optional<Integer> found = find(json, element, pointer);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
