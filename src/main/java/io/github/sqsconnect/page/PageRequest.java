package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.sqsconnect.analysis.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the browser sent to the API: a JSON object, or nothing.
 *
 * @param members of the object: nested objects are maps, arrays are lists, all other values are
 *     text as it is in the JSON, or null
 */
public record PageRequest(Map<String, @Nullable Object> members) {
  private static final JsonFactory JSON = new JsonFactory();

  /** A request without content. */
  static final PageRequest EMPTY = new PageRequest(Map.of());

  /**
   * Reads the content of a request.
   *
   * @throws InputException if it is not one JSON object
   */
  static PageRequest of(byte[] content) {
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> members = object(json);
        if (json.nextToken() == null) {
          return new PageRequest(members);
        }
      }
    } catch (IOException e) {
      // reported below, without the content
    }
    throw new InputException("the request is not a JSON object");
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static List<@Nullable Object> array(JsonParser json) throws IOException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  /** A member that is an object, as a request of its own; empty if there is none. */
  public PageRequest object(String name) {
    return members.get(name) instanceof Map<?, ?> found ? copy(found) : EMPTY;
  }

  /** The elements of a member that are objects. */
  public List<PageRequest> objects(String name) {
    List<PageRequest> objects = new ArrayList<>();
    if (members.get(name) instanceof List<?> elements) {
      elements.forEach(
          element -> {
            if (element instanceof Map<?, ?> found) {
              objects.add(copy(found));
            }
          });
    }
    return objects;
  }

  private static PageRequest copy(Map<?, ?> found) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    found.forEach((key, value) -> object.put(String.valueOf(key), value));
    return new PageRequest(object);
  }

  /** A member that is text, a number or a boolean; null if there is none. */
  public @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /** The members that are text, numbers, booleans or null: the settings of a connector. */
  public Map<String, @Nullable String> settings() {
    Map<String, @Nullable String> settings = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          if (value == null || value instanceof String) {
            settings.put(key, (String) value);
          }
        });
    return settings;
  }
}
