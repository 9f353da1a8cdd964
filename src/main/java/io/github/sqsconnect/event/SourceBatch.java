package io.github.sqsconnect.event;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.record.RecordPosition;
import java.util.Arrays;

/** The batch to write: its members in a document, and the position of its record. */
final class SourceBatch {
  private final int[] members = new int[BatchMember.values().length];
  private final IntList otherNames = new IntList();
  private JsonDocument document = new JsonDocument();
  private RecordPosition position = new RecordPosition("", 0, 0, null);
  private int batchIndex;
  private int loneEvent;
  private int source;

  /**
   * Starts with a new batch, and finds its members.
   *
   * @param batch the object that is the batch, or {@link JsonDocument#NONE} for a single event
   * @param event the single event, or {@link JsonDocument#NONE}
   * @param object the object in the record's value that the batch is made from
   */
  void reset(
      JsonDocument json,
      int batch,
      int event,
      RecordPosition recordPosition,
      int index,
      int object) {
    document = json;
    source = object;
    position = recordPosition;
    batchIndex = index;
    loneEvent = event;
    Arrays.fill(members, JsonDocument.NONE);
    otherNames.clear();
    if (batch == JsonDocument.NONE) {
      return;
    }
    for (int name = document.firstName(batch);
        name != JsonDocument.NONE;
        name = document.nextName(batch, name)) {
      int value = document.value(name);
      if (document.is(value, JsonDocument.NULL)) {
        continue;
      }
      BatchMember member = BatchMember.find(document, name);
      if (member == null) {
        otherNames.add(name);
      } else {
        members[member.place()] = value;
      }
    }
  }

  JsonDocument document() {
    return document;
  }

  RecordPosition position() {
    return position;
  }

  int batchIndex() {
    return batchIndex;
  }

  /** The object in the record's value from which it is made. */
  int source() {
    return source;
  }

  /** The event that is the whole batch, or {@link JsonDocument#NONE}. */
  int loneEvent() {
    return loneEvent;
  }

  /** The value of that member, or {@link JsonDocument#NONE}. */
  int member(BatchMember member) {
    return members[member.place()];
  }

  /** How many members have no place of their own. They keep their order. */
  int otherCount() {
    return otherNames.size();
  }

  int otherName(int place) {
    return otherNames.get(place);
  }

  boolean hasTime() {
    return member(BatchMember.TIMESTAMP) != JsonDocument.NONE || position.timestamp() != null;
  }

  /** Writes the time of the batch, or of the record, as a derived member under these rules. */
  void writeTime(Int64Form int64, JsonBuffer out, MemberRules rules) {
    int time = member(BatchMember.TIMESTAMP);
    if (time != JsonDocument.NONE) {
      int64.writeDerived(document, time, out, rules);
    } else if (position.timestamp() != null) {
      int64.write(position.timestamp(), out);
    }
  }
}
