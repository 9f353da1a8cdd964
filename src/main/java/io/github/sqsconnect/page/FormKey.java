package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * A key as the form shows it.
 *
 * @param words that the form offers
 * @param isOpen whether other values than the words are allowed
 * @param condition when it matters, as in "matters only with a FIFO queue"; empty if always
 * @param matters tests the condition; for keys of the connector, its definition does
 */
record FormKey(
    String name,
    String display,
    String doc,
    String group,
    Type type,
    @Nullable String defaultValue,
    Importance importance,
    Width width,
    List<String> words,
    boolean isOpen,
    Optional<String> condition,
    Predicate<Map<String, String>> matters) {
  private static final String CONNECT = "Connector";
  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final String VALUE_CONVERTER = "value.converter";
  private static final String TOLERANCE = "errors.tolerance";

  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  /** What most connectors set. */
  private static final Set<String> BASIC =
      Set.of(
          "name",
          "topics",
          "tasks.max",
          VALUE_CONVERTER,
          "value.converter.schemas.enable",
          TOLERANCE,
          "errors.deadletterqueue.topic.name",
          "sqs.queue.url",
          "sqs.region",
          "aws.access.key.id",
          "aws.secret.access.key",
          "sqs.message.format",
          "sqs.fifo.ordering",
          "event.input.format");

  /** What decides about order and duplicates in a FIFO queue. */
  private static final Set<String> FIFO =
      Set.of(
          "sqs.queue.url",
          "sqs.queue.url.map",
          "sqs.message.group.id",
          "sqs.message.deduplication.id",
          "sqs.id.namespace",
          "sqs.fifo.ordering");

  /** The keys of Connect that a sink connector needs most, then all keys of this connector. */
  static List<FormKey> all() {
    List<FormKey> keys = new ArrayList<>(ofConnect());
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      keys.add(of(key));
    }
    return keys;
  }

  private static FormKey of(ConfigKey key) {
    List<String> words =
        key.recommender == null
            ? List.of()
            : key.recommender.validValues(key.name, Map.of()).stream()
                .map(String::valueOf)
                .toList();
    boolean hasDefault = key.defaultValue != null && !key.defaultValue.equals(List.of());
    return new FormKey(
        key.name,
        key.displayName,
        key.documentation,
        key.group,
        key.type,
        key.hasDefault() && hasDefault ? String.valueOf(key.defaultValue) : null,
        key.importance,
        key.width,
        words,
        false,
        SqsSinkConfig.condition(key.name),
        settings -> true);
  }

  private static List<FormKey> ofConnect() {
    return List.of(
        text(
            "name",
            "Name",
            "Name of the connector. It is also the name of its consumer group, after connect-."),
        text("topics", "Topics", "Topics to read, separated by commas. Set this or topics.regex."),
        text(
            "topics.regex",
            "Topics by pattern",
            "Regular expression in Java's syntax; all topics that match it are read."),
        choice(
            "tasks.max",
            Type.INT,
            "1",
            "Tasks",
            "Limit of tasks. More than the topics have partitions are of no use."),
        converter(
            VALUE_CONVERTER,
            "Value converter",
            "Class that converts the values of records. Defaults to that of the worker.",
            STRING,
            JSON,
            BYTES,
            "io.confluent.connect.avro.AvroConverter"),
        choice(
                "value.converter.schemas.enable",
                Type.BOOLEAN,
                "true",
                "Schemas in JSON values",
                "Whether each JSON value contains its schema. Set false for plain JSON.",
                "true",
                "false")
            .onlyIf(
                "with value.converter = JsonConverter",
                settings -> settings.getOrDefault(VALUE_CONVERTER, "").endsWith("JsonConverter")),
        converter(
            "key.converter",
            "Key converter",
            "Class that converts the keys of records. Defaults to that of the worker.",
            STRING,
            JSON,
            BYTES),
        converter(
            "header.converter",
            "Header converter",
            "Class that converts the headers of records. The default guesses types: text that looks like a number becomes a"
                + " number.",
            STRING,
            "org.apache.kafka.connect.storage.SimpleHeaderConverter",
            BYTES),
        choice(
            TOLERANCE,
            Type.STRING,
            "none",
            "Tolerated errors",
            "What happens to records that cannot be delivered because of their content: none stops the task, all goes on"
                + " if Connect can report them.",
            "none",
            "all"),
        text(
                "errors.deadletterqueue.topic.name",
                "Dead-letter topic",
                "Topic of the same Kafka cluster that receives rejected records. Without one, the first record that the connector"
                    + " rejects stops the task, unless errors.log.enable is true: then it is only logged. Records that a"
                    + " converter or transform rejects are skipped.")
            .onlyIf("with errors.tolerance = all", FormKey::isTolerant),
        choice(
                "errors.deadletterqueue.context.headers.enable",
                Type.BOOLEAN,
                "false",
                "Reasons in headers",
                "Add headers to rejected records that say where they came from and why they were rejected.",
                "true",
                "false")
            .onlyIf("with errors.tolerance = all", FormKey::isTolerant));
  }

  private static boolean isTolerant(Map<String, String> settings) {
    return settings.getOrDefault(TOLERANCE, "").equals("all");
  }

  private static FormKey text(String name, String display, String doc) {
    return connect(name, Type.STRING, null, display, doc, false, List.of());
  }

  private static FormKey converter(String name, String display, String doc, String... classes) {
    return connect(name, Type.CLASS, null, display, doc, true, List.of(classes));
  }

  private static FormKey choice(
      String name, Type type, String byDefault, String display, String doc, String... words) {
    return connect(name, type, byDefault, display, doc, false, List.of(words));
  }

  private static FormKey connect(
      String name,
      Type type,
      @Nullable String byDefault,
      String display,
      String doc,
      boolean isOpen,
      List<String> words) {
    return new FormKey(
        name,
        display,
        doc,
        CONNECT,
        type,
        byDefault,
        Importance.HIGH,
        type == Type.INT || type == Type.BOOLEAN ? Width.SHORT : Width.MEDIUM,
        words,
        isOpen,
        Optional.empty(),
        settings -> true);
  }

  private FormKey onlyIf(String when, Predicate<Map<String, String>> test) {
    return new FormKey(
        name,
        display,
        doc,
        group,
        type,
        defaultValue,
        importance,
        width,
        words,
        isOpen,
        Optional.of(when),
        test);
  }

  /**
   * What Connect would refuse; empty for keys of the connector, which checks them itself.
   *
   * @param value as the user wrote it
   */
  Optional<String> errorOfConnect(String value) {
    String text = value.trim();
    if (!group.equals(CONNECT)) {
      return Optional.empty();
    }
    if (type == Type.INT && !COUNT.matcher(text).matches()) {
      return Optional.of(name + " = '" + value + "' is not a number. Allowed: 1 or more.");
    }
    String word = type == Type.BOOLEAN ? text.toLowerCase(Locale.ROOT) : text;
    boolean isKnown = words.isEmpty() || isOpen || words.contains(word);
    return isKnown
        ? Optional.empty()
        : Optional.of(
            name + " = '" + value + "' is not known. Allowed: " + String.join(", ", words) + '.');
  }

  /** Writes what the form needs. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("display", display);
    json.writeStringField("doc", doc);
    json.writeStringField("type", type.name());
    if (defaultValue != null) {
      json.writeStringField("default", defaultValue);
    }
    json.writeStringField("importance", importance.name());
    json.writeStringField("width", width.name());
    json.writeBooleanField("open", isOpen);
    json.writeBooleanField("secret", Secrets.isSecret(name));
    if (condition.isPresent()) {
      json.writeStringField("condition", condition.get());
    }
    writeTexts(json, "values", words);
    writeTexts(json, "topics", topics());
    json.writeEndObject();
  }

  /** The filters of the form that show the key. */
  private List<String> topics() {
    List<String> topics = new ArrayList<>();
    if (BASIC.contains(name)) {
      topics.add("basic");
    }
    if (FIFO.contains(name)) {
      topics.add("fifo");
    }
    if (group.equals("Role") || group.equals("Credentials")) {
      topics.add("role");
    }
    if (group.equals("Proxy")) {
      topics.add("proxy");
    }
    return topics;
  }

  static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
