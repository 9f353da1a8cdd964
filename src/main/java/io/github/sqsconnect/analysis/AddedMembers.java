package io.github.sqsconnect.analysis;

import io.github.sqsconnect.config.MessageSettings.Format;
import java.util.Map;
import java.util.TreeMap;

/** Explains the members of a message that the connector adds to what is in the record. */
public final class AddedMembers {
  private static final String GENERATED =
      "Generated from position and content of the record: the same each time it is sent.";
  private static final String TIME =
      "The time of the event: event.record.timestamp.path, else the timestamp of the record.";
  private static final String NAME = "The name of the event: event.record.name, else the topic.";

  /** No explanations. */
  static final AddedMembers NONE = new AddedMembers(Map.of());

  private static final String[] EVENT_BATCH = {
    "events", "The events of this message.",
    "data", "What the event is about.",
    "event_type", "The type of the event: event.record.type.",
    "event_name", NAME,
    "screen_name", NAME,
    "custom_event_type", "The category of the event: event.record.custom.type.",
    "source_message_id", GENERATED,
    "event_id", GENERATED,
    "batch_id", GENERATED,
    "message_id", GENERATED,
    "timestamp_unixtime_ms", TIME,
    "event_start_unixtime_ms", TIME,
    "custom_attributes", "Members of the record that no setting moves elsewhere; all are text.",
    "message_type", "The kind of the message: always events.",
    "schema_version", "The version of the format: event.schema.version.",
    "environment", "The environment: event.environment.",
    "source_info", "Where the batch comes from.",
    "channel", "Where the batch comes from.",
    "user_identities", "Who the user is: event.record.identities.",
    "identity_type", "The kind of the identity: event.record.identities.",
    "user_attributes", "What is known about the user: event.record.user.attributes.",
    "device_info", "The device: event.record.device."
  };
  private static final String[] CLOUDEVENTS = {
    "specversion", "The version of CloudEvents.",
    "id", GENERATED,
    "source", "Where the event comes from: sqs.cloudevents.source.",
    "type", "The type of the event: sqs.cloudevents.type.",
    "subject", "What the event is about: sqs.cloudevents.subject.",
    "time", "The timestamp of the record.",
    "partitionkey", "The key of the record.",
    "datacontenttype", "The type of the data.",
    "data", "The value of the record.",
    "data_base64", "The value of the record."
  };
  private static final String[] ENVELOPE = {
    "topic", "The topic of the record.",
    "partition", "The partition of the record.",
    "offset", "The offset of the record.",
    "timestamp", "The timestamp of the record.",
    "key", "The key of the record.",
    "headers", "The headers of the record.",
    "name", "The name of a header.",
    "value", "The value of the record, or of a header."
  };

  private final Map<String, String> notes;

  private AddedMembers(Map<String, String> notes) {
    this.notes = notes;
  }

  /** Those of a format. */
  public static AddedMembers of(Format format) {
    String[] pairs =
        switch (format) {
          case EVENT_BATCH -> EVENT_BATCH;
          case CLOUDEVENTS -> CLOUDEVENTS;
          case ENVELOPE -> ENVELOPE;
          case JSON, RAW -> new String[0];
        };
    Map<String, String> notes = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      notes.put(pairs[i], pairs[i + 1]);
    }
    return new AddedMembers(notes);
  }

  /** Why the connector adds a member. */
  String note(String name) {
    return "Added. " + notes.getOrDefault(name, "The record has no such value.");
  }
}
