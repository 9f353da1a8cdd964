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
  /** The bits of members of the data of every event. */
  static final long ID_OF_EVENT = 1;

  static final long EVENT_TIME = 1 << 1;
  static final long EVENT_START = 1 << 2;

  private static final Name EVENT_ID = Name.of("event_id");
  private static final Name EVENT_START_TIME = Name.of("event_start_unixtime_ms");
  private static final Name IDENTITY = Name.of("identity");
  private static final Name IDENTITY_TYPE = Name.of("identity_type");
  private static final Name TIMESTAMP = Name.of("timestamp_unixtime_ms");
  private static final Name[] MEMBERS_OF_IDENTITY = {IDENTITY_TYPE, IDENTITY, TIMESTAMP};

  private final ValueRule message;
  private final ValueRule[] ofMembers = new ValueRule[BatchMember.values().length];
  private final ValueRule eventType;
  private final ValueRule identity;
  private final ValueRule identityType;
  private final ValueRule identityText;
  private final ValueRule location;
  private final ValueRule timestamp;
  private final NameTable types;
  private final ValueRule[] dataOfType;

  /** The bits of the members that are added to the data of each event. */
  private final long addedToData;

  /** The type of the last event. The next event often has the same. */
  private int lastType;

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
    identityType = identity.member(IDENTITY_TYPE.text());
    identityText = identity.member(IDENTITY.text());
    timestamp = rule(BatchMember.TIMESTAMP);
    location = rule(BatchMember.CONTEXT).member("location");
    Map<String, ValueRule> data = RuleReader.dataByType();
    types = new NameTable(List.copyOf(data.keySet()));
    dataOfType = data.values().toArray(ValueRule[]::new);
    MemberRules ofEvents = rules.forMember(BatchMember.EVENTS).elements();
    boolean excludesId = ofEvents.member(StructureCheck.DATA).member(EVENT_ID).isExcluded();
    addedToData = excludesId ? 0 : ID_OF_EVENT;
    for (ValueRule rule : dataOfType) {
      requireBit(rule, EVENT_ID, ID_OF_EVENT);
      requireBit(rule, TIMESTAMP, EVENT_TIME);
      requireBit(rule, EVENT_START_TIME, EVENT_START);
    }
  }

  /** The schema describes the members that all events have in common first. */
  private static void requireBit(ValueRule rule, Name name, long bit) {
    if (rule.bit(name.text()) != bit) {
      throw new IllegalStateException("another place of " + name.text() + " in the schema");
    }
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

  /**
   * An event with an object {@code data} is written.
   *
   * @return the bits of the members of the data that are written, for {@link #EVENT_TIME}, {@link
   *     #ID_OF_EVENT} and {@link #EVENT_START}
   */
  long event(JsonDocument document, int type, int data, MemberRules rules) {
    if (!document.isString(type, types.name(lastType))) {
      int index = types.indexOfString(document, type);
      if (index == NameTable.UNKNOWN) {
        throw eventType.wrong(document, type);
      }
      lastType = index;
    }
    return dataOfType[lastType].checkMembers(document, data, rules, addedToData);
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
    timestamp.check(document, time, MemberRules.NEUTRAL);
  }

  /** An identity is written that came as a member of an object. */
  void identity(SourceBatch batch, int name, MemberRules rules) {
    JsonDocument document = batch.document();
    int value = document.value(name);
    for (Name required : MEMBERS_OF_IDENTITY) {
      boolean written = required != TIMESTAMP || batch.hasTime();
      if (!written || rules.member(required).isExcluded()) {
        throw identity.missing(document.location(value), required.text());
      }
    }
    if (!identityType.allowsText(document, name)) {
      throw identityType.wrong(document.location(value), "found another name");
    }
    identityText.check(document, value, MemberRules.NEUTRAL);
    timeOf(batch);
  }

  /** The location of an event is written as the location of the batch. */
  void location(JsonDocument document, int node, MemberRules rules) {
    location.check(document, node, rules);
  }

  /** A generated {@code source_info} is written without its channel. */
  RejectedRecordException sourceWithoutChannel() {
    return rule(BatchMember.SOURCE_INFO).missing("/source_info", "channel");
  }
}
