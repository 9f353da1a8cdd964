package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pace of one queue alone, and beside a second queue that fails. Two topics map to the two
 * queues of one task.
 */
final class QueuesMeasurement {
  /** The queue that fails. */
  static final String FAILING = "failing";

  private static final int WARM_UPS = 6;
  private static final int ROUNDS = 3;

  private final BenchmarkServers servers;
  private final Scenario healthy = Scenario.of(Scenario.RAW, Latency.MS_10);
  private final Scenario failing = healthy.with(1, 2);

  QueuesMeasurement(BenchmarkServers servers) {
    this.servers = servers;
    servers.fill(healthy);
    servers.fill(failing);
  }

  /** Writes the medians in messages per second, and their ratios to the pace alone. */
  void measure(ObjectNode out) {
    for (int run = 0; run < WARM_UPS; run++) {
      pace(run % 2 == 0 ? null : QueueFailure.THROTTLED);
    }

    double[] alone = new double[ROUNDS];
    Map<QueueFailure, double[]> beside = new EnumMap<>(QueueFailure.class);
    for (int round = 0; round < ROUNDS; round++) {
      alone[round] = pace(null);
      for (QueueFailure failure : QueueFailure.values()) {
        beside.computeIfAbsent(failure, any -> new double[ROUNDS])[round] = pace(failure);
      }
    }

    double median = median(alone);
    out.put("alone", Math.round(median));
    beside.forEach(
        (failure, paces) -> {
          out.put(failure.label(), Math.round(median(paces)));
          out.put(failure.label() + "Ratio", Math.round(median(paces) / median * 100) / 100.0);
        });
  }

  /**
   * Messages per second of the healthy queue.
   *
   * @param failure null without a second topic and queue
   */
  private double pace(@Nullable QueueFailure failure) {
    int records = servers.records(healthy.payload());
    FastSqs endpoint = servers.endpoint();
    endpoint.reset(healthy.latency(), records / 5);
    Map<String, String> settings = new HashMap<>(healthy.settings());
    String topics = healthy.topic();
    if (failure != null) {
      endpoint.fail(failure);
      topics += "," + failing.topic();
      settings.put(
          "sqs.queue.url.map",
          failing.topic() + "=" + endpoint.uri(false) + "/000000000000/" + FAILING);
    }

    servers.connector().start(topics, settings, endpoint.uri(false));
    servers.awaitMessages(records);
    servers.connector().finish();
    return endpoint.counts().messagesPerSecond();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
