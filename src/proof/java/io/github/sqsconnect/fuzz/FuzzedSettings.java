package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.generators.EventSettingGenerators;
import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.property.Draw;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** FuzzedSettings of a task, drawn from all that a user may legally say of messages and events. */
final class FuzzedSettings {
  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

  /** Templates; empty for a setting that is not set. */
  private static final List<String> IDS =
      List.of(
          "",
          "auto",
          "${key}",
          "${value.mpid}",
          "${value.id}",
          "${value.ip}-${partition}",
          "${header.h}",
          "${topic}/${key}/${header.h}",
          "constant",
          "g ${value.user_identities}",
          "${value.events}");

  private static final List<String> FORMATS = List.of("raw", "json", "envelope", "cloudevents");

  /** Added to a template, so that it differs between records. */
  private static final List<String> UNIQUE = List.of("${key}", "${value.id}", "${header.h}");

  private FuzzedSettings() {}

  static Map<String, String> any(Draw draw) {
    Map<String, String> settings = new HashMap<>(EventSettingGenerators.any().from(draw));
    if (draw.below(4) == 0) {
      settings.putAll(PlainRecordGenerators.settings().from(draw));
      settings.put("event.input.format", "record");
    }
    boolean fifo = draw.below(3) > 0;
    boolean batches = draw.coin();
    String format = batches ? "event-batch" : FORMATS.get(draw.below(FORMATS.size()));
    settings.put("sqs.queue.url", fifo ? URL + ".fifo" : URL);
    settings.put("sqs.message.format", format);
    settings.put("sqs.message.group.id", id(batches, draw));
    settings.put("sqs.json.decimal.format", draw.coin() ? "string" : "number");
    settings.put("sqs.json.timestamp.format", draw.coin() ? "iso-8601" : "epoch-ms");
    settings.put("sqs.cloudevents.source", IDS.get(draw.below(9)));
    settings.put("sqs.cloudevents.subject", IDS.get(draw.below(IDS.size())));
    if (fifo) {
      settings.put("sqs.message.deduplication.id", draw.below(6) == 0 ? "content" : unique(draw));
    }
    settings.put("sqs.message.max.bytes", Integer.toString(1024 << draw.below(11)));
    settings.put("behavior.on.null.values", draw.coin() ? "ignore" : "fail");
    settings.put("behavior.on.invalid.characters", draw.coin() ? "replace" : "fail");
    if (draw.below(3) == 0) {
      addAttributes(settings, batches, draw);
    }
    settings.values().removeIf(String::isEmpty);
    if (!batches) {
      settings.keySet().removeIf(key -> key.startsWith("event."));
    }
    SqsSinkConfig config = SqsSinkConfig.from(settings);
    if (!config.conflicts().isEmpty()) {
      throw new IllegalStateException("no legal settings: " + config.conflicts());
    }
    return settings;
  }

  private static void addAttributes(Map<String, String> settings, boolean batches, Draw draw) {
    settings.put("sqs.message.attributes.enabled", draw.coin() ? "true" : "false");
    settings.put(
        "sqs.message.attributes",
        "a=" + id(batches, draw) + "x,b=${value.id}${value.ip},c:Number=${offset}");
    settings.put("sqs.trace.header.enabled", draw.coin() ? "true" : "false");
    if (!settings.get("sqs.queue.url").endsWith(".fifo")) {
      settings.put("sqs.delay.header", draw.below(4) == 0 ? "h" : "");
    }
  }

  /** A template that differs between records. */
  private static String unique(Draw draw) {
    String id = IDS.get(draw.below(IDS.size()));
    return id.isEmpty() || id.equals("auto") ? id : id + UNIQUE.get(draw.below(UNIQUE.size()));
  }

  private static String id(boolean batches, Draw draw) {
    return draw.below(8) == 0 && batches ? "${mpid}" : IDS.get(draw.below(IDS.size()));
  }
}
