package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The place of a value in JSON text.
 *
 * @param from index of its first byte
 * @param to index after its last byte
 */
public record JsonPlace(int from, int to) {
  /**
   * Finds the value that a JSON pointer names, as the connector writes pointers in reasons; empty
   * if there is none, or if the connector rewrote it while reading.
   */
  public static Optional<JsonPlace> find(byte[] text, String pointer) {
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(text);
    } catch (RejectedRecordException notJson) {
      return Optional.empty();
    }
    return find(json, json.root(), "", pointer)
        .filter(node -> json.text(node) == text)
        .map(node -> new JsonPlace(json.start(node), json.end(node)));
  }

  /** The places of all scalars of a text, by pointer; nothing if it is not JSON. */
  public static Map<String, JsonPlace> scalars(byte[] text) {
    Map<String, JsonPlace> places = new HashMap<>();
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(text);
    } catch (RejectedRecordException notJson) {
      return Map.of();
    }
    addScalars(json, json.root(), "", text, places);
    return places;
  }

  private static void addScalars(
      JsonDocument json, int node, String pointer, byte[] text, Map<String, JsonPlace> places) {
    if (json.is(node, JsonDocument.OBJECT)) {
      for (int name = json.firstName(node);
          name != JsonDocument.NONE;
          name = json.nextName(node, name)) {
        addScalars(json, json.value(name), child(pointer, json.string(name)), text, places);
      }
    } else if (json.is(node, JsonDocument.ARRAY)) {
      int index = 0;
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        addScalars(json, element, pointer + '/' + index++, text, places);
      }
    } else if (json.text(node) == text) {
      places.put(pointer, new JsonPlace(json.start(node), json.end(node)));
    }
  }

  /** The pointer of a member. */
  static String child(String pointer, String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Finds a node below another one.
   *
   * @param location of the node at which the search begins
   */
  private static Optional<Integer> find(
      JsonDocument json, int node, String location, String pointer) {
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
        StringBuilder own = new StringBuilder(location);
        JsonDocument.appendSegment(own, json.string(name));
        Optional<Integer> found = find(json, json.value(name), own.toString(), pointer);
        if (found.isPresent()) {
          return found;
        }
      }
    } else if (json.is(node, JsonDocument.ARRAY)) {
      int index = 0;
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        Optional<Integer> found = find(json, element, location + '/' + index++, pointer);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
