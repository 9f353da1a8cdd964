package io.github.sqsconnect.cli;

import io.github.sqsconnect.SqsSinkWiring;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.DeliveryObserver;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sends records through the connector's own pipeline on a simulated clock. Records arrive one after
 * the other, evenly spaced, and the task is called as a worker calls it: when records are there,
 * and when it wants to be called. Responses come at once.
 */
final class CostSimulation {
  /** Consumers return at most that many records by default. */
  private static final int RECORDS_OF_POLL = 500;

  private final DeliveryPipeline pipeline;
  private final InstantQueue queue = new InstantQueue();
  private final List<SinkRecord> sample;

  private CostSimulation(SqsSinkConfig config, List<SinkRecord> sample) {
    this.sample = sample;
    pipeline =
        new DeliveryPipeline(
            config.delivery(),
            SqsSinkWiring.assembler(config),
            queue,
            queue,
            noReports(),
            new BackoffPolicy(
                config.delivery().retryBackoffMs(), config.delivery().retryBackoffMaxMs(), () -> 0),
            queue,
            SqsSinkWiring.recordSize(),
            new DeliveryObserver() {});
  }

  /** The sample has no record that is rejected, so nothing is reported. */
  private ErrantRecordReports noReports() {
    return new ErrantRecordReports(
        null,
        new ErrantRecordPolicy(false, "", 0),
        call -> {
          throw new IllegalStateException("a record of the sample is rejected");
        },
        queue);
  }

  /**
   * What a task uses.
   *
   * @param sample records that become messages; repeated in turn
   * @param perSecond how many arrive in a second; infinite if all are there at once
   * @param records how many arrive
   */
  static Usage of(SqsSinkConfig config, List<SinkRecord> sample, double perSecond, long records) {
    return new CostSimulation(config, sample).run(perSecond, records);
  }

  private Usage run(double perSecond, long records) {
    pipeline.open(
        sample.stream()
            .map(record -> new TopicPartition(record.topic(), record.kafkaPartition()))
            .distinct()
            .toList());
    long next = 0;
    while (true) {
      List<SinkRecord> poll = new ArrayList<>();
      while (next < records
          && poll.size() < RECORDS_OF_POLL
          && arrival(next, perSecond) <= queue.now()) {
        poll.add(record(sample, next++));
      }
      pipeline.accept(poll);

      Long idle = pipeline.maxIdleMs();
      if (idle == null && next == records) {
        return queue.usage().ofRecords(records);
      }
      long wanted = idle == null ? Long.MAX_VALUE : queue.now() + idle;
      queue.advanceTo(next < records ? Math.min(wanted, arrival(next, perSecond)) : wanted);
    }
  }

  /** When a record arrives, in milliseconds. */
  static long arrival(long index, double perSecond) {
    return (long) Math.ceil(index * 1_000.0 / perSecond);
  }

  /** The record of the sample whose turn it is, with an offset of its own. */
  static SinkRecord record(List<SinkRecord> sample, long index) {
    SinkRecord record = sample.get((int) (index % sample.size()));
    return new SinkRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        index,
        record.timestamp(),
        record.timestampType(),
        record.headers());
  }
}
