package io.github.sqsconnect.config;

import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** What one message carries, and what becomes of records that cannot be one. */
public record MessageSettings(
    Format format,
    String idNamespace,
    int maxBytes,
    NullValues nullValues,
    InvalidCharacters invalidCharacters) {
  public static final String FORMAT = "sqs.message.format";
  public static final String ID_NAMESPACE = "sqs.id.namespace";
  public static final String MAX_BYTES = "sqs.message.max.bytes";
  public static final String NULL_VALUES = "behavior.on.null.values";
  public static final String INVALID_CHARACTERS = "behavior.on.invalid.characters";

  /** The largest message SQS takes, in bytes (body and attributes), since August 2025. */
  public static final int SQS_MAX_BYTES = 1_048_576;

  /** The forms a message body can have. */
  public enum Format {
    EVENT_BATCH,
    RAW
  }

  /** What becomes of a record without a value. */
  public enum NullValues {
    FAIL,
    IGNORE,
    EMPTY
  }

  /** What becomes of raw text that SQS would refuse. */
  public enum InvalidCharacters {
    FAIL,
    REPLACE
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Message")
        .choice(
            FORMAT,
            "event-batch",
            Importance.MEDIUM,
            "Message format",
            "Form of the message body: event-batch writes the JSON event format; raw sends text as it is "
                + "and bytes as base64.",
            "event-batch",
            "raw")
        .optional(
            ID_NAMESPACE,
            Type.STRING,
            "",
            null,
            Importance.LOW,
            "Id namespace",
            "Text that enters every id the connector makes. Set it when two Kafka clusters feed one queue "
                + "from topics of one name.")
        .optional(
            MAX_BYTES,
            Type.INT,
            SQS_MAX_BYTES,
            Rules.between(1024, SQS_MAX_BYTES),
            Importance.LOW,
            "Largest message",
            "Largest message in bytes, as SQS counts: UTF-8 body plus attributes. Set it to the queue's own "
                + "MaximumMessageSize when that is lower.")
        .choice(
            NULL_VALUES,
            "fail",
            Importance.MEDIUM,
            "Null values",
            "What to do with a record whose value is null: fail rejects it, ignore acknowledges and counts it, "
                + "empty treats it as the record {} (not with raw).",
            "fail",
            "ignore",
            "empty")
        .choice(
            INVALID_CHARACTERS,
            "fail",
            Importance.LOW,
            "Invalid characters",
            "What to do with raw text that holds characters SQS refuses: fail rejects the record, replace puts "
                + "U+FFFD in their place.",
            "fail",
            "replace");
  }

  static MessageSettings from(AbstractConfig config) {
    return new MessageSettings(
        word(Format.class, config.getString(FORMAT)),
        config.getString(ID_NAMESPACE),
        config.getInt(MAX_BYTES),
        word(NullValues.class, config.getString(NULL_VALUES)),
        word(InvalidCharacters.class, config.getString(INVALID_CHARACTERS)));
  }

  static <E extends Enum<E>> E word(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
