package io.github.sqsconnect.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.jspecify.annotations.Nullable;

/** Which events and members are sent: the connection settings of the event platform. */
public record ForwardingSettings(
    boolean sendAsBatch,
    Set<String> filteredEventTypes,
    boolean sendEventlessBatches,
    boolean includeLocation,
    boolean includeBatchLocation,
    boolean includeMetadata,
    boolean includeDeviceId,
    List<String> excludedFields) {
  public static final String SEND_AS_BATCH = "event.send.as.batch";
  public static final String SEND_EVENTLESS_BATCHES = "event.send.eventless.batches";
  public static final String INCLUDE_LOCATION = "event.include.location";
  public static final String INCLUDE_BATCH_LOCATION = "event.include.batch.location";
  public static final String INCLUDE_METADATA = "event.include.metadata";
  public static final String INCLUDE_DEVICE_ID = "event.include.device.id";
  public static final String EXCLUDE_FIELDS = "event.exclude.fields";

  /** A setting that sends or drops some event types. */
  private enum TypeFilter {
    CUSTOM("event.send.custom.events", true, "Custom events", "custom_event"),
    SCREEN("event.send.screen.views", true, "Screen views", "screen_view"),
    LIFECYCLE(
        "event.send.lifecycle.events",
        true,
        "Lifecycle events",
        "session_start",
        "session_end",
        "application_state_transition",
        "first_run"),
    CRASH("event.send.crash.events", true, "Crash events", "crash_report"),
    NETWORK(
        "event.send.network.performance.events",
        true,
        "Network performance events",
        "network_performance"),
    PUSH(
        "event.send.push.events",
        true,
        "Push events",
        "push_registration",
        "push_message",
        "push_reaction"),
    COMMERCE("event.send.commerce.events", true, "Commerce events", "commerce_event"),
    ATTRIBUTE_CHANGES(
        "event.include.user.attribute.changes",
        false,
        "User attribute changes",
        "user_attribute_change"),
    IDENTITY_CHANGES(
        "event.include.user.identity.changes",
        false,
        "User identity changes",
        "user_identity_change");

    final String key;
    final boolean sent;
    final String display;
    final List<String> types;

    TypeFilter(String key, boolean sent, String display, String... types) {
      this.key = key;
      this.sent = sent;
      this.display = display;
      this.types = List.of(types);
    }
  }

  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Forwarding");
    group.flag(
        SEND_AS_BATCH,
        true,
        Importance.MEDIUM,
        "Send as batch",
        "Send a batch as one message. false sends one message per event, each with the whole context.");
    for (TypeFilter filter : TypeFilter.values()) {
      group.flag(
          filter.key,
          filter.sent,
          Importance.LOW,
          filter.display,
          "Send events of type " + String.join(", ", filter.types) + '.');
    }
    group
        .flag(
            SEND_EVENTLESS_BATCHES,
            true,
            Importance.LOW,
            "Batches without events",
            "Send batches without events, also if filters have removed all of them.")
        .flag(
            INCLUDE_LOCATION,
            true,
            Importance.LOW,
            "Event location",
            "Send the location of events.")
        .flag(
            INCLUDE_BATCH_LOCATION,
            false,
            Importance.LOW,
            "Batch location",
            "Send context.location. If it is absent, it is copied from the first event that has a latitude "
                + "and a longitude.")
        .flag(
            INCLUDE_METADATA,
            true,
            Importance.LOW,
            "Metadata",
            "Send application_info, device_info and source_info.")
        .flag(INCLUDE_DEVICE_ID, false, Importance.LOW, "Device id", "Send mp_deviceid.")
        .optional(
            EXCLUDE_FIELDS,
            Type.LIST,
            List.of(),
            Rules.rule("dotted paths from the root of the message", ForwardingSettings::error),
            Importance.MEDIUM,
            "Excluded fields",
            "Members to remove from the message, as dotted paths from its root, for example "
                + "ip,device_info.device,events.data.location. A path through an array applies to every element.");
  }

  private static @Nullable String error(Object value) {
    for (Object item : (List<?>) value) {
      String path = item.toString().trim();
      if (List.of(path.split("\\.", -1)).contains("")) {
        return "has an empty segment in '" + path + "'. Write paths like device_info.device.";
      }
      if (Set.of("events", "events.data", "events.event_type").contains(path)) {
        return "excludes '"
            + path
            + "', without which there is no event batch. Filter events with the event.send.* keys, or exclude members"
            + " below events.data.";
      }
      if (path.startsWith("$")) {
        return "contains '" + path + "'. " + FieldPaths.NOT_JSON_PATH;
      }
      String error = FieldPaths.lengthError(path);
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  static ForwardingSettings from(AbstractConfig config) {
    Set<String> filtered = new HashSet<>();
    for (TypeFilter filter : TypeFilter.values()) {
      if (!config.getBoolean(filter.key)) {
        filtered.addAll(filter.types);
      }
    }
    return new ForwardingSettings(
        config.getBoolean(SEND_AS_BATCH),
        Set.copyOf(filtered),
        config.getBoolean(SEND_EVENTLESS_BATCHES),
        config.getBoolean(INCLUDE_LOCATION),
        config.getBoolean(INCLUDE_BATCH_LOCATION),
        config.getBoolean(INCLUDE_METADATA),
        config.getBoolean(INCLUDE_DEVICE_ID),
        EventSettings.trimmed(config.getList(EXCLUDE_FIELDS)));
  }
}
