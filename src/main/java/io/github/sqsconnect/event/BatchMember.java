package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.NameTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of an event batch that have a place of their own, in the order in which they are
 * written.
 */
enum BatchMember {
  EVENTS("events", Trait.ARRAY),
  MPID("mpid", Trait.DISTINCTIVE),
  MP_DEVICEID("mp_deviceid"),
  TIMESTAMP("timestamp_unixtime_ms"),
  BATCH_ID("batch_id", Trait.DISTINCTIVE),
  UNIQUE_ID("unique_id"),
  MESSAGE_ID("message_id"),
  SOURCE_REQUEST_ID("source_request_id"),
  MESSAGE_TYPE("message_type"),
  SCHEMA_VERSION("schema_version"),
  ENVIRONMENT("environment"),
  DEVICE_INFO("device_info", Trait.OBJECT, Trait.DISTINCTIVE),
  APPLICATION_INFO("application_info", Trait.OBJECT, Trait.DISTINCTIVE),
  USER_ATTRIBUTES("user_attributes", Trait.OBJECT, Trait.DISTINCTIVE),
  DELETED_USER_ATTRIBUTES("deleted_user_attributes", Trait.ARRAY),
  USER_IDENTITIES("user_identities", Trait.OBJECT, Trait.ARRAY, Trait.DISTINCTIVE),
  PARTNER_IDENTITIES("partner_identities", Trait.OBJECT),
  INTEGRATION_ATTRIBUTES("integration_attributes", Trait.OBJECT, Trait.DISTINCTIVE),
  CONSENT_STATE("consent_state", Trait.OBJECT, Trait.DISTINCTIVE),
  CONTEXT("context", Trait.OBJECT, Trait.DISTINCTIVE),
  SOURCE_INFO("source_info", Trait.OBJECT, Trait.DISTINCTIVE),
  SYSTEM_NOTIFICATIONS("system_notifications", Trait.ARRAY, Trait.DISTINCTIVE),
  IP("ip");

  /** What the format requires of a member. */
  private enum Trait {
    /** An object is allowed. A member without OBJECT and ARRAY may have any type. */
    OBJECT,
    /** An array is allowed. */
    ARRAY,
    /** An object without {@code events} is a batch only if it has such a member. */
    DISTINCTIVE
  }

  private static final BatchMember[] MEMBERS = values();

  /** The members to write after the events, in order. */
  static final List<BatchMember> AFTER_EVENTS = List.of(MEMBERS).subList(1, MEMBERS.length);

  private static final NameTable NAMES =
      new NameTable(Arrays.stream(MEMBERS).map(member -> member.memberName.text()).toList());

  /** Other members of the format. They are written after the members that have a place. */
  private static final NameTable OTHERS =
      new NameTable(
          List.of(
              "attribution_info",
              "sdk_version",
              "api_key",
              "api_keys",
              "job_id",
              "partner_identity",
              "origin_mpid",
              "modified"));

  private final Name memberName;
  private final boolean objectAllowed;
  private final boolean arrayAllowed;
  private final boolean distinctive;

  BatchMember(String name, Trait... traits) {
    List<Trait> all = List.of(traits);
    memberName = Name.of(name);
    objectAllowed = all.contains(Trait.OBJECT);
    arrayAllowed = all.contains(Trait.ARRAY);
    distinctive = all.contains(Trait.DISTINCTIVE);
  }

  /** The member with the name at that node, or null when it has no place of its own. */
  static @Nullable BatchMember find(JsonDocument document, int name) {
    int index = NAMES.indexOfName(document, name);
    return index == NameTable.UNKNOWN ? null : MEMBERS[index];
  }

  /** Whether the name at that node is a member of the format without a place of its own. */
  static boolean isOther(JsonDocument document, int name) {
    return OTHERS.indexOfName(document, name) != NameTable.UNKNOWN;
  }

  /** Its place in the order of writing, from 0. */
  @SuppressWarnings("EnumOrdinal") // an index into arrays in memory, never written down
  int place() {
    return ordinal();
  }

  Name memberName() {
    return memberName;
  }

  /** Whether an object without {@code events} is a batch only if it has such a member. */
  boolean isDistinctive() {
    return distinctive;
  }

  /** Whether the format allows a value of that kind here. */
  boolean allows(int kind) {
    return !objectAllowed && !arrayAllowed
        || objectAllowed && kind == JsonDocument.OBJECT
        || arrayAllowed && kind == JsonDocument.ARRAY;
  }

  /** The allowed types, for people. */
  String allowed() {
    if (objectAllowed) {
      return arrayAllowed ? "an object or an array" : "an object";
    }
    return arrayAllowed ? "an array" : "any value";
  }
}
