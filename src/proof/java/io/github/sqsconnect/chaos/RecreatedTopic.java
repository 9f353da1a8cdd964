package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.KafkaTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The topic is deleted and created again while the connector is paused, so that its offsets begin
 * again without a rebalance. The records of both topics must arrive, and no task may stop.
 */
record RecreatedTopic(IncidentActions.Context context) implements IncidentActions {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Longer than the interval of commits. */
  private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

  @Override
  public List<String> repair(StepRunner operator) {
    String topic = context.connector();
    KafkaTopics topics = context.cluster().topics();
    if (!Await.within(LIMIT, () -> isDelivered(topics, topic))) {
      return List.of("the records of the first topic were not delivered within " + LIMIT);
    }

    context
        .log()
        .during(
            Incident.TOPIC_RECREATED.label(),
            () -> {
              context.cluster().send(rest -> rest.pause(topic));
              Await.pause(LAST_COMMIT);
              Map<Integer, Long> ends = new TreeMap<>();
              topics.ends(topic).forEach((at, end) -> ends.put(at.partition(), end));
              context.observer().topicRecreated(ends);
              topics.delete(topic);
              topics.create(topic, Schedule.PARTITIONS);
              context.feed().topicRecreated();
              context.cluster().send(rest -> rest.resume(topic));
            });
    return List.of();
  }

  private boolean isDelivered(KafkaTopics topics, String topic) {
    return context.observer().delivered() >= context.feed().count()
        && topics.allCommitted(topic, topic);
  }
}
