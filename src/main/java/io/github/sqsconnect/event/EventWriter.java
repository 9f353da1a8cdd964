package io.github.sqsconnect.event;

import io.github.sqsconnect.config.ForwardingSettings;
import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonWriter;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import io.github.sqsconnect.record.RecordContent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the events of a batch that pass the filter, each once, one after another. */
final class EventWriter {
  private static final Name LOCATION = Name.of("location");
  private static final Name LATITUDE = Name.of("latitude");
  private static final Name LONGITUDE = Name.of("longitude");
  private static final Name CHANGE = Name.of(NullableMembers.CHANGE);
  private static final NameTable EVENT_MEMBERS = new NameTable(List.of("data", "event_type"));
  private static final int TIMESTAMP = 0;
  private static final int EVENT_ID = 1;
  private static final int EVENT_START = 2;

  /** The members added to the data of an event, in order. */
  private static final NameTable ADDED =
      new NameTable(List.of("timestamp_unixtime_ms", "event_id", "event_start_unixtime_ms"));

  private final IdGenerator ids;
  private final RecordContent content;
  private final NameTable filteredTypes;
  private final boolean wantsLocation;
  private final Int64Form int64;
  private final MemberRules eventRules;
  private final MemberRules dataRules;
  private final MemberRules dataOfChangesRules;
  private final MemberRules[] addedRules = new MemberRules[ADDED.size()];
  private final @Nullable StrictCheck strict;

  private final JsonBuffer out = JsonBuffer.upTo(JsonBuffer.MAX_RECORD_BYTES);
  private final IntList ends = new IntList();
  private final IntList indexes = new IntList();
  private final IntList survivors = new IntList();
  private int batchIndex;
  private int location = JsonDocument.NONE;

  /**
   * @param strict the check of what is written, or null without one
   */
  EventWriter(
      ForwardingSettings forwarding,
      BatchRules rules,
      @Nullable StrictCheck strict,
      IdGenerator ids,
      RecordContent content) {
    this.strict = strict;
    this.ids = ids;
    this.content = content;
    filteredTypes = new NameTable(List.copyOf(forwarding.filteredEventTypes()));
    wantsLocation = forwarding.includeBatchLocation();
    int64 = rules.int64();
    eventRules = rules.forMember(BatchMember.EVENTS).elements();
    dataRules = eventRules.member(StructureCheck.DATA);
    dataOfChangesRules = rules.dataOfChanges();
    for (int added = 0; added < addedRules.length; added++) {
      addedRules[added] = dataRules.member(ADDED.name(added));
    }
  }

  /**
   * Writes the events.
   *
   * @param wanted the events to write, or null for all
   */
  void write(SourceBatch batch, @Nullable EventIndexes wanted) {
    batchIndex = batch.batchIndex();
    out.clear();
    ends.clear();
    indexes.clear();
    survivors.clear();
    location = JsonDocument.NONE;
    if (batch.loneEvent() != JsonDocument.NONE) {
      writeEvent(batch, batch.loneEvent(), 0, wanted);
      return;
    }
    int array = batch.member(BatchMember.EVENTS);
    if (array == JsonDocument.NONE) {
      return;
    }
    int index = 0;
    for (int event = batch.document().firstElement(array);
        event != JsonDocument.NONE;
        event = batch.document().nextElement(array, event)) {
      writeEvent(batch, event, index++, wanted);
    }
  }

  /** How many events were written. */
  int count() {
    return indexes.size();
  }

  /** How many events passed the filter, written or not. */
  int survivorCount() {
    return survivors.size();
  }

  EventIndexes survivorIndexes() {
    return EventIndexes.of(batchIndex, survivors, 0, survivors.size());
  }

  /** The original indexes of the written events from {@code from} to before {@code to}. */
  EventIndexes indexes(int from, int to) {
    return EventIndexes.of(batchIndex, indexes, from, to);
  }

  /** The location of the first event that has one, filtered or not, if the settings need it. */
  int location() {
    return location;
  }

  /** The bytes of these events and of the commas between them. */
  int size(int from, int to) {
    return from == to ? 0 : ends.get(to - 1) - start(from) + to - from - 1;
  }

  /** Copies these events, with commas between them. */
  void copy(int from, int to, JsonBuffer into) {
    for (int i = from; i < to; i++) {
      if (i > from) {
        into.put(',');
      }
      into.put(out.bytes(), start(i), ends.get(i) - start(i));
    }
  }

  private int start(int event) {
    return event == 0 ? 0 : ends.get(event - 1);
  }

