package io.github.sqsconnect.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How the formats that send JSON write a body. */
public record BodySettings(
    DecimalFormat decimalFormat,
    TimestampFormat timestampFormat,
    String cloudEventsSource,
    String cloudEventsType,
    Optional<String> cloudEventsSubject) {
  public static final String DECIMAL_FORMAT = "sqs.json.decimal.format";
  public static final String TIMESTAMP_FORMAT = "sqs.json.timestamp.format";

  public static final String CLOUDEVENTS_SOURCE = "sqs.cloudevents.source";
  public static final String CLOUDEVENTS_TYPE = "sqs.cloudevents.type";
  public static final String CLOUDEVENTS_SUBJECT = "sqs.cloudevents.subject";

  /** The prefix of the keys for every format that sends JSON. */
  static final String JSON_PREFIX = "sqs.json.";

  static final String CLOUDEVENTS_PREFIX = "sqs.cloudevents.";

  private static final String DEFAULT_SOURCE = "kafka:${topic}";
  private static final String DEFAULT_TYPE = "${topic}";

  public static final BodySettings DEFAULTS =
      new BodySettings(
          DecimalFormat.NUMBER,
          TimestampFormat.EPOCH_MS,
          DEFAULT_SOURCE,
          DEFAULT_TYPE,
          Optional.empty());

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
            "iso-8601")
        .optional(
            CLOUDEVENTS_SOURCE,
            Type.STRING,
            DEFAULT_SOURCE,
            Templates.uriReference(),
            Importance.LOW,
            "CloudEvents source",
            "Template for the source of a CloudEvent, a URI reference: where the events come from. A record for which it is "
                + "empty, or is no URI reference, is rejected.")
        .optional(
            CLOUDEVENTS_TYPE,
            Type.STRING,
            DEFAULT_TYPE,
            Templates.rule(),
            Importance.LOW,
            "CloudEvents type",
            "Template for the type of a CloudEvent, for example com.example.order.${value.status}. A record for which it is "
                + "empty is rejected.")
        .optional(
            CLOUDEVENTS_SUBJECT,
            Type.STRING,
            null,
            Templates.rule(),
            Importance.LOW,
            "CloudEvents subject",
            "Template for the subject of a CloudEvent: what the event is about, for example ${value.order.id}. Without it, and "
                + "if it is empty for a record, the event has no subject.");
  }

  static BodySettings from(AbstractConfig config) {
    return new BodySettings(
        MessageSettings.word(DecimalFormat.class, config.getString(DECIMAL_FORMAT)),
        MessageSettings.word(TimestampFormat.class, config.getString(TIMESTAMP_FORMAT)),
        config.getString(CLOUDEVENTS_SOURCE),
        config.getString(CLOUDEVENTS_TYPE),
        Optional.ofNullable(config.getString(CLOUDEVENTS_SUBJECT)));
  }

  /**
   * The index of the first character with which a text is no URI reference of RFC 3986, or -1 if it
   * is one. Java's parser also allows brackets after the host, where RFC 3986 does not.
   */
  public static int notUriReferenceAt(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
        return i;
      }
    }
    try {
      String host = new URI(text).getHost();
      boolean isAddress = host != null && host.startsWith("[");
      return bracket(text, isAddress ? text.indexOf(']') + 1 : 0);
    } catch (URISyntaxException e) {
      return Math.max(0, e.getIndex());
    }
  }

  private static int bracket(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '[' || text.charAt(i) == ']') {
        return i;
      }
    }
    return -1;
  }
}
