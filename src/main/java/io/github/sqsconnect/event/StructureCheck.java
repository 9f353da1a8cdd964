package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import java.util.List;

/** Checks that members have the JSON type that the format requires. Null counts as absent. */
final class StructureCheck {
  private static final NameTable DATA_OBJECTS =
      new NameTable(
          List.of("custom_attributes", "custom_flags", "location", "device_current_state"));
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
      BatchMember member = BatchMember.find(document, name);
      if (member == null || document.is(value, JsonDocument.NULL)) {
        continue;
      }
      require(member.allows(document.kind(value)), value, member.allowed());
      if (member == BatchMember.EVENTS) {
        events(value);
      }
    }
  }

  private void events(int events) {
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
              + allowed,
          RejectionKind.OTHER_FORMAT);
    }
  }
}
