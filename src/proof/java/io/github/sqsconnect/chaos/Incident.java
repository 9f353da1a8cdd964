package io.github.sqsconnect.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * A failure around the connector: of its dead-letter topic, its credentials, the path to the
 * endpoint, its topic. A schedule has at most one, and then no other fault and no step.
 */
enum Incident {
  DEAD_LETTER_TOPIC_MISSING("SQS-022"),
  DEAD_LETTER_TOPIC_UNWRITABLE("SQS-018"),
  DEAD_LETTER_TOPIC_TOO_SMALL("SQS-018"),
  CREDENTIALS_SOURCE_DOWN(""),
  CLOCK_AHEAD(""),
  GATEWAY_RESTARTING(""),
  TOPIC_RECREATED("");

  /** Schedules from this seed on have an incident, in the order of this list. */
  static final long FIRST_SEED = 1_000;

  private final String stopId;

  Incident(String stopId) {
    this.stopId = stopId;
  }

  static Incident of(long seed) {
    return values()[(int) ((seed - FIRST_SEED) % values().length)];
  }

  /** Whether a task must stop, because rejected records cannot be written. */
  boolean stopsTask() {
    return !stopId.isEmpty();
  }

  /**
   * Whether a task must stop with this trace: with the id, and with the name of the topic. Connect
   * itself waits for dead letters before it commits. If it notices a failure first, it stops the
   * task before the connector can.
   */
  boolean explains(String trace, String deadLetterTopic) {
    boolean ours = trace.contains(stopId + " ") && trace.contains(deadLetterTopic);
    boolean byConnect =
        this != DEAD_LETTER_TOPIC_MISSING
            && trace.contains("WorkerErrantRecordReporter.awaitFutures");
    return stopsTask() && (ours || byConnect);
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

  IncidentActions actions(IncidentActions.Context context) {
    return switch (this) {
      case DEAD_LETTER_TOPIC_MISSING, DEAD_LETTER_TOPIC_UNWRITABLE, DEAD_LETTER_TOPIC_TOO_SMALL ->
          new FaultyDeadLetterTopic(this, context);
      case CREDENTIALS_SOURCE_DOWN, CLOCK_AHEAD -> new AssumedRole(this, context);
      case GATEWAY_RESTARTING -> new RestartingGateway(context);
      case TOPIC_RECREATED -> new RecreatedTopic(context);
    };
  }
}
