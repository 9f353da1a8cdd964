package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.DirectReporterCalls;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A complete pipeline on a manual clock and with a scripted sender. Backoffs are at their upper
 * bound.
 */
final class TestPipeline {
  static final TopicPartition P0 = MessageBatches.PARTITION;
  static final TopicPartition P1 = new TopicPartition("events", 1);
  static final TopicPartition ORDERS = new TopicPartition("orders", 0);
  static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
  static final TargetQueue FIFO =
      new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo");

  final ManualClock clock;
  final ScriptedSender sender;
  final FakeReporter reporter = new FakeReporter();
  final DeliveryPipeline pipeline;
  private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

  private TestPipeline(Builder builder) {
    clock = builder.clock;
    sender = new ScriptedSender(clock);
    SqsSinkConfig config = config(builder.properties);
    pipeline =
        new DeliveryPipeline(
            config.delivery(),
            RecordAssembler.build(config, builder.router),
            sender,
            sender,
            new ErrantRecordReports(
                builder.hasReporter ? reporter : null, builder.policy, builder.calls, clock),
            new BackoffPolicy(
                config.delivery().retryBackoffMs(),
                config.delivery().retryBackoffMaxMs(),
                () -> 0.999999),
            clock,
            record -> record.value() instanceof String text ? text.length() : 0,
            builder.observer);
    pipeline.open(List.of(P0, P1));
  }

  static final class Builder {
    private final Map<String, String> properties = new HashMap<>();
    private ManualClock clock = new ManualClock();
    private QueueRouter router = QueueRouter.fixed(QUEUE);
    private boolean hasReporter = true;
    private ErrantRecordPolicy policy = new ErrantRecordPolicy(true, "dead", 1_048_576);
    private ReporterCalls calls = new DirectReporterCalls();
    private DeliveryObserver observer = new DeliveryObserver() {};

    private Builder() {
      properties.put("sqs.queue.url", QUEUE.url());
      properties.put("sqs.message.format", "raw");
      properties.put("sqs.linger.ms", "0");
      properties.put("sqs.rejected.in.a.row.max", "-1");
    }

    Builder with(String key, Object value) {
      properties.put(key, value.toString());
      return this;
    }

    Builder fifo() {
      router = QueueRouter.fixed(FIFO);
      return this;
    }

    Builder router(QueueRouter other) {
      router = other;
      return this;
    }

    /** Records of {@link #ORDERS} go to the FIFO queue, all others to the standard queue. */
    Builder twoQueues() {
      return router(new QueueRouter(pattern(QUEUE), Map.of(ORDERS.topic(), pattern(FIFO))));
    }

    private static QueuePattern pattern(TargetQueue queue) {
      String path = queue.url().substring(0, queue.url().lastIndexOf('/') + 1);
      return new QueuePattern("queue", path, queue.name());
    }

    Builder clock(ManualClock other) {
      clock = other;
      return this;
    }

    Builder withoutReporter() {
      hasReporter = false;
      return this;
    }

    Builder withoutTolerance() {
      policy = new ErrantRecordPolicy(false, "dead", 1_048_576);
      return this;
    }

    Builder calls(ReporterCalls other) {
      calls = other;
      return this;
    }

    Builder observer(DeliveryObserver other) {
      observer = other;
      return this;
    }

    TestPipeline open() {
      return new TestPipeline(this);
    }
  }

  static Builder with(String key, Object value) {
    return new Builder().with(key, value);
  }

  static TestPipeline open() {
    return new Builder().open();
  }

  static Builder fifo() {
    return new Builder().fifo();
  }

  static Builder settings() {
    return new Builder();
  }

  static SqsSinkConfig config(Map<String, String> properties) {
    Map<String, String> all = new HashMap<>(properties);
    all.putIfAbsent("sqs.queue.url", QUEUE.url());
    return SqsSinkConfig.from(all);
  }

  /** Records of the first partition with these values, at the next offsets. */
  List<SinkRecord> records(String... values) {
    return records(P0, values);
  }

  List<SinkRecord> records(TopicPartition partition, String... values) {
    List<SinkRecord> records = new ArrayList<>();
    for (String value : values) {
      long offset = nextOffsets.merge(partition, 1L, Long::sum) - 1;
      records.add(MessageBatches.record(partition, offset, value));
    }
    return records;
  }

  void put(String... values) {
    pipeline.accept(records(values));
  }

  void put(TopicPartition partition, String... values) {
    pipeline.accept(records(partition, values));
  }

  /** An empty poll after this time. */
  void poll(long millis) {
    clock.advance(millis);
    pipeline.accept(List.of());
  }

  /** Polls as often as the pipeline requests, for this time. */
  void run(long millis) {
    long end = clock.now() + millis;
    while (clock.now() < end) {
      Long idle = pipeline.maxIdleMs();
      poll(Math.min(end - clock.now(), idle == null ? millis : idle));
    }
  }

  /** Counts and current values as {@code key=value}, with a space after each. */
  String progress() {
    DeliveryCounts counts = pipeline.counts();
    PipelineStatus status = pipeline.status();
    return String.format(
        "records=%d messages_delivered=%d records_filtered=%d records_rejected=%d retries=%d requests=%d throttled=%d"
            + " in_flight=%d window=%d waiting=%d crowded_groups=%d buffered_bytes=%d oldest_unacknowledged_ms=%d ",
        counts.get(DeliveryCount.RECORDS_RECEIVED),
        counts.get(DeliveryCount.MESSAGES_DELIVERED),
        counts.get(DeliveryCount.RECORDS_FILTERED),
        counts.get(DeliveryCount.RECORDS_REJECTED),
        counts.get(DeliveryCount.MESSAGES_RETRIED),
        counts.get(DeliveryCount.REQUESTS_SENT),
        counts.get(DeliveryCount.REQUESTS_THROTTLED),
        status.requestsInFlight(),
        status.window(),
        status.messagesWaiting(),
        status.crowdedGroups(),
        status.bufferedBytes(),
        Math.max(0, clock.now() - status.oldestSince()));
  }

  List<TopicPartition> openPartitions() {
    return pipeline.loads().stream().flatMap(load -> load.partitions().stream()).toList();
  }

  /** The committable offset if Connect proposes the offset after the last record. */
  @Nullable Long committable(TopicPartition partition) {
    OffsetAndMetadata offset =
        pipeline
            .committable(
                Map.of(partition, new OffsetAndMetadata(nextOffsets.getOrDefault(partition, 0L))))
            .get(partition);
    return offset == null ? null : offset.offset();
  }
}
