package io.github.sqsconnect.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** What one message carries, and what becomes of records that cannot be one. */
public record MessageSettings(
    Format format,
    Optional<String> groupId,
    Optional<String> deduplicationId,
    String idNamespace,
    long delayMs,
    int maxBytes,
    NullValues nullValues,
    InvalidCharacters invalidCharacters) {
  public static final String FORMAT = "sqs.message.format";
  public static final String GROUP_ID = "sqs.message.group.id";
  public static final String DEDUPLICATION_ID = "sqs.message.deduplication.id";
  public static final String ID_NAMESPACE = "sqs.id.namespace";
  public static final String DELAY_MS = "sqs.delay.ms";
  public static final String MAX_BYTES = "sqs.message.max.bytes";
  public static final String NULL_VALUES = "behavior.on.null.values";
  public static final String INVALID_CHARACTERS = "behavior.on.invalid.characters";

  /** The largest message SQS takes, in bytes (body and attributes), since August 2025. */
  public static final int SQS_MAX_BYTES = 1_048_576;

  /** The longest delay SQS takes, in milliseconds. */
  private static final int LONGEST_DELAY_MS = 900_000;

  /** The word for the ids that the connector chooses by itself. */
  public static final String AUTO = "auto";

  /** The word for a deduplication id that the queue makes of the body. */
  public static final String CONTENT = "content";

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

  /** Whether deduplication ids come from a template, and not from the connector or the queue. */
  public boolean hasIdTemplate() {
    return deduplicationId.filter(id -> !id.equals(AUTO) && !id.equals(CONTENT)).isPresent();
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Message")
        .choice(
            FORMAT,
            "event-batch",
            Importance.MEDIUM,
            "Message format",
            "Form of the message body: event-batch writes the JSON event format; raw sends text as it is "
                + "and bytes as base64, and cannot be combined with event.* settings.",
            "event-batch",
            "raw")
        .optional(
            GROUP_ID,
            Type.STRING,
            null,
            Templates.rule("mpid"),
            Importance.MEDIUM,
            "Message group id",
            "Message group of a message, a template. On FIFO queues the default is auto: the user (mpid) of the "
                + "event batch, else the record's key, else its topic and partition; auto also stands in where a "
                + "template gives nothing. On standard queues there is none unless you set one, which makes the "
                + "queue a fair queue. What SQS would refuse becomes its SHA-256.")
        .optional(
            DEDUPLICATION_ID,
            Type.STRING,
            null,
            Templates.distinguishing(List.of(AUTO, CONTENT), "mpid"),
            Importance.LOW,
            "Message deduplication id",
            "FIFO queues only: auto (default) is an id made of the record's place and content, so that a record sent twice "
                + "within five minutes arrives once; content leaves it to the queue, which takes equal bodies for "
                + "one message; else a template, to which -0, -1, ... is added where a record becomes several "
                + "messages, and for which auto stands in where it gives nothing. The template must contain ${key}, "
                + "${header.NAME} or ${value.PATH}: with one id for all records the queue drops all but the first.")
        .optional(
            DELAY_MS,
            Type.LONG,
            0L,
            Rules.between(0, LONGEST_DELAY_MS),
            Importance.LOW,
            "Delay",
            "How long SQS hides a message before consumers see it, in milliseconds, rounded up to whole seconds. "
                + "Standard queues only; 0 leaves it to the queue.")
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
        Optional.ofNullable(config.getString(GROUP_ID)),
        Optional.ofNullable(config.getString(DEDUPLICATION_ID)),
        config.getString(ID_NAMESPACE),
        config.getLong(DELAY_MS),
        config.getInt(MAX_BYTES),
        word(NullValues.class, config.getString(NULL_VALUES)),
        word(InvalidCharacters.class, config.getString(INVALID_CHARACTERS)));
  }

  static <E extends Enum<E>> E word(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
