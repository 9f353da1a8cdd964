package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * What can happen around the connector: to its dead letter topic, its credentials, the way to the
 * endpoint, its topic. A schedule has at most one, and then nothing else is wrong.
 */
enum Incident {
  DEAD_LETTER_TOPIC_MISSING("SQS-022"),
  DEAD_LETTER_TOPIC_UNWRITABLE("SQS-018"),
  DEAD_LETTER_TOPIC_TOO_SMALL("SQS-018"),
  CREDENTIALS_SOURCE_DOWN(""),
  CLOCK_AHEAD(""),
  GATEWAY_RESTARTING(""),
  TOPIC_RECREATED("");

  /** Schedules from this seed on have an incident, each the next. */
  static final long FIRST_SEED = 1_000;

  private final String stopId;

  Incident(String stopId) {
    this.stopId = stopId;
  }

  static Incident of(long seed) {
    return values()[(int) ((seed - FIRST_SEED) % values().length)];
  }

  /** Whether a task must stop, because no rejected record can be written. */
  boolean stopsTask() {
    return !stopId.isEmpty();
  }

  /**
   * Whether this is how a task must stop: with its id, and with the name of the topic. Connect
   * waits for dead letters itself before it commits, and where it sees first that one was refused
   * it stops the task before we can.
   */
  boolean explains(String trace, String deadLetterTopic) {
    boolean ours = trace.contains(stopId + " ") && trace.contains(deadLetterTopic);
    boolean connects =
        this != DEAD_LETTER_TOPIC_MISSING
            && trace.contains("WorkerErrantRecordReporter.awaitFutures");
    return stopsTask() && (ours || connects);
  }

  String stopId() {
    return stopId;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** How much the endpoint's clock is behind the worker's. */
  Duration clockBehind() {
    return this == CLOCK_AHEAD ? Duration.ofHours(2) : Duration.ZERO;
  }

  Surroundings begin(Scene scene) {
    return switch (this) {
      case DEAD_LETTER_TOPIC_MISSING, DEAD_LETTER_TOPIC_UNWRITABLE, DEAD_LETTER_TOPIC_TOO_SMALL ->
          new FaultyDeadLetterTopic(this, scene);
      case CREDENTIALS_SOURCE_DOWN, CLOCK_AHEAD -> new AssumedRole(this, scene);
      case GATEWAY_RESTARTING -> new RestartingGateway(scene);
      case TOPIC_RECREATED -> new RecreatedTopic(scene);
    };
  }
}
