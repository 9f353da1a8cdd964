package io.github.sqsconnect.analysis;

import io.github.sqsconnect.config.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of Connect that a sink connector needs most, and what a worker refuses about them and
 * about the settings of a connector's Kafka clients. Classes are text here: {@link ConnectPlugins}
 * looks them up.
 */
public final class ConnectKeys {
  private static final String TOPICS = "topics";
  private static final String TOPICS_REGEX = "topics.regex";
  private static final String VALUE_CONVERTER = "value.converter";
  private static final String SCHEMAS = "value.converter.schemas.enable";
  private static final String TOLERANCE = "errors.tolerance";
  private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  private static final String REASONS = "errors.deadletterqueue.context.headers.enable";
  private static final String STRING = "org.apache.kafka.connect.storage.StringConverter";
  private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  /** Settings that change the Kafka clients of one connector, by their prefix. */
  private static final Map<String, ConfigDef> CLIENTS =
      Map.of(
          "producer.override.", ProducerConfig.configDef(),
          "consumer.override.", ConsumerConfig.configDef(),
          "admin.override.", AdminClientConfig.configDef());

  private static final ConfigDef DEFINITION = new ConfigDef();

  static {
    define(
        "name",
        Type.STRING,
        null,
        rule(
            "a name without control characters",
            name -> !name.isEmpty() && name.chars().noneMatch(Character::isISOControl)),
        "Name",
        "Name of the connector. It is also the name of its consumer group, after connect-.",
        null);
    text(TOPICS, "Topics", "Topics to read, separated by commas. Set this or topics.regex.");
    define(
        TOPICS_REGEX,
        Type.STRING,
        null,
        rule("a regular expression in Java's syntax", value -> pattern(value).isPresent()),
        "Topics by pattern",
        "Regular expression in Java's syntax; all topics that match it are read.",
        null);
    define(
        "tasks.max",
        Type.INT,
        1,
        rule("1 or more", value -> Integer.parseInt(value) >= 1),
        "Tasks",
        "Limit of tasks. More than the topics have partitions are of no use.",
        null);
    converter(
        VALUE_CONVERTER,
        "Value converter",
        "Class that converts the values of records. Defaults to that of the worker.",
        STRING,
        JSON,
        BYTES,
        "io.confluent.connect.avro.AvroConverter");
    flag(
        SCHEMAS,
        true,
        "Schemas in JSON values",
        "Whether each JSON value contains its schema. Set false for plain JSON.",
        settings -> isJson(settings.get(VALUE_CONVERTER)));
    converter(
        "key.converter",
        "Key converter",
        "Class that converts the keys of records. Defaults to that of the worker.",
        STRING,
        JSON,
        BYTES);
    converter(
        "header.converter",
        "Header converter",
        "Class that converts the headers of records. The default guesses types: text that looks like a number becomes a"
            + " number.",
        STRING,
        "org.apache.kafka.connect.storage.SimpleHeaderConverter",
        BYTES);
    define(
        TOLERANCE,
        Type.STRING,
        "none",
        rule("none, all", List.of("none", "all")::contains),
        "Tolerated errors",
        "What happens to records that cannot be delivered because of their content: none stops the task, all goes on"
            + " if Connect can report them.",
        recommend(List.of("none", "all"), settings -> true));
    define(
        DEAD_LETTERS,
        Type.STRING,
        null,
        null,
        "Dead-letter topic",
        "Topic of the same Kafka cluster that receives rejected records. Without one, the first record that the connector"
            + " rejects stops the task, unless errors.log.enable is true: then it is only logged. Records that a"
            + " converter or transform rejects are skipped.",
        recommend(List.of(), ConnectKeys::isTolerant));
    flag(
        REASONS,
        false,
        "Reasons in headers",
        "Add headers to rejected records that say where they came from and why they were rejected.",
        ConnectKeys::isTolerant);
  }

  private ConnectKeys() {}

