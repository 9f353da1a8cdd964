package io.github.sqsconnect.generators;

import io.github.sqsconnect.property.Generator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Random settings of forwarding and of the event format. */
public final class EventSettingGenerators {
  private static final List<String> SWITCHES =
      List.of(
          """
          event.send.as.batch event.send.custom.events event.send.screen.views
          event.send.lifecycle.events event.send.crash.events
          event.send.network.performance.events event.send.push.events
          event.send.commerce.events event.include.user.attribute.changes
          event.include.user.identity.changes event.send.eventless.batches
          event.include.location event.include.batch.location event.include.metadata
          event.include.device.id"""
              .split("\\s+"));

  private static final Generator<String> PATHS =
      Generator.of(
          """
          ip device_info.device events.data.location.latitude events.data.custom_attributes
          events.data.event_id events.data.product_action.products.price
          user_identities.identity user_attributes.plan consent_state.gdpr context
          context.location context.location.latitude message_id batch_id
          timestamp_unixtime_ms timestamp_unixtime_ms.location
          events.data.timestamp_unixtime_ms events.data.timestamp_unixtime_ms.location
          events.data.event_start_unixtime_ms.location events.data.location
          events.data.new.identity events.data.breadcrumbs.data user_identities
          user_identities.timestamp_unixtime_ms
          user_identities.timestamp_unixtime_ms.location source_info source_info.channel
          events.event_type.x unknown_1 events.unknown_1 events.data.unknown_1 no.such.path
          0"""
              .split("\\s+"));

  private static final Generator<String> INT64_FORMATS = Generator.of("keep", "number", "string");

  private EventSettingGenerators() {}

  /** Forwards everything; only the format of 64-bit integers differs. */
  public static Generator<Map<String, String>> neutral() {
    return draw -> {
      Map<String, String> settings = new LinkedHashMap<>();
      SWITCHES.forEach(key -> settings.put(key, "true"));
      settings.put("event.int64.format", INT64_FORMATS.from(draw));
      return settings;
    };
  }

  /** Each switch on, off or not set; no fields excluded. */
  public static Generator<Map<String, String>> switched() {
    Generator<String> values = Generator.of("", "true", "false");
    return draw -> {
      Map<String, String> settings = new LinkedHashMap<>();
      SWITCHES.forEach(key -> settings.put(key, values.from(draw)));
      settings.put("event.int64.format", Generator.of("", "number", "string").from(draw));
      settings.put("event.unique.id", Generator.of("", "eu-1").from(draw));
      settings.put("event.environment", Generator.of("", "development").from(draw));
      settings.put("event.schema.version", Generator.of("", "1").from(draw));
      settings.put("sqs.id.namespace", Generator.of("", "blue").from(draw));
      settings.values().removeIf(String::isEmpty);
      return settings;
    };
  }

  /** Any switches, sometimes with excluded fields, without validation, or with a format. */
  public static Generator<Map<String, String>> any() {
    Generator<List<String>> excluded = PATHS.list(3);
    return draw -> {
      Map<String, String> all = new TreeMap<>(switched().from(draw));
      if (draw.below(3) == 1) {
        all.put("event.exclude.fields", String.join(",", excluded.from(draw)));
      }
      if (draw.below(3) == 1) {
        all.put("event.validation", "none");
      }
      if (draw.below(6) == 1) {
        all.put("event.input.format", Generator.of("batch", "event").from(draw));
      }
      return all;
    };
  }
}
