package io.github.sqsconnect.generators;

import static io.github.sqsconnect.generators.JsonValues.bool;
import static io.github.sqsconnect.generators.JsonValues.int32;
import static io.github.sqsconnect.generators.JsonValues.int64;
import static io.github.sqsconnect.generators.JsonValues.number;
import static io.github.sqsconnect.generators.JsonValues.scalar;
import static io.github.sqsconnect.generators.JsonValues.scalarOrNull;
import static io.github.sqsconnect.generators.JsonValues.string;

import io.github.sqsconnect.property.Generator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The format's members with values as they should be. Every object may carry members nobody knows;
 * values that are wrong, null or doubled are {@link EventBatches}'s business.
 */
final class EventFields {
  static final List<String> EVENT_TYPES =
      List.of(
          "session_start",
          "session_end",
          "screen_view",
          "custom_event",
          "crash_report",
          "opt_out",
          "first_run",
          "pre_attribution",
          "push_registration",
          "application_state_transition",
          "push_message",
          "network_performance",
          "breadcrumb",
          "profile",
          "push_reaction",
          "commerce_event",
          "user_attribute_change",
          "user_identity_change",
          "uninstall");

  static final List<String> IDENTITY_TYPES =
      List.of("other", "customer_id", "facebook", "email", "alias", "other_id_10", "mobile_number");

  /** How the members of an object are made into an object. */
  interface Maker {
    Generator<Json.Obj> make(
        Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional);
  }

  private final Maker maker;

  EventFields(Maker maker) {
    this.maker = maker;
  }

