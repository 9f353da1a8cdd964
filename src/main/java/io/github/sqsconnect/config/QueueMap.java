package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/** The setting that lists queues of topics: {@code topic=url-or-arn} pairs. */
final class QueueMap {
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String ALLOWED =
      " Allowed: topic=queue pairs with a topic of 1 to 249 letters, digits, '.', '_' and '-', and the URL or ARN of a"
          + " queue.";

  private QueueMap() {}

  /** The rule for the list. Its errors do not show a URL, which may contain a password. */
  static Validator rule() {
    return Rules.withoutValue("topic=queue pairs", value -> error((List<?>) value));
  }

  private static @Nullable String error(List<?> pairs) {
    Map<String, String> known = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      String pair = String.valueOf(pairs.get(i));
      int equals = pair.indexOf('=');
      String topic = equals < 0 ? "" : pair.substring(0, equals).trim();
      if (!TOPIC.matcher(topic).matches()) {
        return "has no topic and '=' in pair " + (i + 1) + "." + ALLOWED;
      }

      String queue = pair.substring(equals + 1).trim();
      if (queue.isEmpty()) {
        return "has no queue for topic '" + topic + "'." + ALLOWED;
      }
      if (known.put(topic, queue) != null) {
        return "has topic '" + topic + "' twice. Keep one of the two pairs.";
      }
      String error = QueueReference.error(queue);
      if (error != null) {
        return "for topic '" + topic + "' " + error;
      }
    }
    return null;
  }

  /** The queues of a valid list, by topic and in its order. */
  static Map<String, String> of(List<String> pairs) {
    Map<String, String> queues = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      queues.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
    }
    return queues;
  }
}
