package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline, and beside it what is known from outside: which records were put, which were sent,
 * and when they are answered. After every step the pipeline is held to it.
 */
final class ModelledPipeline {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int MAX_MESSAGES = 3;
  private static final int MAX_BYTES = 2_048;
  private static final int LINGER_MS = 20;

  /** One record, from outside. */
  private static final class Known {
    private final TopicPartition partition;
    private final long offset;
    private final int bytes;
    private final long putAt;
    private boolean sent;
    private boolean orphan;
    private long answerAt = NEVER;

    Known(TopicPartition partition, long offset, int bytes, long putAt) {
      this.partition = partition;
      this.offset = offset;
      this.bytes = bytes;
      this.putAt = putAt;
    }

    boolean isWaiting() {
      return !sent && !orphan;
    }

    boolean isUnderWay(long now) {
      return sent && answerAt > now;
    }

    boolean isDone(long now) {
      return sent && answerAt <= now && !orphan;
    }

    boolean isOutstanding(long now) {
      return !orphan && !isDone(now);
    }
  }

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final List<Known> records = new ArrayList<>();
  private final TestPipeline fixture;
  private final List<Integer> latencies;
  private final int maxInFlight;

  /**
   * An open pipeline for two partitions.
   *
   * @param latencies how long the requests take; 0 for one that is never answered
   */
  ModelledPipeline(List<Integer> latencies, int maxInFlight) {
    this.latencies = latencies;
    this.maxInFlight = maxInFlight;
    fixture =
        TestPipeline.with("sqs.linger.ms", LINGER_MS)
            .with("sqs.batch.max.messages", MAX_MESSAGES)
            .with("sqs.batch.max.bytes", MAX_BYTES)
            .with("sqs.message.max.bytes", 1_024)
            .with("sqs.max.in.flight.requests", maxInFlight)
            .open();
    fixture.sender.otherwise(this::answer);
  }

  void put(TopicPartition partition, int count) {
    put(records(partition, count));
  }

  private @Nullable Completion answer(MessageBatch batch) {
    int latency = latencies.get(fixture.sender.sent().size() % latencies.size());
    long now = fixture.clock.now();
    carried(batch)
        .forEach(
            record -> {
              assertThat(record.isWaiting()).as("sent once, and by its owner").isTrue();
              record.sent = true;
              record.answerAt = latency == 0 ? NEVER : now + latency;
            });
    assertThat(originalsInFlight()).isLessThanOrEqualTo(maxInFlight);
    fixture.sender.latencyMs(latency);
    return latency == 0 ? null : ScriptedSender.deliver(batch);
  }

