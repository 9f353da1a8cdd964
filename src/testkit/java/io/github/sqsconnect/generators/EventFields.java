package io.github.sqsconnect.generators;

import static io.github.sqsconnect.generators.JsonValues.bool;
import static io.github.sqsconnect.generators.JsonValues.int32;
import static io.github.sqsconnect.generators.JsonValues.int64;
import static io.github.sqsconnect.generators.JsonValues.number;
import static io.github.sqsconnect.generators.JsonValues.scalar;
import static io.github.sqsconnect.generators.JsonValues.scalarOrNull;
import static io.github.sqsconnect.generators.JsonValues.string;

import io.github.sqsconnect.property.Generator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The members of the format with values as they should be. Values of a wrong type, nulls and double
 * names come from {@link EventBatches}.
 */
final class EventFields {
  /**
   * One object a line: its name, then its members. {@code !} is a required member; a member without
   * a type stands for all members of the object of that name; {@code =a|b} is one of the words;
   * {@code []} is a list, {@code {}} an object with names of the sender's choice, both with some
   * nulls if there is a {@code ?} in them; {@code a/b} is either.
   */
  private static final Map<String, String> OBJECTS =
      """
      location: latitude number, longitude number, accuracy number, country_code string, \
      dma_code int32, location_source =unknown|ip_lookup|lat_long
      product: id string, name string, position int32, price number, quantity number, \
      added_to_cart_time_ms int64, custom_attributes scalar{?}
      identity: !identity_type =other|customer_id|facebook|email|alias|other_id_10|mobile_number, \
      !identity string, timestamp_unixtime_ms int64, created_this_batch bool
      consent: consented bool, timestamp_unixtime_ms int64, document string, location string, \
      hardware_id string, regulation string
      device_state: time_since_start_ms int64, total_system_memory_usage_bytes int64, \
      disk_space_free_bytes int64, external_disk_space_free_bytes int64, battery_level number, \
      gps_state bool, device_orientation =portrait|FaceUp

      common: event_id int64, timestamp_unixtime_ms int64, event_start_unixtime_ms int64, \
      source_message_id string, session_id int64, session_uuid uuid, \
      session_start_unixtime_ms int64, event_num int32, custom_attributes scalar{?}, \
      custom_flags any{?}, location location, device_current_state device_state, \
      is_goal_defined bool, lifetime_value_change number, page_url string
      session_end: common, !session_duration_ms int64
      screen_view: common, !screen_name string, activity_type =activity_started|activity_stopped
      custom_event: common, !event_name string, !custom_event_type =other|navigation|media
      crash_report: common, !severity string, !message string, ios_image_base_address int64, \
      ios_image_size int64, session_number int32, exception_handled bool, \
      breadcrumbs (string/crumb)[?]
      crumb: !data crumb_data/scalar, !event_type =breadcrumb
      crumb_data: common, !label string
      opt_out: common, !is_opted_out bool
      push_registration: common, !register bool, !registration_token string
      application_state_transition: common, is_first_run bool, is_upgrade bool, \
      launch_referral string, \
      !application_transition_type =application_initialized|application_background
      push_message: common, !push_message_type =sent|received|action, !push_message_token string, \
      !push_notification_payload string, push_message_behavior int32/=Read|DirectOpen, \
      network =apn|gcm, application_state =background|foreground
      network_performance: common, !url string, !response_code int32, time_elapsed int32, \
      bytes_in int32, bytes_out int32, data string
      breadcrumb: common, !label string, session_number int32
      profile: common, !previous_mpid int64, !current_mpid int64, \
      !profile_event_type =signup|login|logout
      commerce_event: common, product_action product_action, promotion_action promotion_action, \
      product_impressions impression[?], shopping_cart cart, currency_code string, \
      event_name string, custom_event_type =purchase|remove_from_wishlist
      product_action: !action =purchase|remove_from_wish_list, checkout_step int32, \
      transaction_id string, total_amount number, products product[?]
      promotion_action: !action =view|click, promotions promotion[?]
      promotion: id string, position string
      impression: product_impression_list string, products product[?]
      cart: products product[?]
      user_attribute_change: common, !user_attribute_name string, \
      new scalar/scalars/null, old scalar/scalars/null, deleted bool, is_new_attribute bool
      user_identity_change: common, new identity, old identity

      batch: mpid int64, mp_deviceid uuid, timestamp_unixtime_ms int64, batch_id int64, \
      source_request_id scalar, environment =production|development, \
      ip =|192.0.2.7|2001:db8::1, user_attributes attribute{?}, \
      deleted_user_attributes string[?], partner_identities string{?}, \
      integration_attributes integration{}, device_info device_info, \
      application_info application_info, source_info source_info, context context, \
      consent_state consent_state, origin_mpid int64, attribution_info attribution_info, \
      sdk_version string, api_key string, api_keys string[?], job_id string, \
      partner_identity string, modified bool
      device_info: platform =iOS|Android|web, brand string, device string, screen_height int32, \
      is_tablet bool, android_advertising_id uuid, att_timestamp_unixtime_ms int64
      application_info: os =IOS|Android, application_name string, \
      apple_search_ads_attributes integration{}
      source_info: !channel =native|partner, partner string
      context: location location, data_plan data_plan
      data_plan: !plan_id string, plan_version int32
      consent_state: gdpr consent{?}, ccpa sale_opt_out
      sale_opt_out: data_sale_opt_out consent
      attribution_info: service_provider string, publisher string

      added_on_output: schema_version int32, message_id uuid, message_type =events, \
      unique_id string, system_notifications notification[?]
      notification: !type =gdpr_change, data consent_change
      consent_change: purpose string, current consent, old consent
      """
          .lines()
          .filter(line -> !line.isEmpty())
          .map(line -> line.split(": ", 2))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

