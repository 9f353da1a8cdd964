package io.github.sqsconnect.event;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.record.RecordPosition;
import java.util.Arrays;

/**
 * The batch that is being written: where its members stand in a document, and the record's place.
 */
final class SourceBatch {
  private final int[] members = new int[BatchMember.values().length];
  private final IntList otherNames = new IntList();
  private JsonDocument document = new JsonDocument();
  private RecordPosition position = new RecordPosition("", 0, 0, null);
  private int batchIndex;
  private int loneEvent;
  private int source;

  /**
   * Sorts the members of a batch by their known places.
   *
   * @param batch the object that is the batch, or {@link JsonDocument#NONE} where an event stands
   *     alone
   * @param event the event that stands alone, or {@link JsonDocument#NONE}
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

  /** The object in the record's value that it is made from. */
  int source() {
    return source;
  }

  /** The event that makes up the whole batch, or {@link JsonDocument#NONE}. */
  int loneEvent() {
    return loneEvent;
  }

  /** The value of that member, or {@link JsonDocument#NONE}. */
  int member(BatchMember member) {
    return members[member.place()];
  }

  /** The names of the members without a place, in their own order. */
  int otherCount() {
    return otherNames.size();
  }

  int otherName(int place) {
    return otherNames.get(place);
  }

  boolean hasTime() {
    return member(BatchMember.TIMESTAMP) != JsonDocument.NONE || position.timestamp() != null;
  }

  /** Writes the batch's time, or the record's, as a derived member that has those rules. */
  void writeTime(Int64Form int64, JsonBuffer out, MemberRules rules) {
    int time = member(BatchMember.TIMESTAMP);
    if (time != JsonDocument.NONE) {
      int64.writeDerived(document, time, out, rules);
    } else if (position.timestamp() != null) {
      int64.write(position.timestamp(), out);
    }
  }
}
