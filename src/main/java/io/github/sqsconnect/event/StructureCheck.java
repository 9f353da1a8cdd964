package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.List;

/** Checks that the members whose JSON type the format fixes have that type. Null is absent. */
final class StructureCheck {
  private static final NameTable BATCH_OBJECTS =
      new NameTable(
          List.of(
              "device_info",
              "application_info",
              "user_attributes",
              "integration_attributes",
              "partner_identities",
              "consent_state",
              "context",
              "source_info"));
  private static final NameTable BATCH_ARRAYS =
      new NameTable(List.of("deleted_user_attributes", "system_notifications"));
  private static final NameTable DATA_OBJECTS =
      new NameTable(
          List.of("custom_attributes", "custom_flags", "location", "device_current_state"));
  private static final Name USER_IDENTITIES = Name.of("user_identities");
  private static final Name EVENTS = Name.of("events");
  static final Name EVENT_TYPE = Name.of("event_type");
  static final Name DATA = Name.of("data");

  private final JsonDocument document;

  StructureCheck(JsonDocument document) {
    this.document = document;
  }

  /**
   * Checks a batch and its events.
   *
   * @throws RejectedRecordException on the first violation
   */
  void batch(int batch) {
    for (int name = document.firstName(batch);
        name != JsonDocument.NONE;
        name = document.nextName(batch, name)) {
      int value = document.value(name);
      int kind = document.kind(value);
      if (kind == JsonDocument.NULL) {
        continue;
      }
      if (document.isNamed(name, EVENTS)) {
        events(value);
      } else if (BATCH_OBJECTS.indexOfName(document, name) != NameTable.UNKNOWN) {
        require(kind == JsonDocument.OBJECT, value, "an object");
      } else if (BATCH_ARRAYS.indexOfName(document, name) != NameTable.UNKNOWN) {
        require(kind == JsonDocument.ARRAY, value, "an array");
      } else if (document.isNamed(name, USER_IDENTITIES)) {
        require(
            kind == JsonDocument.ARRAY || kind == JsonDocument.OBJECT,
            value,
            "an object or an array");
      }
    }
  }

  private void events(int events) {
    require(document.is(events, JsonDocument.ARRAY), events, "an array");
    for (int event = document.firstElement(events);
        event != JsonDocument.NONE;
        event = document.nextElement(events, event)) {
      event(event);
    }
  }

  /**
   * Checks one event.
   *
   * @throws RejectedRecordException on the first violation
   */
  void event(int event) {
    require(document.is(event, JsonDocument.OBJECT), event, "an object with event_type and data");
    int type = document.member(event, EVENT_TYPE);
    require(type != JsonDocument.NONE, event, "an object with a string event_type");
    require(document.is(type, JsonDocument.STRING), type, "a string");
    int data = document.member(event, DATA);
    require(data != JsonDocument.NONE, event, "an object with an object data");
    require(document.is(data, JsonDocument.OBJECT), data, "an object");
    for (int name = document.firstName(data);
        name != JsonDocument.NONE;
        name = document.nextName(data, name)) {
      int value = document.value(name);
      if (!document.is(value, JsonDocument.NULL)
          && DATA_OBJECTS.indexOfName(document, name) != NameTable.UNKNOWN) {
        require(document.is(value, JsonDocument.OBJECT), value, "an object");
      }
    }
  }

  private void require(boolean fine, int node, String allowed) {
    if (!fine) {
      throw new RejectedRecordException(
          "invalid event batch at "
              + document.location(node)
              + ": found "
              + document.describe(node)
              + ". Allowed: "
              + allowed);
    }
  }
}