  /** The keys, in the order in which a form shows them. */
  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
  }

  /** When a key matters, as in "matters only with …"; empty if always. */
  public static Optional<String> condition(String key) {
    return switch (key) {
      case SCHEMAS -> Optional.of("with value.converter = JsonConverter");
      case DEAD_LETTERS, REASONS -> Optional.of("with errors.tolerance = all");
      default -> Optional.empty();
    };
  }

  /** What a worker refuses. Values with a placeholder are not checked. */
  static List<Finding> errors(Map<String, String> settings) {
    List<Finding> errors = new ArrayList<>();
    for (ConfigKey key : DEFINITION.configKeys().values()) {
      boolean isUsed = !key.name.equals(SCHEMAS) || isJson(settings.get(VALUE_CONVERTER));
      String value = settings.get(key.name);
      if (value != null && isUsed) {
        error(key.name, value, key, "").ifPresent(errors::add);
      }
    }
    settings.forEach(
        (name, value) ->
            CLIENTS.forEach(
                (prefix, client) -> {
                  ConfigKey key =
                      name.startsWith(prefix)
                          ? client.configKeys().get(name.substring(prefix.length()))
                          : null;
                  if (key != null && key.type != Type.CLASS) {
                    error(name, value, key, " for a Kafka client").ifPresent(errors::add);
                  }
                }));
    deadLettersAreRead(settings).ifPresent(errors::add);
    return errors;
  }

  private static Optional<Finding> error(String name, String value, ConfigKey key, String whose) {
    if (Placeholders.areIn(value)) {
      return Optional.empty();
    }
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return Optional.empty();
    } catch (ConfigException invalid) {
      String type = "a value of type " + key.type.name().toLowerCase(Locale.ROOT);
      String allowed = key.validator == null ? type : String.valueOf(key.validator);
      return Optional.of(
          new Finding(
              name,
              name + " = '" + value + "' is invalid" + whose + ". Allowed: " + allowed + '.'));
    }
  }

  /** The connector would receive its rejected records, and reject them without limit. */
  private static Optional<Finding> deadLettersAreRead(Map<String, String> settings) {
    String topic = settings.getOrDefault(DEAD_LETTERS, "").trim();
    String topics = settings.getOrDefault(TOPICS, "");
    String regex = settings.getOrDefault(TOPICS_REGEX, "").trim();
    if (topic.isEmpty() || Stream.of(topic, topics, regex).anyMatch(Placeholders::areIn)) {
      return Optional.empty();
    }
    boolean isListed = Stream.of(topics.split(",", -1)).map(String::trim).anyMatch(topic::equals);
    boolean matches =
        pattern(regex).filter(pattern -> pattern.matcher(topic).matches()).isPresent();
    return isListed || matches
        ? Optional.of(
            new Finding(
                DEAD_LETTERS,
                DEAD_LETTERS
                    + " = '"
                    + topic
                    + "' is a topic that the connector reads, by "
                    + (isListed ? TOPICS : TOPICS_REGEX)
                    + ". Set another topic."))
        : Optional.empty();
  }

  private static Optional<Pattern> pattern(String regex) {
    try {
      return Optional.of(Pattern.compile(regex));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isJson(@Nullable Object converter) {
    return converter instanceof String name && name.trim().endsWith("JsonConverter");
  }

  private static boolean isTolerant(Map<String, Object> settings) {
    return "all".equals(settings.get(TOLERANCE));
  }

  private static void text(String name, String display, String doc) {
    define(name, Type.STRING, null, null, display, doc, null);
  }

  private static void converter(String name, String display, String doc, String... classes) {
    define(
        name, Type.STRING, null, null, display, doc, recommend(List.of(classes), settings -> true));
  }

  private static void flag(
      String name,
      boolean byDefault,
      String display,
      String doc,
      Predicate<Map<String, Object>> matters) {
    define(
        name,
        Type.BOOLEAN,
        byDefault,
        null,
        display,
        doc,
        recommend(List.of("true", "false"), matters));
  }

  private static void define(
      String name,
      Type type,
      @Nullable Object byDefault,
      @Nullable Validator validator,
      String display,
      String doc,
      @Nullable Recommender recommender) {
    DEFINITION.define(
        name,
        type,
        byDefault,
        validator,
        Importance.HIGH,
        doc,
        "Connector",
        DEFINITION.configKeys().size() + 1,
        type == Type.STRING ? Width.MEDIUM : Width.SHORT,
        display,
        List.of(),
        recommender);
  }

  private static Validator rule(String allowed, Predicate<String> isValid) {
    return new Validator() {
      @Override
      public void ensureValid(String name, @Nullable Object value) {
        if (value != null && !isValid.test(String.valueOf(value))) {
          throw new ConfigException(name, value, allowed);
        }
      }

      @Override
      public String toString() {
        return allowed;
      }
    };
  }

  private static Recommender recommend(
      List<String> values, Predicate<Map<String, Object>> matters) {
    return new Recommender() {
      @Override
      public List<Object> validValues(String name, Map<String, Object> parsed) {
        return List.copyOf(values);
      }

      @Override
      public boolean visible(String name, Map<String, Object> parsed) {
        return matters.test(parsed);
      }
    };
  }
}
