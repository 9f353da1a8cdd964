package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.benchmarks.SampleBatch;
import java.util.Map;

/**
 * One thing to be measured: a topic of batches of a kilobyte, forwarded by one task.
 *
 * @param format {@code raw}, of values that are text, or {@code event-batch}, of values that are
 *     bytes
 * @param latency of the endpoint
 */
record Scenario(String format, Latency latency) {
  static final String RAW = "raw";
  static final String TOPIC = "bench";
  static final int PARTITIONS = 4;

  /** Requests under way: the connector's default. */
  static final int WINDOW = 64;

  /** Of the connector's consumer and of the ceiling's. */
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

  /** Leads to the batch that is nearest to a kilobyte. */
  private static final int BATCH_BYTES = 824;

  static byte[] value() {
    return SampleBatch.ofAbout(BATCH_BYTES).getBytes(UTF_8);
  }

  String label() {
    return format + ", " + latency.label();
  }

  String converter() {
    return format.equals(RAW)
        ? "org.apache.kafka.connect.storage.StringConverter"
        : "org.apache.kafka.connect.converters.ByteArrayConverter";
  }
}
