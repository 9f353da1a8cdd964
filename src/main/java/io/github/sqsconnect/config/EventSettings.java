package io.github.sqsconnect.config;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How a record is read, and what its event batch contains. */
public record EventSettings(
    InputFormat inputFormat,
    Validation validation,
    int schemaVersion,
    String environment,
    Int64Format int64Format,
    Optional<String> uniqueId,
    ForwardingSettings forwarding,
    RecordSettings record) {
  /** The prefix of the keys for event batches. */
  static final String PREFIX = "event.";

  public static final String INPUT_FORMAT = "event.input.format";
  public static final String VALIDATION = "event.validation";
  public static final String SCHEMA_VERSION = "event.schema.version";
  public static final String ENVIRONMENT = "event.environment";
  public static final String INT64_FORMAT = "event.int64.format";
  public static final String UNIQUE_ID = "event.unique.id";

  /** The formats in which a record can be read. */
  public enum InputFormat {
    AUTO,
    BATCH,
    EVENT,
    RECORD
  }

  /** What is checked of a record. */
  public enum Validation {
    STRUCTURE,
    STRICT,
    NONE
  }

  /** How 64-bit integers are written. */
  public enum Int64Format {
    KEEP,
    NUMBER,
    STRING
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Event batch")
        .choice(
            INPUT_FORMAT,
            "auto",
            Importance.MEDIUM,
            "Input format",
            "Format of the records: auto recognises each one; batch, event and record force one format.",
            "auto",
            "batch",
            "event",
            "record")
        .choice(
            VALIDATION,
            "structure",
            Importance.LOW,
            "Validation",
            "Check of the records: structure rejects records whose members have the wrong JSON type; strict also rejects"
                + " records whose message would not be valid by event-batch.strict.schema.json; none accepts both.",
            "structure",
            "strict",
            "none")
        .optional(
            SCHEMA_VERSION,
            Type.INT,
            2,
            Rules.between(1, Integer.MAX_VALUE),
            Importance.LOW,
            "Schema version",
            "Number written as schema_version in every batch.")
        .choice(
            ENVIRONMENT,
            "production",
            Importance.MEDIUM,
            "Environment",
            "Environment of batches that do not contain one.",
            "production",
            "development",
            "unknown")
        .choice(
            INT64_FORMAT,
            "keep",
            Importance.MEDIUM,
            "64-bit integers",
            "Format of 64-bit ids and times: keep writes them as they are, number and string convert them.",
            "keep",
            "number",
            "string")
        .optional(
            UNIQUE_ID,
            Type.STRING,
            null,
            Rules.notBlank("the text to put on every batch"),
            Importance.LOW,
            "Unique id",
            "Text written as unique_id in every batch.");
    ForwardingSettings.define(definition);
    RecordSettings.define(definition);
  }

  static EventSettings from(AbstractConfig config) {
    return new EventSettings(
        MessageSettings.word(InputFormat.class, config.getString(INPUT_FORMAT)),
        MessageSettings.word(Validation.class, config.getString(VALIDATION)),
        config.getInt(SCHEMA_VERSION),
        config.getString(ENVIRONMENT),
        MessageSettings.word(Int64Format.class, config.getString(INT64_FORMAT)),
        Optional.ofNullable(config.getString(UNIQUE_ID)),
        ForwardingSettings.from(config),
        RecordSettings.from(config));
  }

  static List<String> trimmed(List<String> values) {
    return values.stream().map(String::trim).toList();
  }
}
