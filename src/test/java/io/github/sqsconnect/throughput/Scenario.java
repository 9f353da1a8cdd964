package io.github.sqsconnect.throughput;

import java.util.Map;

/**
 * One thing to be measured.
 *
 * @param payload what the records hold
 * @param format {@code raw} or {@code event-batch}
 * @param latency of the endpoint
 * @param tasks of the connector, and loops of the ceiling
 * @param partitions of the topic
 */
record Scenario(Payload payload, String format, Latency latency, int tasks, int partitions) {
  static final int WINDOW = 64;

  /** Of the connector's consumer and of the ceiling's: what docs/performance.md recommends. */
  static final Map<String, String> CONSUMER =
      Map.of(
          "max.poll.records",
          "2000",
          "max.partition.fetch.bytes",
          "4194304",
          "fetch.max.bytes",
          "16777216",
          "auto.offset.reset",
          "earliest");

  String label() {
    return payload.label()
        + ", "
        + format
        + ", "
        + latency.label()
        + (tasks == 1 ? "" : ", " + tasks + " tasks")
        + (partitions == 4 ? "" : ", " + partitions + " partitions");
  }

  /** As many as fit into a request. */
  int messagesPerRequest() {
    return (int) Math.max(1, Math.min(10, 1_048_576L / payload.value().length));
  }

  /** The ceiling is the same for all formats and kinds of value of a size. */
  String ceilingKey() {
    return payload.bytes() + "/" + latency + "/" + tasks + "/" + partitions;
  }
}
