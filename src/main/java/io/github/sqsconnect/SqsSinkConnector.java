package io.github.sqsconnect;

import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.config.Placeholders;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.UnknownKeys;
import io.github.sqsconnect.config.ValuelessKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector: version, configuration, validation and the configurations of its tasks. */
public final class SqsSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(SqsSinkConnector.class);

  /** Used in place of a missing or wrong queue URL, so that the other keys can be checked. */
  private static final String ANY_QUEUE = "http://localhost/000000000000/any";

  /** Keys whose value may contain a password although none is allowed there. */
  private static final Set<String> URL_KEYS =
      Set.of(
          QueueSettings.QUEUE_URL,
          QueueSettings.ENDPOINT_URL,
          ProxySettings.URL,
          RoleSettings.STS_ENDPOINT_URL);

  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return Version.VERSION;
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(ValuelessKeys.refused(props));
    startWarnings(settings).forEach(LOG::warn);
  }

  /** What a connector with these settings logs as warnings when it starts. */
  public static List<String> startWarnings(Map<String, String> settings) {
    List<String> warnings = new ArrayList<>();
    UnknownKeys.in(settings.keySet())
        .forEach(
            (key, nearest) ->
                warnings.add(
                    "event=unknown_key key=" + key + " nearest=" + nearest + "; it has no effect"));
    ErrantRecordSettings.warnings(settings)
        .forEach(warning -> warnings.add("event=errors_setting " + warning));
    HeaderConverter.warning(settings)
        .ifPresent(warning -> warnings.add("event=header_types_guessed " + warning));
    ignoredSettings(settings)
        .forEach(
            (key, why) ->
                warnings.add("event=setting_without_effect key=" + key + " reason=\"" + why + '"'));
    return warnings;
  }

  /** Empty if the configuration is invalid: then the tasks fail with the error. */
  private static Map<String, String> ignoredSettings(Map<String, String> settings) {
    try {
      return SqsSinkConfig.from(settings).warnings();
    } catch (ConfigException e) {
      return Map.of();
    }
  }

  @Override
  public Class<? extends Task> taskClass() {
    return SqsSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return TaskName.numbered(settings, maxTasks);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SqsSinkConfig.definition();
  }

  /**
   * Adds to the checks of single keys those that span keys. Each error is on the key to fix. A
   * value with a placeholder is not checked: another worker, or a later secret, may have the value.
   * A key that is set, or has an error, is visible to user interfaces even if it does not matter.
   */
  @Override
  public Config validate(Map<String, String> properties) {
    return validate(properties, LOG::warn);
  }

  /**
   * The same.
   *
   * @param warnings receives what could not be checked with a request
   */
  public Config validate(Map<String, String> properties, Consumer<String> warnings) {
    Config config = super.validate(properties);
    config.configValues().forEach(SqsSinkConnector::hidePassword);
    config.configValues().forEach(SqsSinkConnector::removeRepeatedErrors);
    ValuelessKeys.in(properties).forEach((key, message) -> addError(config, key, message));
    SqsSinkConfig.slips(properties).forEach((key, message) -> replaceErrors(config, key, message));
    UnknownKeys.misspelled(properties)
        .forEach((key, message) -> config.configValues().add(unknown(key, message)));
    Map<String, String> readable = ValuelessKeys.removed(properties);
    List<String> placeholders = Placeholders.in(properties);
    List<String> unreadable = new ArrayList<>(placeholders);
    for (ConfigValue value : config.configValues()) {
      if (placeholders.contains(value.name())) {
        value.errorMessages().clear();
      } else if (!value.errorMessages().isEmpty()) {
        unreadable.add(value.name());
      }
    }
    readable.keySet().removeAll(unreadable);
    SqsSinkConfig.providerErrors(readable)
        .forEach(
            (key, message) -> {
              addError(config, ProviderSettings.CLASS, message);
              readable.remove(key);
            });
    readable.putIfAbsent(QueueSettings.QUEUE_URL, ANY_QUEUE);
    SqsSinkConfig parsed = SqsSinkConfig.from(readable);
    // An error that names a key which is itself wrong would send the user to the wrong place.
    StartupChecks.errors(parsed).entrySet().stream()
        .filter(error -> unreadable.stream().noneMatch(key -> mentions(error.getValue(), key)))
        .forEach(error -> addError(config, error.getKey(), error.getValue()));
    if (placeholders.isEmpty()
        && config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      StartupChecks.connectionErrors(
              parsed, delivery -> SqsSinkWiring.clients(parsed, delivery), warnings)
          .forEach(error -> addError(config, error.key(), error.message()));
    }
    config.configValues().stream()
        .filter(value -> properties.containsKey(value.name()) || !value.errorMessages().isEmpty())
        .forEach(value -> value.visible(true));
    return config;
  }

  /** Kafka checks a key once for each key that it depends on. */
  private static void removeRepeatedErrors(ConfigValue value) {
    List<String> once = value.errorMessages().stream().distinct().toList();
    value.errorMessages().clear();
    value.errorMessages().addAll(once);
  }

  /** Connect's response repeats every value, so a possible password is removed from it. */
  private static void hidePassword(ConfigValue value) {
    if (URL_KEYS.contains(value.name()) && value.value() instanceof String url) {
      value.value(
          value.name().equals(QueueSettings.QUEUE_URL)
              ? ConfiguredQueues.shown(url)
              : UrlRedaction.redact(url));
    }
    if (value.value() instanceof List<?> items) {
      switch (value.name()) {
        case ProxySettings.BYPASS_HOSTS ->
            value.value(items.stream().map(each -> UrlRedaction.redact(text(each))).toList());
        case QueueSettings.QUEUE_URL_MAP ->
            value.value(items.stream().map(each -> withoutPassword(text(each))).toList());
        default -> {}
      }
    }
  }

  private static String text(Object item) {
    return String.valueOf(item);
  }

  /** A pair of topic and queue. */
  private static String withoutPassword(String pair) {
    int queueAt = pair.indexOf('=') + 1;
    return UrlRedaction.redact(pair.substring(0, Math.max(0, queueAt - 1)))
        + (queueAt > 0 ? "=" : "")
        + ConfiguredQueues.shown(pair.substring(queueAt));
  }

  /** Whether a text contains a key, and not only as the beginning of a longer key. */
  private static boolean mentions(String text, String key) {
    for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
      int end = at + key.length();
      boolean isLonger =
          end + 1 < text.length()
              && text.charAt(end) == '.'
              && Character.isLetter(text.charAt(end + 1));
      if (!isLonger) {
        return true;
      }
    }
    return false;
  }

  /** The error of a key that has no definition. Its value may be a secret, so it is not shown. */
  private static ConfigValue unknown(String key, String message) {
    return new ConfigValue(key, null, List.of(), new ArrayList<>(List.of(message)));
  }

  /** Sets the error of a key instead of the one of Kafka's parser, which names no fix. */
  private static void replaceErrors(Config config, String key, String message) {
    for (ConfigValue value : config.configValues()) {
      if (value.name().equals(key)) {
        value.errorMessages().clear();
        value.addErrorMessage(message);
      }
    }
  }

  private static void addError(Config config, String key, String message) {
    for (ConfigValue value : config.configValues()) {
      if (value.name().equals(key) && value.errorMessages().isEmpty()) {
        value.addErrorMessage(message);
      }
    }
  }

  /**
   * Accepts any offsets, because the connector stores none itself. With a FIFO queue it warns: the
   * queue drops messages that it has already received within its deduplication interval.
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    for (String queue : QueueSettings.fifoQueues(ValuelessKeys.removed(connectorConfig))) {
      LOG.warn(
          "event=offsets_altered queue={}; a FIFO queue accepts and drops messages that it received within the last five"
              + " minutes: wait five minutes before you resume, or change sqs.id.namespace",
          ConfiguredQueues.shown(queue));
    }
    return true;
  }
}