  private void writeEvent(SourceBatch batch, int event, int index, @Nullable EventIndexes wanted) {
    JsonDocument document = batch.document();
    boolean isObject = document.is(event, JsonDocument.OBJECT);
    int type = isObject ? document.member(event, StructureCheck.EVENT_TYPE) : JsonDocument.NONE;
    int data = isObject ? document.member(event, StructureCheck.DATA) : JsonDocument.NONE;
    if (wantsLocation && location == JsonDocument.NONE) {
      location = locationOf(document, data);
    }
    if (document.is(type, JsonDocument.STRING) && filteredTypes.containsString(document, type)) {
      return;
    }
    survivors.add(index);
    if (wanted != null && !wanted.contains(index)) {
      return;
    }
    if (isObject) {
      writeMembers(batch, event, data, type, index);
    } else {
      JsonWriter.write(document, event, out, eventRules);
    }
    ends.add(out.size());
    indexes.add(index);
  }

  private static int locationOf(JsonDocument document, int data) {
    if (document.is(data, JsonDocument.OBJECT)) {
      int location = document.member(data, LOCATION);
      if (document.is(location, JsonDocument.OBJECT)
          && document.member(location, LATITUDE) != JsonDocument.NONE
          && document.member(location, LONGITUDE) != JsonDocument.NONE) {
        return location;
      }
    }
    return JsonDocument.NONE;
  }

  private void writeMembers(SourceBatch batch, int event, int data, int type, int index) {
    JsonDocument document = batch.document();
    MemberRules ofData = document.isString(type, CHANGE) ? dataOfChangesRules : dataRules;
    long known = strict == null ? 0 : strict.event(document, type, data, ofData);
    out.putAscii("{\"data\":");
    if (data == JsonDocument.NONE || document.is(data, JsonDocument.OBJECT)) {
      writeData(batch, data, ofData, index, known);
    } else {
      JsonWriter.write(document, data, out, ofData);
    }
    if (type != JsonDocument.NONE) {
      out.putAscii(",\"event_type\":");
      JsonWriter.write(document, type, out, eventRules.member(StructureCheck.EVENT_TYPE));
    }
    for (int name = document.firstName(event);
        name != JsonDocument.NONE;
        name = document.nextName(event, name)) {
      if (EVENT_MEMBERS.indexOfName(document, name) == NameTable.UNKNOWN) {
        JsonWriter.writeMember(document, name, out, eventRules, true);
      }
    }
    out.put('}');
  }

  /**
   * @param known the bits of the members that {@link StrictCheck#event} has seen
   */
  private void writeData(SourceBatch batch, int data, MemberRules rules, int index, long known) {
    JsonDocument document = batch.document();
    int timestamp = JsonDocument.NONE;
    boolean hasId = (known & StrictCheck.ID_OF_EVENT) != 0;
    boolean hasStart = (known & StrictCheck.EVENT_START) != 0;
    boolean more = false;
    out.put('{');
    if (strict != null && !rules.excludesAny()) {
      timestamp =
          (known & StrictCheck.EVENT_TIME) == 0
              ? JsonDocument.NONE
              : document.member(data, ADDED.name(TIMESTAMP));
      more = JsonWriter.writeMembers(document, data, out, rules);
    } else if (data != JsonDocument.NONE) {
      for (int name = document.firstName(data);
          name != JsonDocument.NONE;
          name = document.nextName(data, name)) {
        int value = document.value(name);
        if (!document.is(value, JsonDocument.NULL)) {
          int added = ADDED.indexOfName(document, name);
          timestamp = added == TIMESTAMP ? value : timestamp;
          hasId |= added == EVENT_ID;
          hasStart |= added == EVENT_START;
        }
      }
      more = JsonWriter.writeMembers(document, data, out, rules);
    }
    boolean hasTime = timestamp != JsonDocument.NONE || batch.hasTime();
    if (timestamp == JsonDocument.NONE && hasTime && !addedRules[TIMESTAMP].isExcluded()) {
      more = addName(TIMESTAMP, more);
      writeTime(batch, JsonDocument.NONE, TIMESTAMP);
    }
    if (!hasId && !addedRules[EVENT_ID].isExcluded()) {
      more = addName(EVENT_ID, more);
      int64.write(eventId(batch, index), out);
    }
    if (!hasStart && hasTime && !addedRules[EVENT_START].isExcluded()) {
      addName(EVENT_START, more);
      writeTime(batch, timestamp, EVENT_START);
    }
    out.put('}');
  }

  /** Writes the time of the event, or the time of the batch if it has none. */
  private void writeTime(SourceBatch batch, int timestamp, int added) {
    if (timestamp == JsonDocument.NONE) {
      if (strict != null) {
        strict.timeOf(batch);
      }
      batch.writeTime(int64, out, addedRules[added]);
    } else {
      if (strict != null) {
        strict.time(batch.document(), timestamp);
      }
      int64.writeDerived(batch.document(), timestamp, out, addedRules[added]);
    }
  }

  private boolean addName(int added, boolean more) {
    if (more) {
      out.put(',');
    }
    out.put(ADDED.name(added).literal());
    out.put(':');
    return true;
  }

  private long eventId(SourceBatch batch, int index) {
    UUID id = ids.eventId(batch.position(), content.hash(), batch.batchIndex(), index);
    return id.getMostSignificantBits();
  }
}
