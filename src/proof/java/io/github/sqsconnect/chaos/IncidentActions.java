package io.github.sqsconnect.chaos;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.util.List;
import java.util.Map;

/** What happens around the connector in one schedule: nothing, unless there is an incident. */
interface IncidentActions extends AutoCloseable {
  IncidentActions NONE = new IncidentActions() {};

  /** What an incident acts on. */
  record Context(
      Cluster cluster,
      String connector,
      String deadLetters,
      ScriptedSqs sqs,
      RecordFeed feed,
      DeliveryObserver observer,
      ScheduleLog log) {}

  /** Additional settings of the connector. */
  default Map<String, String> connectorSettings() {
    return Map.of();
  }

  /** Settings of the dead-letter topic. */
  default Map<String, String> deadLetterSettings() {
    return Map.of();
  }

  /** Happens while records are sent. */
  default void begin() {}

  /**
   * Repairs what is broken, as an operator does, after all records were sent.
   *
   * @return the promises that were broken
   */
  default List<String> repair(StepRunner operator) {
    return List.of();
  }

  @Override
  default void close() {}
}