  private static Map<String, Generator<Json>> fields(Object... namesAndValues) {
    Map<String, Generator<Json>> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      @SuppressWarnings("unchecked")
      Generator<Json> value = (Generator<Json>) namesAndValues[i + 1];
      fields.put((String) namesAndValues[i], value);
    }
    return fields;
  }

  private Generator<Json> object(
      Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional) {
    return maker.make(required, optional).map(object -> object);
  }

  private Generator<Json> object(Object... optional) {
    return object(Map.of(), fields(optional));
  }

  private static Generator<Json> word(String... words) {
    return Generator.of(words).map(Json::string);
  }

  private static Generator<Json> uuid() {
    return draw -> {
      String uuid = new UUID(draw.anyLong(), draw.anyLong()).toString();
      return Json.string(draw.below(2) == 0 ? uuid : uuid.toUpperCase(Locale.ROOT));
    };
  }

  private static Generator<Json> listOf(Generator<Json> element) {
    return element.list(3).map(Json.Arr::new);
  }

  private static Generator<Json> listOrNulls(Generator<Json> element) {
    return listOf(Generator.oneOf(element, element, Generator.just(Json.NULL)));
  }

  /** An object whose names are the sender's. */
  private static Generator<Json> named(Generator<Json> value) {
    Generator<String> names =
        Generator.oneOf(Generator.of("plan", "$city", "a.b", ""), JsonValues.name());
    return objectOf(names, value, 3);
  }

  private static Generator<Json> objectOf(
      Generator<String> names, Generator<Json> values, int most) {
    Generator<Json.Member> members = c -> new Json.Member(names.from(c), values.from(c));
    return JsonValues.object(Map.of(), members, most).map(object -> object);
  }

  private static Generator<Json> values(Generator<Json> value) {
    return named(Generator.oneOf(value, value, value, Generator.just(Json.NULL)));
  }

  private Generator<Json> location() {
    return object(
        "latitude", number(),
        "longitude", number(),
        "accuracy", number(),
        "country_code", string(),
        "dma_code", int32(),
        "location_source", word("unknown", "ip_lookup", "lat_long"));
  }

  private Generator<Json> product() {
    return object(
        "id", string(),
        "name", string(),
        "position", int32(),
        "price", number(),
        "quantity", number(),
        "added_to_cart_time_ms", int64(),
        "custom_attributes", values(scalar()));
  }

  private Generator<Json> identity() {
    return object(
        fields(
            "identity_type",
            Generator.of(IDENTITY_TYPES.toArray(String[]::new)).map(Json::string),
            "identity",
            string()),
        fields("timestamp_unixtime_ms", int64(), "created_this_batch", bool()));
  }

  private Generator<Json> consent() {
    return object(
        "consented", bool(),
        "timestamp_unixtime_ms", int64(),
        "document", string(),
        "location", string(),
        "hardware_id", string(),
        "regulation", string());
  }

  private Map<String, Generator<Json>> common() {
    return fields(
        "event_id", int64(),
        "timestamp_unixtime_ms", int64(),
        "event_start_unixtime_ms", int64(),
        "source_message_id", string(),
        "session_id", int64(),
        "session_uuid", uuid(),
        "session_start_unixtime_ms", int64(),
        "event_num", int32(),
        "custom_attributes", values(scalar()),
        "custom_flags", values(JsonValues.any()),
        "location", location(),
        "device_current_state",
            object(
                "time_since_start_ms", int64(),
                "total_system_memory_usage_bytes", int64(),
                "disk_space_free_bytes", int64(),
                "external_disk_space_free_bytes", int64(),
                "battery_level", number(),
                "gps_state", bool(),
                "device_orientation", word("portrait", "FaceUp")),
        "is_goal_defined", bool(),
        "lifetime_value_change", number(),
        "page_url", string());
  }

  /** An event of the type, with the members its type asks for. */
  Generator<Json> event(String type) {
    Map<String, Generator<Json>> optional = new LinkedHashMap<>(common());
    optional.putAll(optionalOf(type));
    return object(
        fields(
            "data", object(requiredOf(type), optional),
            "event_type", Generator.just(Json.string(type))),
        Map.of());
  }

  private Map<String, Generator<Json>> requiredOf(String type) {
    return switch (type) {
      case "session_end" -> fields("session_duration_ms", int64());
      case "screen_view" -> fields("screen_name", string());
      case "custom_event" ->
          fields("event_name", string(), "custom_event_type", word("other", "navigation", "media"));
      case "crash_report" -> fields("severity", string(), "message", string());
      case "opt_out" -> fields("is_opted_out", bool());
      case "push_registration" -> fields("register", bool(), "registration_token", string());
      case "application_state_transition" ->
          fields(
              "application_transition_type",
              word("application_initialized", "application_background"));
      case "push_message" ->
          fields(
              "push_message_type", word("sent", "received", "action"),
              "push_message_token", string(),
              "push_notification_payload", string());
      case "network_performance" -> fields("url", string(), "response_code", int32());
      case "breadcrumb" -> fields("label", string());
      case "profile" ->
          fields(
              "previous_mpid", int64(),
              "current_mpid", int64(),
              "profile_event_type", word("signup", "login", "logout"));
      case "user_attribute_change" -> fields("user_attribute_name", string());
      default -> Map.of();
    };
  }

  private Map<String, Generator<Json>> optionalOf(String type) {
    return switch (type) {
      case "screen_view" -> fields("activity_type", word("activity_started", "activity_stopped"));
      case "crash_report" ->
          fields(
              "ios_image_base_address", int64(),
              "ios_image_size", int64(),
              "session_number", int32(),
              "exception_handled", bool(),
              "breadcrumbs", listOrNulls(Generator.oneOf(string(), breadcrumb())));
      case "application_state_transition" ->
          fields("is_first_run", bool(), "is_upgrade", bool(), "launch_referral", string());
      case "push_message" ->
          fields(
              "push_message_behavior", Generator.oneOf(int32(), word("Read", "DirectOpen")),
              "network", word("apn", "gcm"),
              "application_state", word("background", "foreground"));
      case "network_performance" ->
          fields(
              "time_elapsed", int32(), "bytes_in", int32(), "bytes_out", int32(), "data", string());
      case "breadcrumb" -> fields("session_number", int32());
      case "commerce_event" -> commerce();
      case "user_attribute_change" ->
          fields(
              "new", Generator.oneOf(scalar(), listOrNulls(scalar()), Generator.just(Json.NULL)),
              "old", Generator.oneOf(scalar(), listOrNulls(scalar()), Generator.just(Json.NULL)),
              "deleted", bool(),
              "is_new_attribute", bool());
      case "user_identity_change" -> fields("new", identity(), "old", identity());
      default -> Map.of();
    };
  }

  private Generator<Json> breadcrumb() {
    return object(
        fields(
            "data", object(fields("label", string()), common()),
            "event_type", Generator.just(Json.string("breadcrumb"))),
        Map.of());
  }

  private Map<String, Generator<Json>> commerce() {
    return fields(
        "product_action",
            object(
                fields("action", word("purchase", "remove_from_wish_list")),
                fields(
                    "checkout_step", int32(),
                    "transaction_id", string(),
                    "total_amount", number(),
                    "products", listOrNulls(product()))),
        "promotion_action",
            object(
                fields("action", word("view", "click")),
                fields("promotions", listOrNulls(object("id", string(), "position", string())))),
        "product_impressions",
            listOrNulls(
                object("product_impression_list", string(), "products", listOrNulls(product()))),
        "shopping_cart", object("products", listOrNulls(product())),
        "currency_code", string(),
        "event_name", string(),
        "custom_event_type", word("purchase", "remove_from_wishlist"));
  }

  /** What a batch carries beside its events, its identities and what only output has. */
  Map<String, Generator<Json>> batch() {
    Map<String, Generator<Json>> fields =
        fields(
            "mpid", int64(),
            "mp_deviceid", uuid(),
            "timestamp_unixtime_ms", int64(),
            "batch_id", int64(),
            "source_request_id", scalar(),
            "environment", word("production", "development"),
            "ip", word("", "192.0.2.7", "2001:db8::1"),
            "user_attributes", values(Generator.oneOf(scalar(), listOf(scalarOrNull()))),
            "deleted_user_attributes", listOrNulls(string()),
            "partner_identities", values(string()),
            "integration_attributes", named(values(string())),
            "device_info",
                object(
                    "platform", word("iOS", "Android", "web"),
                    "brand", string(),
                    "device", string(),
                    "screen_height", int32(),
                    "is_tablet", bool(),
                    "android_advertising_id", uuid(),
                    "att_timestamp_unixtime_ms", int64()),
            "application_info",
                object(
                    "os", word("IOS", "Android"),
                    "application_name", string(),
                    "apple_search_ads_attributes", named(values(string()))));
    fields.putAll(context());
    return fields;
  }

  private Map<String, Generator<Json>> context() {
    return fields(
        "source_info",
            object(fields("channel", word("native", "partner")), fields("partner", string())),
        "context",
            object(
                "location", location(),
                "data_plan", object(fields("plan_id", string()), fields("plan_version", int32()))),
        "consent_state",
            object("gdpr", values(consent()), "ccpa", object("data_sale_opt_out", consent())),
        "origin_mpid", int64(),
        "attribution_info", object("service_provider", string(), "publisher", string()),
        "sdk_version", string(),
        "api_key", string(),
        "api_keys", listOrNulls(string()),
        "job_id", string(),
        "partner_identity", string(),
        "modified", bool());
  }

  /** What the platform adds on output. */
  Map<String, Generator<Json>> added() {
    return fields(
        "schema_version", int32(),
        "message_id", uuid(),
        "message_type", word("events"),
        "unique_id", string(),
        "system_notifications",
            listOrNulls(
                object(
                    fields("type", word("gdpr_change")),
                    fields(
                        "data",
                        object("purpose", string(), "current", consent(), "old", consent())))));
  }

  /** Type to value, as senders write it. */
  Generator<Json> identitiesAsObject() {
    return objectOf(
        Generator.of(IDENTITY_TYPES.toArray(String[]::new)),
        string().or(5, Generator.just(Json.NULL)),
        4);
  }

  /** One object an identity, as the platform writes it. */
  Generator<Json> identitiesAsArray() {
    return listOrNulls(identity());
  }
}
