package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * For random rates, batching and sizes: what {@code cost} estimates is within 2 % of what the
 * scripted endpoint counts when a task with the real client sends the same records.
 */
class CostProperties {
  private static final int RECORDS = 300;

  @Property(tries = 60)
  void estimateIsWhatTheEndpointCounts(Draw draw) {
    boolean fifo = draw.coin();
    double perSecond =
        draw.next("rate", Generator.of(1.5, 50.0, 190.0, 250.0, 900.0, 3_000.0, 40_000.0));
    int groups = draw.next("groups", Generator.of(1, 3, 50));
    int bytes = draw.next("bytes", Generator.of(20, 700, 9_000, 70_000));
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      sqs.credentials().accept("AKIDEXAMPLE", "secret");
      Map<String, String> settings = settings(draw, sqs.queue(fifo ? "q.fifo" : "q").url());
      List<SinkRecord> sample = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sample.add(record("user-" + i % groups, "x".repeat(bytes + i)));
      }

      Usage estimated = CostSimulation.of(SqsSinkConfig.from(settings), sample, perSecond, RECORDS);
      send(sqs, settings, sample, perSecond);
      double counted = sqs.counters().billedUnits();

      assertThat(sqs.counters().entriesSucceeded())
          .isEqualTo(estimated.messages())
          .isEqualTo(RECORDS);
      assertThat((double) estimated.units()).isBetween(counted * 0.98, counted * 1.02);
    }
  }

  private static Map<String, String> settings(Draw draw, String queue) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("sqs.queue.url", queue);
    settings.put("sqs.region", "us-east-1");
    settings.put("sqs.message.format", "raw");
    settings.put("aws.access.key.id", "AKIDEXAMPLE");
    settings.put("aws.secret.access.key", "secret");
    settings.put("sqs.linger.ms", draw.next("linger", Generator.of("5", "0", "40", "1000")));
    settings.put("sqs.batch.max.messages", draw.next("batch", Generator.of("10", "1", "4")));
    settings.put("sqs.fifo.ordering", draw.next("ordering", Generator.of("strict", "relaxed")));
    return settings;
  }

  private static SinkRecord record(String key, String value) {
    return new SinkRecord(
        TaskOnManualClock.P0.topic(),
        TaskOnManualClock.P0.partition(),
        Schema.STRING_SCHEMA,
        key,
        Schema.STRING_SCHEMA,
        value,
        0,
        1_792_479_600_123L,
        TimestampType.CREATE_TIME);
  }

  /** Calls a task as a worker does: when records have arrived, and when it asks for a call. */
  private static void send(
      ScriptedSqs sqs, Map<String, String> settings, List<SinkRecord> sample, double perSecond) {
    try (TaskOnManualClock task =
        TaskOnManualClock.sendingTo(sqs, "us-east-1", settings, new FakeReporter())) {
      long begun = task.clock().now();
      int next = 0;
      while (next < RECORDS || task.committable(RECORDS) < RECORDS) {
        List<SinkRecord> poll = new ArrayList<>();
        while (next < RECORDS
            && poll.size() < 500
            && CostSimulation.arrival(next, perSecond) <= task.clock().now() - begun) {
          poll.add(CostSimulation.record(sample, next++));
        }
        task.putAll(poll);
        long timeout = task.context().takeTimeoutMs();
        long wanted = timeout < 0 ? 1_000 : timeout;
        long arrival =
            next < RECORDS
                ? CostSimulation.arrival(next, perSecond) - (task.clock().now() - begun)
                : wanted;
        task.clock().advance(Math.max(0, Math.min(wanted, arrival)));
      }
    }
  }
}
