package io.github.sqsconnect.analysis;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.config.Placeholders;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.ValuelessKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a configuration.
 *
 * @param errors why a worker would refuse it, or a record could not be converted
 * @param warnings what the worker would log
 * @param placeholders the keys that are not checked, because a placeholder is in their value
 */
public record ConfigCheck(List<Finding> errors, List<String> warnings, List<String> placeholders) {
  private static final String CLASS = "connector.class";
  private static final String TOPICS = "topics";
  private static final String TOPICS_REGEX = "topics.regex";

  /** The class of the connector, and Connect's aliases for it. */
  private static final Set<String> NAMES =
      Set.of(SqsSinkConnector.class.getName(), "SqsSinkConnector", "SqsSink");

  /**
   * Checks a configuration as a worker does when the connector is created.
   *
   * @param probe whether one request without messages is sent to each queue
   */
  public static ConfigCheck of(Map<String, @Nullable String> given, boolean probe) {
    Map<String, String> settings = ValuelessKeys.removed(given);
    List<Finding> errors = new ArrayList<>(ofConnect(settings));
    errors.addAll(ConnectKeys.errors(settings));
    List<String> warnings = new ArrayList<>();
    int errorsOfConnect = errors.size();
    for (ConfigValue value :
        new SqsSinkConnector().validate(withProbe(given, probe), warnings::add).configValues()) {
      for (String message : value.errorMessages()) {
        errors.add(new Finding(value.name(), message));
      }
    }
    boolean hasErrors = errors.size() > errorsOfConnect;
    ConnectPlugins.of(settings, errors::add);

    warnings.addAll(SqsSinkConnector.startWarnings(settings));
    List<String> placeholders =
        settings.keySet().stream()
            .filter(key -> Placeholders.areIn(settings.get(key)))
            .sorted()
            .toList();
    if (probe && (hasErrors || !placeholders.isEmpty())) {
      warnings.add(noRequest(placeholders));
    }
    return new ConfigCheck(List.copyOf(errors), List.copyOf(warnings), placeholders);
  }

  /** Why the connector asks no queue, although it should. */
  private static String noRequest(List<String> placeholders) {
    return "No request was sent to a queue: "
        + (placeholders.isEmpty()
            ? "correct the errors first."
            : "only a worker can replace the placeholders in "
                + String.join(", ", placeholders)
                + ". It sends the request when you create the connector.");
  }

  /** The request is sent if the command asks for it, unless the setting itself is wrong. */
  private static Map<String, @Nullable String> withProbe(
      Map<String, @Nullable String> given, boolean probe) {
    Map<String, @Nullable String> settings = new HashMap<>(given);
    String key = QueueSettings.VALIDATE_CONNECTION;
    String set = settings.getOrDefault(key, "true");
    if (set != null && Set.of("true", "false").contains(set.trim().toLowerCase(Locale.ROOT))) {
      settings.put(key, String.valueOf(probe));
    }
    return settings;
  }

  /** The keys of Connect without which nothing can start. */
  private static List<Finding> ofConnect(Map<String, String> settings) {
    List<Finding> errors = new ArrayList<>();
    String name = settings.getOrDefault(CLASS, "");
    if (!NAMES.contains(name)) {
      errors.add(
          new Finding(
              CLASS,
              (name.isEmpty()
                      ? CLASS + " is not set"
                      : CLASS + " = '" + name + "' is another class")
                  + ". Set "
                  + SqsSinkConnector.class.getName()
                  + "."));
    }
    boolean hasTopics = !settings.getOrDefault(TOPICS, "").isBlank();
    boolean hasRegex = !settings.getOrDefault(TOPICS_REGEX, "").isBlank();
    if (hasTopics == hasRegex) {
      errors.add(
          new Finding(
              TOPICS,
              "topics and topics.regex are "
                  + (hasTopics ? "both" : "not")
                  + " set. Set one of them."));
    }
    return errors;
  }
}
