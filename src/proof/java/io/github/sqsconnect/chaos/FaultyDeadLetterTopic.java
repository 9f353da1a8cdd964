package io.github.sqsconnect.chaos;

import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.servers.ConnectRest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A dead letter topic that takes no letter: the task of a rejected record stops and names it. When
 * it is repaired and the task restarted, the letters are written.
 */
final class FaultyDeadLetterTopic implements Surroundings {
  /** A call to Connect's reporter may take 30 s. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private static final String LARGEST = "max.message.bytes";

  private final Incident incident;
  private final Scene scene;

  FaultyDeadLetterTopic(Incident incident, Scene scene) {
    this.incident = incident;
    this.scene = scene;
  }

  /** Smaller than any letter with its headers. */
  @Override
  public Map<String, String> deadLetterSettings() {
    return incident == Incident.DEAD_LETTER_TOPIC_TOO_SMALL ? Map.of(LARGEST, "150") : Map.of();
  }

  @Override
  public void strike() {
    scene.story().tell(incident.label());
    switch (incident) {
      case DEAD_LETTER_TOPIC_MISSING -> scene.cluster().topics().delete(scene.deadLetters());
      case DEAD_LETTER_TOPIC_UNWRITABLE -> scene.cluster().topics().denyAll(scene.deadLetters());
      default -> scene.story().tell("it is so from the start");
    }
  }

  @Override
  public List<String> repair(Operator operator) {
    List<String> violations = awaitStop();
    scene.story().tell("the dead letter topic is repaired");
    switch (incident) {
      case DEAD_LETTER_TOPIC_MISSING -> scene.cluster().topics().create(scene.deadLetters(), 1);
      case DEAD_LETTER_TOPIC_UNWRITABLE -> scene.cluster().topics().allowAll(scene.deadLetters());
      default -> scene.cluster().topics().configure(scene.deadLetters(), LARGEST, "1048588");
    }
    operator.restart();
    return violations;
  }

  private List<String> awaitStop() {
    try {
      await("a task stops because of its dead letter topic")
          .atMost(STOP_LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(this::hasStopped);
      scene.story().tell("a task has stopped");
      return List.of();
    } catch (ConditionTimeoutException e) {
      return List.of("no task has stopped with " + incident.stopId() + " within " + STOP_LIMIT);
    }
  }

  private boolean hasStopped() {
    ConnectRest.Status status = scene.cluster().answer(rest -> rest.status(scene.connector()));
    return status.tasks().stream()
        .anyMatch(task -> task.failed() && incident.explains(task.trace(), scene.deadLetters()));
  }
}
