package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.generators.ForwardingSettings;
import io.github.sqsconnect.generators.PlainRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Settings of a task, drawn from all that a user may legally say of messages and events. */
final class Settings {
  private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/events";

  /** Templates; empty for a setting that is left alone. */
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

  /** What makes a template differ between records. */
  private static final List<String> UNIQUE = List.of("${key}", "${value.id}", "${header.h}");

  private Settings() {}

  static Map<String, String> any(Random random) {
    Map<String, String> settings = new HashMap<>(ForwardingSettings.any().from(random));
    if (random.nextInt(4) == 0) {
      settings.putAll(PlainRecords.settings().from(random));
      settings.put("event.input.format", "record");
    }
    boolean fifo = random.nextInt(3) > 0;
    boolean raw = random.nextInt(4) == 0;
    settings.put("sqs.queue.url", fifo ? URL + ".fifo" : URL);
    settings.put("sqs.message.format", raw ? "raw" : "event-batch");
    settings.put("sqs.message.group.id", id(raw, random));
    if (fifo) {
      settings.put(
          "sqs.message.deduplication.id", random.nextInt(6) == 0 ? "content" : unique(random));
    }
    settings.put("sqs.message.max.bytes", Integer.toString(1024 << random.nextInt(11)));
    settings.put("behavior.on.null.values", random.nextBoolean() ? "ignore" : "fail");
    settings.put("behavior.on.invalid.characters", random.nextBoolean() ? "replace" : "fail");
    settings.values().removeIf(String::isEmpty);
    if (raw) {
      settings.keySet().removeIf(key -> key.startsWith("event."));
    }
    SqsSinkConfig config = SqsSinkConfig.from(settings);
    if (!config.conflicts().isEmpty()) {
      throw new IllegalStateException("no legal settings: " + config.conflicts());
    }
    return settings;
  }

  /** A template that differs between records. */
  private static String unique(Random random) {
    String id = IDS.get(random.nextInt(IDS.size()));
    return id.isEmpty() || id.equals("auto") ? id : id + UNIQUE.get(random.nextInt(UNIQUE.size()));
  }

  private static String id(boolean raw, Random random) {
    return random.nextInt(8) == 0 && !raw ? "${mpid}" : IDS.get(random.nextInt(IDS.size()));
  }
}