  private List<SinkRecord> records(TopicPartition partition, int count) {
    List<SinkRecord> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = next.merge(partition, 1L, Long::sum) - 1;
      String body = records.size() + ":" + "x".repeat(records.size() % 4 * 250);
      records.add(new Known(partition, offset, body.length(), fixture.clock.now()));
      batch.add(Batches.record(partition, offset, body));
    }
    return batch;
  }

  /** A put ends when no more can be sent, or after a second in which more could not be sent. */
  private void put(List<SinkRecord> batch) {
    long start = fixture.clock.now();
    fixture.sender.beforeWait(this::nothingCouldBeSent);
    fixture.pipeline.accept(batch);
    fixture.sender.beforeWait(() -> {});
    long took = fixture.clock.now() - start;
    assertThat(took).isBetween(0L, 1_000L);
    if (isSendable(fixture.clock.now())) {
      assertThat(originalsInFlight()).as("more could be sent").isEqualTo(maxInFlight);
      assertThat(took).as("an answer may come").isEqualTo(1_000);
    }
    told();
  }

  /** A put waits only while more could be sent but for the window, and that is full. */
  private void nothingCouldBeSent() {
    assertThat(isSendable(fixture.clock.now())).as("waits for answers without need").isTrue();
    assertThat(originalsInFlight()).as("waits, and more could be sent").isEqualTo(maxInFlight);
  }

  private void told() {
    long now = fixture.clock.now();
    long buffered =
        retained(record -> record.isWaiting() || record.isUnderWay(now))
            + retained(record -> record.isOutstanding(now));
    assertThat(fixture.pipeline.bufferedBytes()).isEqualTo(buffered);
    assertThat(fixture.pipeline.progress().split(" ", -1))
        .contains(
            "records=" + records.size(),
            "messages_delivered=" + matching(record -> record.isDone(now)).size(),
            "requests=" + fixture.sender.sent().size(),
            "in_flight=" + originalsInFlight(),
            "window=" + (records.isEmpty() ? 0 : maxInFlight),
            "waiting=" + matching(Known::isWaiting).size(),
            "buffered_bytes=" + buffered,
            "oldest_unacknowledged_ms="
                + matching(record -> record.isOutstanding(now)).stream()
                    .mapToLong(record -> now - record.putAt)
                    .max()
                    .orElse(0));
    assertThat(fixture.pipeline.stalledPartitions())
        .isEqualTo(
            Stream.of(TestPipeline.P0, TestPipeline.P1)
                .filter(this::isBehindReenqueued)
                .collect(Collectors.toSet()));
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(maxIdleMs());
  }

  /** A message is as large as its record, and so is what is counted beside either. */
  private long retained(Predicate<Known> which) {
    assertThat(TrackedRecord.OVERHEAD_BYTES).isEqualTo(OutboundMessage.OVERHEAD_BYTES);
    return bytes(which) + matching(which).size() * (long) TrackedRecord.OVERHEAD_BYTES;
  }

  private boolean isBehindReenqueued(TopicPartition partition) {
    long now = fixture.clock.now();
    long first = firstOutstanding(partition);
    return matching(r -> r.partition.equals(partition) && r.offset == first).stream()
            .anyMatch(record -> now - record.putAt > 60_000)
        && !matching(r -> r.partition.equals(partition) && r.offset > first && r.isDone(now))
            .isEmpty();
  }

  /** When the task must come again: for the oldest message that waits, or soon for an answer. */
  private @Nullable Long maxIdleMs() {
    List<Known> waiting = matching(Known::isWaiting);
    long now = fixture.clock.now();
    long forMessages =
        waiting.isEmpty() ? NEVER : isSendable(now) ? 0 : waiting.get(0).putAt + LINGER_MS - now;
    long idle = originalsInFlight() > 0 ? Math.min(5, forMessages) : forMessages;
    return idle == NEVER ? null : Long.valueOf(Math.max(1, idle));
  }

  private boolean isSendable(long now) {
    List<Known> waiting = matching(Known::isWaiting);
    return waiting.size() >= MAX_MESSAGES
        || bytes(Known::isWaiting) >= MAX_BYTES
        || (!waiting.isEmpty() && now - waiting.get(0).putAt >= LINGER_MS);
  }

  /** What is told is true: nothing leaves before, and something does then. */
  void sleep(int millis) {
    put(List.of());
    Long idle = fixture.pipeline.maxIdleMs();
    if (idle != null && originalsInFlight() == 0) {
      int before = fixture.sender.sent().size();
      fixture.clock.advance(idle - 1);
      put(List.of());
      assertThat(fixture.sender.sent()).as("sent before the time told").hasSize(before);
      fixture.clock.advance(1);
      put(List.of());
      assertThat(fixture.sender.sent()).as("sent at the time told").hasSize(before + 1);
    }
    fixture.clock.advance(millis);
    put(List.of());
  }

  /** A commit sends nothing, and waits for the requests of its partition, for two seconds. */
  void commit(TopicPartition partition) {
    int sent = fixture.sender.sent().size();
    long start = fixture.clock.now();
    long end =
        fixture.sender.sent().stream()
            .filter(batch -> carried(batch).anyMatch(r -> r.partition.equals(partition)))
            .mapToLong(batch -> carried(batch).findFirst().orElseThrow().answerAt)
            .map(answerAt -> Math.max(start, Math.min(answerAt, start + 2_000)))
            .max()
            .orElse(start);
    OffsetAndMetadata proposed = new OffsetAndMetadata(next.getOrDefault(partition, 0L));
    Map<TopicPartition, OffsetAndMetadata> committable =
        fixture.pipeline.committable(Map.of(partition, proposed));
    assertThat(fixture.sender.sent()).hasSize(sent);
    assertThat(fixture.clock.now()).isEqualTo(end);
    assertThat(committable)
        .isEqualTo(
            Map.of(
                partition,
                new OffsetAndMetadata(Math.min(firstOutstanding(partition), proposed.offset()))));
  }

  void rebalance(TopicPartition partition) {
    put(List.of());
    fixture.pipeline.close(List.of(partition));
    long now = fixture.clock.now();
    matching(record -> record.partition.equals(partition) && !record.isDone(now))
        .forEach(record -> record.orphan = true);
    assertThat(Set.copyOf(fixture.pipeline.openPartitions()))
        .isEqualTo(Set.of(partition.equals(TestPipeline.P0) ? TestPipeline.P1 : TestPipeline.P0));
    fixture.pipeline.open(List.of(partition));
    told();
  }

  private long firstOutstanding(TopicPartition partition) {
    long now = fixture.clock.now();
    return matching(record -> record.partition.equals(partition) && record.isOutstanding(now))
        .stream()
        .mapToLong(record -> record.offset)
        .min()
        .orElse(NEVER);
  }

  private long originalsInFlight() {
    long now = fixture.clock.now();
    return fixture.sender.sent().stream()
        .filter(batch -> carried(batch).anyMatch(record -> record.isUnderWay(now)))
        .count();
  }

  private Stream<Known> carried(MessageBatch batch) {
    return Batches.bodies(batch).stream()
        .map(body -> records.get(Integer.parseInt(body.split(":", -1)[0])));
  }

  private List<Known> matching(Predicate<Known> which) {
    return records.stream().filter(which).toList();
  }

  private long bytes(Predicate<Known> which) {
    return matching(which).stream().mapToLong(record -> record.bytes).sum();
  }
}
