package io.github.sqsconnect.config;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How a record is read and what its event batch says. */
public record EventSettings(
    InputFormat inputFormat,
    boolean validateStructure,
    int schemaVersion,
    String environment,
    Int64Format int64Format,
    Optional<String> uniqueId,
    ForwardingSettings forwarding,
    RecordSettings record) {
  public static final String INPUT_FORMAT = "event.input.format";
  public static final String VALIDATION = "event.validation";
  public static final String SCHEMA_VERSION = "event.schema.version";
  public static final String ENVIRONMENT = "event.environment";
  public static final String INT64_FORMAT = "event.int64.format";
  public static final String UNIQUE_ID = "event.unique.id";

  /** The shapes a record can be read as. */
  public enum InputFormat {
    AUTO,
    BATCH,
    EVENT,
    RECORD
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
            "How records are read: auto recognises each; batch, event and record force one shape.",
            "auto",
            "batch",
            "event",
            "record")
        .choice(
            VALIDATION,
            "structure",
            Importance.LOW,
            "Validation",
            "structure rejects records whose members have the wrong JSON type; none lets them pass.",
            "structure",
            "none")
        .optional(
            SCHEMA_VERSION,
            Type.INT,
            2,
            Rules.between(1, Integer.MAX_VALUE),
            Importance.LOW,
            "Schema version",
            "Number written as schema_version on every batch.")
        .choice(
            ENVIRONMENT,
            "production",
            Importance.MEDIUM,
            "Environment",
            "Written as environment on batches that do not say theirs.",
            "production",
            "development",
            "unknown")
        .choice(
            INT64_FORMAT,
            "keep",
            Importance.MEDIUM,
            "64-bit integers",
            "How ids and times are written: keep leaves what came, number and string turn each into that form.",
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
            "Text put on every batch as unique_id.");
    ForwardingSettings.define(definition);
    RecordSettings.define(definition);
  }

  static EventSettings from(AbstractConfig config) {
    return new EventSettings(
        MessageSettings.word(InputFormat.class, config.getString(INPUT_FORMAT)),
        config.getString(VALIDATION).equals("structure"),
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
