package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** Where a plain record contains the members of its event. Paths are not parsed here. */
public record RecordSettings(
    String type,
    Optional<String> typePath,
    String name,
    Optional<String> namePath,
    String customType,
    Optional<String> customTypePath,
    Optional<String> timestampPath,
    Optional<String> idPath,
    Optional<String> sessionPath,
    Optional<String> mpidPath,
    Map<String, String> identities,
    Map<String, String> userAttributes,
    Map<String, String> device,
    List<String> attributesInclude,
    List<String> attributesExclude) {
  /** The prefix of the keys for plain records. */
  static final String PREFIX = "event.record.";

  public static final String TYPE = "event.record.type";
  public static final String NAME = "event.record.name";
  public static final String CUSTOM_TYPE = "event.record.custom.type";
  public static final String TIMESTAMP_PATH = "event.record.timestamp.path";
  public static final String ID_PATH = "event.record.id.path";
  public static final String SESSION_PATH = "event.record.session.path";
  public static final String MPID_PATH = "event.record.mpid.path";
  public static final String IDENTITIES = "event.record.identities";
  public static final String USER_ATTRIBUTES = "event.record.user.attributes";
  public static final String DEVICE = "event.record.device";
  public static final String ATTRIBUTES_INCLUDE = "event.record.attributes.include";
  public static final String ATTRIBUTES_EXCLUDE = "event.record.attributes.exclude";
  private static final String PATH = ".path";

  /** The event types of the format. */
  public static final List<String> EVENT_TYPES =
      List.of(
          "application_state_transition",
          "breadcrumb",
          "commerce_event",
          "crash_report",
          "custom_event",
          "first_run",
          "network_performance",
          "opt_out",
          "pre_attribution",
          "profile",
          "push_message",
          "push_reaction",
          "push_registration",
          "screen_view",
          "session_end",
          "session_start",
          "uninstall",
          "user_attribute_change",
          "user_identity_change");

  /** The custom event types of the format. */
  public static final List<String> CUSTOM_EVENT_TYPES =
      List.of(
          "attribution",
          "location",
          "media",
          "navigation",
          "other",
          "search",
          "social",
          "transaction",
          "unknown",
          "user_content",
          "user_preference");

  private static final Set<String> IDENTITY_TYPES =
      new TreeSet<>(
          List.of(
              "alias",
              "customer_id",
              "email",
              "facebook",
              "facebook_custom_audience_id",
              "google",
              "microsoft",
              "mobile_number",
              "other",
              "other_id_10",
              "other_id_2",
              "other_id_3",
              "other_id_4",
              "other_id_5",
              "other_id_6",
              "other_id_7",
              "other_id_8",
              "other_id_9",
              "phone_number_2",
              "phone_number_3",
              "twitter",
              "yahoo"));

  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Plain records");
    group.choice(
        TYPE,
        "custom_event",
        Importance.MEDIUM,
        "Event type",
        "Event type of a plain record.",
        EVENT_TYPES.toArray(String[]::new));
    path(group, TYPE + PATH, "Event type path", "Path to the event type in the record.");
    group.optional(
        NAME,
        Type.STRING,
        "${topic}",
        Templates.rule(),
        Importance.MEDIUM,
        "Event name",
        "Event name of a plain record (screen name of a screen view). May contain ${topic}, ${partition}, ${key}, "
            + "${header.NAME} and ${value.PATH}.");
    path(group, NAME + PATH, "Event name path", "Path to the event name in the record.");
    group.choice(
        CUSTOM_TYPE,
        "other",
        Importance.LOW,
        "Custom event type",
        "Custom event type of a plain record whose event type is custom_event.",
        CUSTOM_EVENT_TYPES.toArray(String[]::new));
    path(
        group,
        CUSTOM_TYPE + PATH,
        "Custom event type path",
        "Path to the custom event type in the record.");
    path(
        group,
        TIMESTAMP_PATH,
        "Event time path",
        "Path to the time of the event in the record: an epoch number in seconds, milliseconds, microseconds or"
            + " nanoseconds (recognised by its size, years 1980 to 2199), a date such as 20261124, ISO-8601 text, or a"
            + " Connect timestamp or date. Any other value rejects the record. Defaults to the record's own timestamp.");
    path(
        group,
        ID_PATH,
        "Id path",
        "Path to the id that is written as source_message_id. By default an id is generated from topic, partition,"
            + " offset and content.");
    path(group, SESSION_PATH, "Session path", "Path to the session id in the record.");
    path(group, MPID_PATH, "User id path", "Path to the 64-bit user id, mpid, in the record.");
    pairs(
        group,
        IDENTITIES,
        "User identities",
        "User identities as type=path, for example customer_id=user.id,email=user.email. Empty and blank values are"
            + " not sent.",
        IDENTITY_TYPES);
    pairs(
        group,
        USER_ATTRIBUTES,
        "User attributes",
        "User attributes as name=path, for example plan=user.plan,$city=user.city.",
        Set.of());
    pairs(
        group,
        DEVICE,
        "Device",
        "Members of device_info as name=path, for example os_version=device.os.",
        Set.of());
    paths(
        group,
        ATTRIBUTES_INCLUDE,
        "Attributes included",
        "Paths of the members that become custom attributes. Empty selects all that no other key uses.");
    paths(
        group,
        ATTRIBUTES_EXCLUDE,
        "Attributes excluded",
        "Paths of the members that do not become custom attributes.");
  }

  private static void path(KeyGroup group, String key, String display, String doc) {
    group.optional(
        key,
        Type.STRING,
        null,
        Rules.rule(
            "a dotted path into the value, or into key: or header:",
            value -> FieldPaths.error((String) value)),
        Importance.LOW,
        display,
        doc);
  }

  private static void paths(KeyGroup group, String key, String display, String doc) {
    group.optional(
        key,
        Type.LIST,
        List.of(),
        Rules.rule("dotted paths into the value", RecordSettings::valuePathsError),
        Importance.LOW,
        display,
        doc);
  }

  private static void pairs(
      KeyGroup group, String key, String display, String doc, Set<String> allowedNames) {
    Validator rule =
        Rules.rule(
            allowedNames.isEmpty()
                ? "name=path pairs"
                : "name=path pairs with names of " + String.join(", ", allowedNames),
            value -> pairsError((List<?>) value, allowedNames));
    group.optional(key, Type.LIST, List.of(), rule, Importance.LOW, display, doc);
  }

  private static @Nullable String valuePathsError(Object value) {
    for (Object item : (List<?>) value) {
      String path = item.toString().trim();
      String error =
          path.startsWith("key:") || path.startsWith("header:")
              ? "names '" + path + "', but custom attributes come from the value only."
              : FieldPaths.error(path);
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  private static @Nullable String pairsError(List<?> pairs, Set<String> allowedNames) {
    Set<String> seen = new TreeSet<>();
    for (Object item : pairs) {
      String pair = item.toString().trim();
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return "contains '" + pair + "', which is not of the form name=path.";
      }
      String name = pair.substring(0, equals).trim();
      if (!allowedNames.isEmpty() && !allowedNames.contains(name)) {
        return "names '"
            + name
            + "', which the format does not know. Allowed: "
            + String.join(", ", allowedNames)
            + ".";
      }
      if (!seen.add(name)) {
        return "contains '" + name + "' twice. Set each name once.";
      }
      String error = FieldPaths.error(pair.substring(equals + 1).trim());
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  static RecordSettings from(AbstractConfig config) {
    return new RecordSettings(
        config.getString(TYPE),
        text(config, TYPE + PATH),
        config.getString(NAME),
        text(config, NAME + PATH),
        config.getString(CUSTOM_TYPE),
        text(config, CUSTOM_TYPE + PATH),
        text(config, TIMESTAMP_PATH),
        text(config, ID_PATH),
        text(config, SESSION_PATH),
        text(config, MPID_PATH),
        pairs(config, IDENTITIES),
        pairs(config, USER_ATTRIBUTES),
        pairs(config, DEVICE),
        EventSettings.trimmed(config.getList(ATTRIBUTES_INCLUDE)),
        EventSettings.trimmed(config.getList(ATTRIBUTES_EXCLUDE)));
  }

  private static Optional<String> text(AbstractConfig config, String key) {
    return Optional.ofNullable(config.getString(key)).map(String::trim);
  }

  private static Map<String, String> pairs(AbstractConfig config, String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : config.getList(key)) {
      int equals = pair.indexOf('=');
      pairs.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
    }
    return pairs;
  }
}
