package io.github.sqsconnect.config;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** How the formats that send JSON write a body. */
public record BodySettings(DecimalFormat decimalFormat, TimestampFormat timestampFormat) {
  public static final String DECIMAL_FORMAT = "sqs.json.decimal.format";
  public static final String TIMESTAMP_FORMAT = "sqs.json.timestamp.format";

  /** The prefix of the keys for every format that sends JSON. */
  static final String JSON_PREFIX = "sqs.json.";

  public static final BodySettings DEFAULTS =
      new BodySettings(DecimalFormat.NUMBER, TimestampFormat.EPOCH_MS);

  /** How a Decimal of Connect is written. */
  public enum DecimalFormat {
    NUMBER,
    STRING
  }

  /** How a time of Connect is written. */
  public enum TimestampFormat {
    EPOCH_MS,
    ISO_8601
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "JSON bodies")
        .choice(
            DECIMAL_FORMAT,
            "number",
            Importance.LOW,
            "Decimals",
            "Format of decimals in Connect data, for the formats json, envelope and cloudevents: number writes a JSON number "
                + "with all digits, string writes the digits as a string. Numbers in JSON text stay unchanged.",
            "number",
            "string")
        .choice(
            TIMESTAMP_FORMAT,
            "epoch-ms",
            Importance.LOW,
            "Timestamps",
            "Format of times in Connect data, for the formats json, envelope and cloudevents: epoch-ms writes a Timestamp as "
                + "epoch milliseconds, a Date as days since 1970, a Time as milliseconds since midnight; iso-8601 writes text "
                + "such as 2026-11-24T12:00:00.000Z, 2026-11-24 and 12:00:00.000. Times in JSON text stay unchanged.",
            "epoch-ms",
            "iso-8601");
  }

  static BodySettings from(AbstractConfig config) {
    return new BodySettings(
        MessageSettings.word(DecimalFormat.class, config.getString(DECIMAL_FORMAT)),
        MessageSettings.word(TimestampFormat.class, config.getString(TIMESTAMP_FORMAT)));
  }
}