  static final List<String> EVENT_TYPES =
      List.of(
          """
          session_start session_end screen_view custom_event crash_report opt_out first_run
          pre_attribution push_registration application_state_transition push_message
          network_performance breadcrumb profile push_reaction commerce_event
          user_attribute_change user_identity_change uninstall validation_result"""
              .split("\\s+"));

  /** Makes an object of its required and optional members. */
  interface Maker {
    Generator<Json.Obj> make(
        Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional);
  }

  private final Maker maker;
  private final Map<String, Generator<Json>> objects = new HashMap<>();

  EventFields(Maker maker) {
    this.maker = maker;
  }

  /** An event of the type, with the members that the type requires. */
  Generator<Json> event(String type) {
    Map<String, Generator<Json>> members = new LinkedHashMap<>();
    members.put("data", object(OBJECTS.containsKey(type) ? type : "common"));
    members.put("event_type", Generator.just(Json.string(type)));
    return maker.make(members, Map.of()).map(object -> object);
  }

  /** All members of the object of that name; it has no required ones. */
  Map<String, Generator<Json>> members(String object) {
    Map<String, Generator<Json>> members = new LinkedHashMap<>();
    collect(object, members, members);
    return members;
  }

  /** Type to value, as senders write it. */
  Generator<Json> identitiesAsObject() {
    Generator<String> types =
        Generator.of(
            "other", "customer_id", "facebook", "email", "alias", "other_id_10", "mobile_number");
    return object(types, string().or(5, Generator.just(Json.NULL)), 4);
  }

  /** One object for each identity, as the platform writes it. */
  Generator<Json> identitiesAsArray() {
    return type("identity[?]");
  }

  private Generator<Json> object(String name) {
    Generator<Json> known = objects.get(name);
    if (known == null) {
      Map<String, Generator<Json>> required = new LinkedHashMap<>();
      Map<String, Generator<Json>> optional = new LinkedHashMap<>();
      collect(name, required, optional);
      known = maker.make(required, optional).map(object -> object);
      objects.put(name, known);
    }
    return known;
  }

  private void collect(
      String object, Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional) {
    for (String member : OBJECTS.get(object).split(", ")) {
      String[] nameAndType = member.split(" ", 2);
      if (nameAndType.length == 1) {
        collect(member, required, optional);
      } else if (member.startsWith("!")) {
        required.put(nameAndType[0].substring(1), type(nameAndType[1]));
      } else {
        optional.put(nameAndType[0], type(nameAndType[1]));
      }
    }
  }

  private Generator<Json> type(String type) {
    Map<String, UnaryOperator<Generator<Json>>> containers =
        Map.of(
            "[]",
            EventFields::listOf,
            "[?]",
            element -> listOf(withNulls(element, 2)),
            "{}",
            EventFields::named,
            "{?}",
            value -> named(withNulls(value, 3)));
    for (String end : containers.keySet()) {
      if (type.endsWith(end)) {
        String content = type.substring(0, type.length() - end.length());
        return containers.get(end).apply(type(content.replaceAll("[()]", "")));
      }
    }
    if (type.contains("/")) {
      return Generator.oneOf(List.of(type.split("/")).stream().map(this::type).toList());
    }
    if (type.startsWith("=")) {
      return Generator.of(List.of(type.substring(1).split("\\|", -1))).map(Json::string);
    }
    return switch (type) {
      case "string" -> string();
      case "bool" -> bool();
      case "number" -> number();
      case "int32" -> int32();
      case "int64" -> int64();
      case "uuid" -> uuid();
      case "any" -> JsonValues.any();
      case "null" -> Generator.just(Json.NULL);
      case "scalar" -> scalar();
      case "scalars" -> listOf(withNulls(scalar(), 2));
      case "attribute" -> Generator.oneOf(scalar(), listOf(scalarOrNull()));
      case "integration" -> type("string{?}");
      default -> object(type);
    };
  }

  private static Generator<Json> uuid() {
    return draw -> {
      String uuid = new UUID(draw.anyLong(), draw.anyLong()).toString();
      return Json.string(draw.below(2) == 0 ? uuid : uuid.toUpperCase(Locale.ROOT));
    };
  }

  private static Generator<Json> withNulls(Generator<Json> value, int valuesPerNull) {
    return value.or(valuesPerNull + 1, Generator.just(Json.NULL));
  }

  private static Generator<Json> listOf(Generator<Json> element) {
    return element.list(3).map(Json.Arr::new);
  }

  private static Generator<Json> named(Generator<Json> value) {
    return object(
        Generator.oneOf(Generator.of("plan", "$city", "a.b", ""), JsonValues.name()), value, 3);
  }

  private static Generator<Json> object(Generator<String> names, Generator<Json> values, int most) {
    Generator<Json.Member> members = draw -> new Json.Member(names.from(draw), values.from(draw));
    return JsonValues.object(Map.of(), members, most).map(object -> object);
  }
}
