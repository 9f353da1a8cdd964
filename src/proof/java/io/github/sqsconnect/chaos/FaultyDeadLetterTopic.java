package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.KafkaTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A dead-letter topic that cannot be written: the task of a rejected record must stop with an error
 * that names the topic. After a repair and a restart the dead letters must be written.
 */
final class FaultyDeadLetterTopic implements IncidentActions {
  /** A call to Connect's reporter may take 30 s. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private static final String MAX_SIZE = "max.message.bytes";

  private final Incident incident;
  private final Context context;
  private final KafkaTopics topics;

  FaultyDeadLetterTopic(Incident incident, Context context) {
    this.incident = incident;
    this.context = context;
    topics = context.cluster().topics();
  }

  /** Smaller than any dead letter with its headers. */
  @Override
  public Map<String, String> deadLetterSettings() {
    return incident == Incident.DEAD_LETTER_TOPIC_TOO_SMALL ? Map.of(MAX_SIZE, "150") : Map.of();
  }

  @Override
  public void begin() {
    context.log().add(incident.label());
    switch (incident) {
      case DEAD_LETTER_TOPIC_MISSING -> topics.delete(context.deadLetters());
      case DEAD_LETTER_TOPIC_UNWRITABLE -> topics.denyAll(context.deadLetters());
      default -> context.log().add("since the start of the schedule");
    }
  }

  @Override
  public List<String> repair(StepRunner operator) {
    boolean stopped = Await.within(STOP_LIMIT, this::hasStopped);
    context.log().add((stopped ? "a task has stopped" : "no task has stopped") + "; repair");
    switch (incident) {
      case DEAD_LETTER_TOPIC_MISSING -> topics.create(context.deadLetters(), 1);
      case DEAD_LETTER_TOPIC_UNWRITABLE -> topics.allowAll(context.deadLetters());
      default -> topics.configure(context.deadLetters(), MAX_SIZE, "1048588");
    }
    operator.restart();
    return stopped
        ? List.of()
        : List.of("no task stopped with " + incident.stopId() + " within " + STOP_LIMIT);
  }

  private boolean hasStopped() {
    return context.cluster().ask(rest -> rest.status(context.connector())).tasks().stream()
        .anyMatch(task -> task.failed() && incident.explains(task.trace(), context.deadLetters()));
  }
}
