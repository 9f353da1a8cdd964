package io.github.sqsconnect.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that a connector reads, if its settings name each of them and no transform can rename
 * them. Otherwise it is empty, and nothing is known about topics.
 */
record RoutedTopics(Set<String> names) {
  private static final String TOPIC = "${topic}";

  static RoutedTopics of(Map<String, String> given) {
    boolean renamed = !given.getOrDefault("transforms", "").isBlank();
    return new RoutedTopics(
        Stream.of(given.getOrDefault("topics", "").split(",", -1))
            .map(String::trim)
            .filter(name -> !renamed && !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  /** Adds an error for topics whose queue cannot have a legal name. */
  void conflicts(QueueSettings queues, Map<String, String> conflicts) {
    for (String topic : names) {
      boolean isMapped = queues.queueByTopic().containsKey(topic);
      String queue = queues.queueByTopic().getOrDefault(topic, queues.queue());
      if (topic.indexOf('.') >= 0 && QueueReference.of(queue).name().contains(TOPIC)) {
        String key = isMapped ? QueueSettings.QUEUE_URL_MAP : QueueSettings.QUEUE_URL;
        conflicts.put(
            key,
            key
                + " contains ${topic}, and topic '"
                + topic
                + "' has a dot, which no name of a queue can have. Every record of the topic would be rejected. Set a queue"
                + " without ${topic} for it in sqs.queue.url.map, or rename the topic with a transform.");
      }
    }
  }

  /** Adds a warning for pairs of the map whose topic the connector does not read. */
  void warnings(QueueSettings queues, Map<String, String> warnings) {
    if (names.isEmpty()) {
      return;
    }
    for (String topic : queues.queueByTopic().keySet()) {
      if (!names.contains(topic)) {
        warnings.put(
            QueueSettings.QUEUE_URL_MAP,
            "topic '" + topic + "' is not in topics, so its queue is not used");
      }
    }
  }
}
