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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugin face: what Connect asks for before there is a task. */
public final class SqsSinkConnector extends SinkConnector {
  private static final Logger LOG = LoggerFactory.getLogger(SqsSinkConnector.class);

  /** Stands for a queue that is missing or wrong, so that the other keys can be checked. */
  private static final String ANY_QUEUE = "http://localhost/000000000000/any";

  /** Keys whose value may hold a password where none is allowed. */
  private static final Set<String> URLS =
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
    UnknownKeys.in(props.keySet())
        .forEach(
            (key, nearest) ->
                LOG.warn("event=unknown_key key={} nearest={}; it has no effect", key, nearest));
    ErrantRecordSettings.warnings(settings)
        .forEach(warning -> LOG.warn("event=errors_setting {}", warning));
    withoutEffect(settings)
        .forEach(
            (key, why) -> LOG.warn("event=setting_without_effect key={} reason=\"{}\"", key, why));
  }

  /** None where the configuration cannot be read: then the tasks fail and say why. */
  private static Map<String, String> withoutEffect(Map<String, String> settings) {
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
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return SqsSinkConfig.definition();
  }

  /**
   * Adds, to the checks of single keys, those that span keys; each error on the key to mend. What
   * holds a placeholder is left alone: another worker, or a later secret, may have the value.
   */
  @Override
  public Config validate(Map<String, String> properties) {
    Config config = super.validate(properties);
    config.configValues().forEach(SqsSinkConnector::hidePassword);
    ValuelessKeys.in(properties).forEach((key, complaint) -> refuse(config, key, complaint));
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
    SqsSinkConfig.providerComplaints(readable)
        .forEach(
            (key, complaint) -> {
              refuse(config, ProviderSettings.CLASS, complaint);
              readable.remove(key);
            });
    readable.putIfAbsent(QueueSettings.QUEUE_URL, ANY_QUEUE);
    SqsSinkConfig parsed = SqsSinkConfig.from(readable);
    // That another key lacks one which is wrong already would send the user to the wrong place.
    SqsSinkWiring.conflicts(parsed).entrySet().stream()
        .filter(conflict -> unreadable.stream().noneMatch(conflict.getValue()::contains))
        .forEach(conflict -> refuse(config, conflict.getKey(), conflict.getValue()));
    if (placeholders.isEmpty()
        && config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      SqsSinkWiring.refusal(parsed)
          .ifPresent(refusal -> refuse(config, refusal.key(), refusal.message()));
    }
    return config;
  }

  /** Connect's response repeats values, also those of these keys. */
  private static void hidePassword(ConfigValue value) {
    if (URLS.contains(value.name()) && value.value() instanceof String url) {
      value.value(UrlRedaction.of(url));
    }
    if (value.name().equals(ProxySettings.BYPASS_HOSTS) && value.value() instanceof List<?> hosts) {
      value.value(hosts.stream().map(host -> UrlRedaction.of(String.valueOf(host))).toList());
    }
  }

  private static void refuse(Config config, String key, String complaint) {
    for (ConfigValue value : config.configValues()) {
      if (value.name().equals(key) && value.errorMessages().isEmpty()) {
        value.addErrorMessage(complaint);
      }
    }
  }

  /**
   * We keep no offsets of our own, so whatever Connect wants to set is fine; but who goes back on a
   * FIFO queue may wait for messages that the queue takes for repetitions.
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
    String queue =
        ValuelessKeys.removed(connectorConfig).getOrDefault(QueueSettings.QUEUE_URL, "").trim();
    if (queue.endsWith(".fifo")) {
      LOG.warn(
          "event=offsets_altered queue={}; a FIFO queue swallows, with success, what it has got within five minutes"
              + " before: wait as long before you resume, or change sqs.id.namespace",
          UrlRedaction.of(queue));
    }
    return true;
  }
}
