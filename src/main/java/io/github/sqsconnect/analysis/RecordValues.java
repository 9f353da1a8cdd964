package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.ConnectJson;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What the value of a record contains, so that members which the connector added can be recognised:
 * a member of a message is from the record if the record has a member of that name and value
 * anywhere.
 */
public final class RecordValues {
  /** Shorter values occur by coincidence, such as 1, true and an empty text. */
  private static final int LEAST_CHARACTERS = 5;

  /** Those of no record. */
  public static final RecordValues NONE = new RecordValues();

  private final Set<String> names = new HashSet<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> values = new HashSet<>();

  private RecordValues() {}

  /** The content of a record; nothing if its value is not JSON. */
  public static RecordValues of(SinkRecord record) {
    RecordValues content = new RecordValues();
    Object value = record.value();
    JsonDocument json = new JsonDocument();
    try {
      if (value instanceof String text) {
        new JsonReader(json).read(text);
      } else if (value instanceof byte[] bytes) {
        new JsonReader(json).read(bytes);
      } else {
        new ConnectJson(json).read(record.valueSchema(), value);
      }
      content.add(json, json.root());
    } catch (RejectedRecordException notJson) {
      return NONE;
    }
    return content;
  }

  private void add(JsonDocument json, int node) {
    if (json.is(node, JsonDocument.OBJECT)) {
      for (int name = json.firstName(node);
          name != JsonDocument.NONE;
          name = json.nextName(node, name)) {
        int value = json.value(name);
        names.add(json.string(name));
        members.add(member(json.string(name), text(json, value)));
        add(json, value);
      }
    } else if (json.is(node, JsonDocument.ARRAY)) {
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        add(json, element);
      }
    } else {
      values.add(text(json, node));
    }
  }

  /** Whether the record has a member of that name, with any value. */
  boolean hasName(String name) {
    return names.contains(name);
  }

  /** Whether the record has a member of that name with that value. */
  boolean hasMember(String name, String value) {
    return members.contains(member(name, value));
  }

  /** Whether the record has the member that a flattened name, such as user.plan, ends with. */
  boolean hasFlattened(String name, String value) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && hasMember(name.substring(dot + 1), value);
  }

  /** Whether the record has that value, which is long enough to be no coincidence. */
  boolean hasValue(String value) {
    return value.length() >= LEAST_CHARACTERS && values.contains(value);
  }

  /** A scalar without quotes, so that a number equals its text. Objects and arrays: nothing. */
  public static String text(JsonDocument json, int node) {
    return switch (json.kind(node)) {
      case JsonDocument.OBJECT, JsonDocument.ARRAY -> "";
      case JsonDocument.STRING -> json.string(node);
      default -> json.literal(node);
    };
  }

  private static String member(String name, String value) {
    return name + '\0' + value;
  }
}
