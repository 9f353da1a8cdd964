package io.github.sqsconnect.chaos;

import java.util.Map;

/** How the connector's consumers share the partitions. */
enum GroupProtocol {
  EAGER(classic("org.apache.kafka.clients.consumer.RangeAssignor")),
  COOPERATIVE(classic("org.apache.kafka.clients.consumer.CooperativeStickyAssignor")),
  NEW_PROTOCOL(Map.of("consumer.override.group.protocol", "consumer"));

  private final transient Map<String, String> settings;

  GroupProtocol(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Settings of the connector; in the new protocol the broker sets the session timeout. */
  Map<String, String> settings() {
    return settings;
  }

  private static Map<String, String> classic(String assignor) {
    return Map.of(
        "consumer.override.group.protocol", "classic",
        "consumer.override.partition.assignment.strategy", assignor,
        "consumer.override.session.timeout.ms", "6000",
        "consumer.override.heartbeat.interval.ms", "1000");
  }
}
