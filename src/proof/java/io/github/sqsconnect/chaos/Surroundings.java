package io.github.sqsconnect.chaos;

import java.util.List;
import java.util.Map;

/** What is around the connector of one schedule: nothing special, unless an incident says so. */
interface Surroundings extends AutoCloseable {
  Surroundings USUAL = new Surroundings() {};

  /** Settings of the connector besides the usual ones. */
  default Map<String, String> connectorSettings() {
    return Map.of();
  }

  /** Settings of the dead letter topic. */
  default Map<String, String> deadLetterSettings() {
    return Map.of();
  }

  /** Something happens while records are fed. */
  default void strike() {}

  /**
   * All records are fed: what is broken is repaired, as an operator does it.
   *
   * @return what was not as promised
   */
  default List<String> repair(Operator operator) {
    return List.of();
  }

  @Override
  default void close() {}
}
