package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.jspecify.annotations.Nullable;

/** Finds {@code ${topic}} and the like in values that are no templates. */
final class MisplacedTemplates {
  private static final Pattern WORD =
      Pattern.compile(
          "\\$\\{(?:topic|partition|offset|timestamp|key|mpid|header\\.[^}]+|value\\.[^}]+)}");

  /** Keys that contain templates among other text, and check them themselves. */
  private static final Set<String> CONTAINERS =
      Set.of(QueueSettings.QUEUE_URL, "sqs.queue.url.map", "sqs.message.attributes");

  private MisplacedTemplates() {}

  /** The errors: the message by key. */
  static Map<String, String> errors(Map<String, @Nullable String> properties) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      String value = properties.get(key.name);
      if (value != null && isText(key) && !allowsTemplates(key)) {
        Matcher word = WORD.matcher(value);
        if (word.find()) {
          errors.put(key.name, error(key.name, value, word.group()));
        }
      }
    }
    return errors;
  }

  private static boolean isText(ConfigKey key) {
    return key.type == Type.STRING || key.type == Type.LIST;
  }

  private static boolean allowsTemplates(ConfigKey key) {
    return key.validator instanceof TemplateRule || CONTAINERS.contains(key.name);
  }

  private static String error(String key, String value, String word) {
    String templates =
        Stream.concat(
                Stream.of(QueueSettings.QUEUE_URL),
                SqsSinkConfig.definition().configKeys().values().stream()
                    .filter(each -> each.validator instanceof TemplateRule)
                    .map(each -> each.name))
            .collect(Collectors.joining(", "));
    return key
        + " = '"
        + value
        + "' contains "
        + word
        + ", but its text is the same for every record. Set plain text. Templates are allowed in "
        + templates
        + '.';
  }
}
