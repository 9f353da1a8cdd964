package io.github.sqsconnect.issues;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.RetryPolicy;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The real task on a clock that a test moves, before a queue that answers only when the test wants
 * it to, and keeps nothing of what it got.
 */
final class PressedTask implements MessageSender, Completions, SinkTaskContext {
  static final TopicPartition P0 = new TopicPartition("events", 0);
  static final TopicPartition P1 = new TopicPartition("events", 1);
  static final long BUFFER = 33_554_432;

  final ManualClock clock = new ManualClock();
  final Set<TopicPartition> paused = new HashSet<>();
  final ArrayDeque<MessageBatch> inFlight = new ArrayDeque<>();

  /** What becomes of the next request when its answer is looked for; null leaves it in flight. */
  Function<MessageBatch, Completion> answers = batch -> null;

  /** Sees every message as it is sent. */
  Consumer<OutboundMessage> sent = message -> {};

  /** What the errant-record reporter answers. */
  Future<Void> reported = FakeReporter.written();

  long timeoutMs = -1;
  private final SimulatedTask task;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  PressedTask(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    properties.put("errors.tolerance", "all");
    properties.put("errors.deadletterqueue.topic.name", "dead");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    IdGenerator ids = new IdGenerator("");
    TargetQueue queue = new TargetQueue(config.queue().queue());
    task =
        new SimulatedTask(
            queue,
            config.delivery(),
            new MessageAssembler(
                config.message(), new EventConverter(config.event(), ids), ids, queue),
            this,
            this,
            new RetryPolicy(100, 1_000, () -> 0.5),
            clock,
            this,
            properties);
    task.open(List.of(P0, P1));
  }

  static Completion deliver(MessageBatch batch) {
    return Completion.of(
        batch, Collections.nCopies(batch.deliveries().size(), new DeliveryOutcome.Delivered()));
  }

  /** A record at the offset after the last one. */
  SinkRecord next(Object value) {
    return at(next.getOrDefault(P0, 0L), value);
  }

  SinkRecord at(long offset, Object value) {
    next.put(P0, offset + 1);
    Schema schema = value instanceof String ? Schema.STRING_SCHEMA : null;
    return new SinkRecord(P0.topic(), 0, null, null, schema, value, offset);
  }

  void put(List<SinkRecord> records) {
    timeoutMs = -1;
    task.put(records);
  }

  void put(SinkRecord... records) {
    put(List.of(records));
  }

  /** What may be committed if Connect proposes this offset. */
  long committable(long proposed) {
    return task.preCommit(Map.of(P0, new OffsetAndMetadata(proposed))).get(P0).offset();
  }

  /** A partition is assigned, though it is open. */
  void openAgain() {
    task.open(List.of(P0));
  }

  void close() {
    task.close(List.of(P0));
  }

  long bufferedBytes() {
    return task.bufferedBytes();
  }

  /** Live heap in bytes, after full collections. */
  static long liveHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void send(MessageBatch batch) {
    batch.deliveries().forEach(delivery -> sent.accept(delivery.message()));
    inFlight.addLast(batch);
  }

  @Override
  public boolean renewCredentials() {
    return false;
  }

  @Override
  public Completion take(Duration atMost) {
    Completion completion = inFlight.isEmpty() ? null : answers.apply(inFlight.getFirst());
    if (completion == null) {
      clock.advance(atMost.toMillis());
    } else {
      inFlight.removeFirst();
    }
    return completion;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    paused.removeAll(Set.of(partitions));
  }

  @Override
  public void timeout(long millis) {
    timeoutMs = millis;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return (record, error) -> reported;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }
}
