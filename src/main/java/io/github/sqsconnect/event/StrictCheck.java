package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import io.github.sqsconnect.json.RejectedRecordException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a batch if one of its messages would not be valid by the strict schema. The writers call
 * it for each value that they write, so it sees what the message will contain: events that pass the
 * filter, ids that are kept, members that are not excluded. What the connector generates is valid.
 */
final class StrictCheck {
  private static final Name EVENT_ID = Name.of("event_id");
  private static final Name IDENTITY = Name.of("identity");
  private static final Name IDENTITY_TYPE = Name.of("identity_type");
  private static final Name TIMESTAMP = Name.of("timestamp_unixtime_ms");

  private final ValueRule message;
  private final ValueRule[] ofMembers = new ValueRule[BatchMember.values().length];
  private final ValueRule eventType;
  private final ValueRule identity;
  private final NameTable types;
  private final ValueRule[] dataOfType;

  /** The bit of event_id in the data of each type, or 0 if it is excluded. */
  private final long[] bitOfEventId;

  /** A member that every message needs and the settings exclude. */
  private final @Nullable String excluded;

  StrictCheck(BatchRules rules) {
    message = RuleReader.message();
    String missing = null;
    for (BatchMember member : BatchMember.values()) {
      String name = member.memberName().text();
      ofMembers[member.place()] = message.member(name);
      if (message.requires(name) && rules.forMember(member).isExcluded()) {
        missing = name;
      }
    }
    excluded = missing;
    eventType = rule(BatchMember.EVENTS).elements().member(StructureCheck.EVENT_TYPE.text());
    identity = rule(BatchMember.USER_IDENTITIES).elements();
    Map<String, ValueRule> data = RuleReader.dataByType();
    types = new NameTable(List.copyOf(data.keySet()));
    dataOfType = data.values().toArray(ValueRule[]::new);
    MemberRules ofEvents = rules.forMember(BatchMember.EVENTS).elements();
    boolean excludesId = ofEvents.member(StructureCheck.DATA).member(EVENT_ID).isExcluded();
    bitOfEventId =
        data.values().stream()
            .mapToLong(rule -> excludesId ? 0 : rule.bit(EVENT_ID.text()))
            .toArray();
  }

  private ValueRule rule(BatchMember member) {
    return ofMembers[member.place()];
  }

  /**
   * A message is about to be written.
   *
   * @throws RejectedRecordException if the settings exclude a member that every message needs
   */
  void message() {
    if (excluded != null) {
      throw message.missing("the root", excluded);
    }
  }

  /** An event with an object {@code data} is written. */
  void event(JsonDocument document, int type, int data, MemberRules rules) {
    int index = types.indexOfString(document, type);
    if (index == NameTable.UNKNOWN) {
      throw eventType.wrong(document, type);
    }
    ValueRule rule = dataOfType[index];
    rule.checkMembers(document, data, rules, bitOfEventId[index]);
  }

  /** A member of the batch is written as it came. */
  void member(JsonDocument document, BatchMember member, int value, MemberRules rules) {
    rule(member).check(document, value, rules);
  }

  /** A member of the batch without a place of its own is written. */
  void other(JsonDocument document, int name, MemberRules rules) {
    message.checkMember(document, name, rules);
  }

  /** The time of the batch is written as the time of an event or an identity. */
  void timeOf(SourceBatch batch) {
    int time = batch.member(BatchMember.TIMESTAMP);
    if (time != JsonDocument.NONE) {
      time(batch.document(), time);
    }
  }

  /** A value is written as the time of an event. */
  void time(JsonDocument document, int time) {
    rule(BatchMember.TIMESTAMP).check(document, time, MemberRules.NEUTRAL);
  }

  /** An identity is written that came as a member of an object. */
  void identity(SourceBatch batch, int name, MemberRules rules) {
    JsonDocument document = batch.document();
    int value = document.value(name);
    for (Name required : List.of(IDENTITY_TYPE, IDENTITY, TIMESTAMP)) {
      boolean written = required != TIMESTAMP || batch.hasTime();
      if (!written || rules.member(required).isExcluded()) {
        throw identity.missing(document.location(value), required.text());
      }
    }
    ValueRule type = identity.member(IDENTITY_TYPE.text());
    if (!type.allowsText(document, name)) {
      throw type.wrong(document.location(value), "found another name");
    }
    identity.member(IDENTITY.text()).check(document, value, MemberRules.NEUTRAL);
    timeOf(batch);
  }

  /** The location of an event is written as the location of the batch. */
  void location(JsonDocument document, int location, MemberRules rules) {
    rule(BatchMember.CONTEXT).member("location").check(document, location, rules);
  }

  /** A generated {@code source_info} is written without its channel. */
  RejectedRecordException sourceWithoutChannel() {
    return rule(BatchMember.SOURCE_INFO).missing("/source_info", "channel");
  }
}
