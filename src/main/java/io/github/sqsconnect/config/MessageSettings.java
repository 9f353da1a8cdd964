package io.github.sqsconnect.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The content of a message, and what happens to records that cannot become one. */
public record MessageSettings(
    Format format,
    BodySettings body,
    Optional<String> groupId,
    Optional<String> deduplicationId,
    String idNamespace,
    long delayMs,
    int maxBytes,
    NullValues nullValues,
    InvalidCharacters invalidCharacters,
    Optional<String> delayHeader,
    AttributeSettings attributes) {
  public static final String FORMAT = "sqs.message.format";
  public static final String GROUP_ID = "sqs.message.group.id";
  public static final String DEDUPLICATION_ID = "sqs.message.deduplication.id";
  public static final String ID_NAMESPACE = "sqs.id.namespace";
  public static final String DELAY_MS = "sqs.delay.ms";
  public static final String DELAY_HEADER = "sqs.delay.header";
  public static final String MAX_BYTES = "sqs.message.max.bytes";
  public static final String NULL_VALUES = "behavior.on.null.values";
  public static final String INVALID_CHARACTERS = "behavior.on.invalid.characters";

  /** Limit of SQS for a message with body and attributes, in bytes (since August 2025). */
  public static final int SQS_MAX_BYTES = 1_048_576;

  /** Limit of SQS for a delay, in milliseconds. */
  public static final int LONGEST_DELAY_MS = 900_000;

  /** The value for ids that the connector generates. */
  public static final String AUTO = "auto";

  /** The value for deduplication ids that the queue derives from the body. */
  public static final String CONTENT = "content";

  /** The word that treats a null value as an empty record. */
  static final String EMPTY = "empty";

  /** The formats of a message body. */
  public enum Format {
    EVENT_BATCH,
    JSON,
    ENVELOPE,
    CLOUDEVENTS,
    RAW;

    /** The word in the configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How to handle a record whose value is null. */
  public enum NullValues {
    FAIL,
    IGNORE,
    EMPTY
  }

  /** How to handle raw text and attributes with characters that SQS rejects. */
  public enum InvalidCharacters {
    FAIL,
    REPLACE
  }

  /** Whether deduplication ids come from a template. */
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
            "Format of the message body: event-batch writes the JSON event format; json writes the value as JSON; "
                + "envelope writes an object with topic, partition, offset, timestamp, key, headers and value; cloudevents "
                + "writes a CloudEvent; raw sends text unchanged and bytes as base64. event.* settings can only be used with event-batch.",
            "event-batch",
            "json",
            "envelope",
            "cloudevents",
            "raw")
        .optional(
            GROUP_ID,
            Type.STRING,
            null,
            Templates.rule("mpid"),
            Importance.MEDIUM,
            "Message group id",
            "Template for the message group id. On FIFO queues the default is auto: the user (mpid) of the "
                + "event batch, else the record's key, else its topic and partition; auto is also used where a "
                + "template returns no text. On standard queues the default is no group; setting one makes the "
                + "queue a fair queue. A value that SQS rejects is replaced by its SHA-256.")
        .optional(
            DEDUPLICATION_ID,
            Type.STRING,
            null,
            Templates.distinguishing(List.of(AUTO, CONTENT), "mpid"),
            Importance.LOW,
            "Message deduplication id",
            "Deduplication id, for FIFO queues only. auto (default) generates an id from the record's position and content, "
                + "so that a record sent twice within five minutes arrives once. content sends no id: the queue drops "
                + "messages with equal bodies. Any other value is a template; -0, -1, ... is added if a record becomes "
                + "several messages. A template must contain "
                + "${key}, ${header.NAME} or ${value.PATH}: if all records had the same id, the queue would drop all "
                + "but the first. auto is used for a record that has none of those in the template.")
        .optional(
            DELAY_MS,
            Type.LONG,
            0L,
            Rules.between(0, LONGEST_DELAY_MS),
            Importance.LOW,
            "Delay",
            "Delay before consumers can receive a message, in milliseconds, rounded up to whole seconds. "
                + "For standard queues only; 0 uses the delay of the queue.")
        .optional(
            ID_NAMESPACE,
            Type.STRING,
            "",
            null,
            Importance.LOW,
            "Id namespace",
            "Text mixed into every generated id. Set it if two Kafka clusters send to one queue "
                + "from topics with the same name.")
        .optional(
            MAX_BYTES,
            Type.INT,
            SQS_MAX_BYTES,
            Rules.between(1024, SQS_MAX_BYTES),
            Importance.LOW,
            "Largest message",
            "Limit for a message in bytes, as SQS counts: UTF-8 body plus attributes. Set it to the queue's "
                + "MaximumMessageSize if that is lower.")
        .choice(
            NULL_VALUES,
            "fail",
            Importance.MEDIUM,
            "Null values",
            "How to handle a record whose value is null: fail rejects it, ignore skips and counts it, "
                + "empty treats it as the record {} (not with raw).",
            "fail",
            "ignore",
            EMPTY)
        .choice(
            INVALID_CHARACTERS,
            "fail",
            Importance.LOW,
            "Invalid characters",
            "How to handle raw text and message attributes with characters that SQS rejects: fail rejects the record, "
                + "replace writes U+FFFD instead of them.",
            "fail",
            "replace")
        .optional(
            DELAY_HEADER,
            Type.STRING,
            null,
            Rules.notBlank("the name of a header"),
            Importance.LOW,
            "Header with the delay",
            "Header that contains the delay of a record in milliseconds, 0 to 900000, rounded up to whole seconds. "
                + "Records without it have the delay in sqs.delay.ms. For standard queues only.");
    AttributeSettings.define(definition);
  }

  static MessageSettings from(AbstractConfig config) {
    return new MessageSettings(
        word(Format.class, config.getString(FORMAT)),
        BodySettings.from(config),
        Optional.ofNullable(config.getString(GROUP_ID)),
        Optional.ofNullable(config.getString(DEDUPLICATION_ID)),
        config.getString(ID_NAMESPACE),
        config.getLong(DELAY_MS),
        config.getInt(MAX_BYTES),
        word(NullValues.class, config.getString(NULL_VALUES)),
        word(InvalidCharacters.class, config.getString(INVALID_CHARACTERS)),
        Optional.ofNullable(config.getString(DELAY_HEADER)),
        AttributeSettings.from(config));
  }

  static <E extends Enum<E>> E word(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
