package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.KafkaTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The topic is deleted and created again while the connector is paused, so that its offsets go back
 * without a rebalance. The records of both topics arrive, and no task stops.
 */
final class RecreatedTopic implements Surroundings {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Longer than the interval of commits. */
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

  private final Scene scene;

  RecreatedTopic(Scene scene) {
    this.scene = scene;
  }

  @Override
  public List<String> repair(Operator operator) {
    String topic = scene.connector();
    KafkaTopics topics = scene.cluster().topics();
    try {
      await("the first topic is delivered and committed")
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> isDelivered(topics, topic));
    } catch (ConditionTimeoutException e) {
      return List.of("the records of the first topic were not delivered within " + LIMIT);
    }
    Story.Open disturbance = scene.story().disturb(Incident.TOPIC_RECREATED.label());
    scene.cluster().ask(rest -> rest.pause(topic));
    scene.timeline().pass(LAST_COMMIT);
    Map<Integer, Long> ends = new TreeMap<>();
    topics.ends(topic).forEach((partition, end) -> ends.put(partition.partition(), end));
    scene.watch().topicRecreated(ends);
    topics.delete(topic);
    topics.create(topic, Schedule.PARTITIONS);
    scene.feed().topicRecreated();
    scene.cluster().ask(rest -> rest.resume(topic));
    scene.story().over(disturbance);
    return List.of();
  }

  private boolean isDelivered(KafkaTopics topics, String topic) {
    scene.watch().lookForStored();
    return scene.watch().settled() >= scene.feed().count() && topics.allCommitted(topic, topic);
  }
}
