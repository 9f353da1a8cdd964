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
 * A pipeline and a model of it: which records were put, which were sent, and when their responses
 * arrive. After every step the pipeline is compared with the model.
 */
final class ModelledPipeline {
  private static final long NEVER = Long.MAX_VALUE;
  private static final int MAX_MESSAGES = 3;
  private static final int MAX_BYTES = 2_048;
  private static final int LINGER_MS = 20;

  /** One record in the model. */
  private static final class ModelledRecord {
    private final TopicPartition partition;
    private final long offset;
    private final int bytes;
    private final long putAt;
    private boolean sent;
    private boolean orphan;
    private long respondsAt = NEVER;

    ModelledRecord(TopicPartition partition, long offset, int bytes, long putAt) {
      this.partition = partition;
      this.offset = offset;
      this.bytes = bytes;
      this.putAt = putAt;
    }

    boolean isWaiting() {
      return !sent && !orphan;
    }

    boolean isInFlight(long now) {
      return sent && respondsAt > now;
    }

    boolean isDone(long now) {
      return sent && respondsAt <= now && !orphan;
    }

    boolean isOutstanding(long now) {
      return !orphan && !isDone(now);
    }
  }

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final List<ModelledRecord> records = new ArrayList<>();
  private final TestPipeline fixture;
  private final List<Integer> latencies;
  private final int maxInFlight;

  /**
   * An open pipeline for two partitions.
   *
   * @param latencies the latencies of the requests; 0 for no response
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
    fixture.sender.otherwise(this::respond);
  }

  void put(TopicPartition partition, int count) {
    put(records(partition, count));
  }

  private @Nullable Completion respond(MessageBatch batch) {
    int latency = latencies.get(fixture.sender.sent().size() % latencies.size());
    long now = fixture.clock.now();
    recordsOf(batch)
        .forEach(
            record -> {
              assertThat(record.isWaiting())
                  .as("sent once, by the owner of the partition")
                  .isTrue();
              record.sent = true;
              record.respondsAt = latency == 0 ? NEVER : now + latency;
            });
    assertThat(requestsInFlight()).isLessThanOrEqualTo(maxInFlight);
    fixture.sender.latencyMs(latency);
    return latency == 0 ? null : ScriptedSender.deliver(batch);
  }

  private List<SinkRecord> records(TopicPartition partition, int count) {
    List<SinkRecord> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = next.merge(partition, 1L, Long::sum) - 1;
      String body = records.size() + ":" + "x".repeat(records.size() % 4 * 250);
      records.add(new ModelledRecord(partition, offset, body.length(), fixture.clock.now()));
      batch.add(MessageBatches.record(partition, offset, body));
    }
    return batch;
  }

  /** A put ends when nothing more can be sent, or after one second with a full window. */
  private void put(List<SinkRecord> batch) {
    long start = fixture.clock.now();
    fixture.sender.beforeWait(this::checkWait);
    fixture.pipeline.accept(batch);
    fixture.sender.beforeWait(() -> {});
    long took = fixture.clock.now() - start;
    assertThat(took).isBetween(0L, 1_000L);
    if (isSendable(fixture.clock.now())) {
      assertThat(requestsInFlight()).as("the window is full").isEqualTo(maxInFlight);
      assertThat(took).as("waited for a response").isEqualTo(1_000);
    }
    long now = fixture.clock.now();
    if (took == 1_000 && records.stream().anyMatch(record -> record.respondsAt == now)) {
      // Responses of the moment in which a put ends are settled by the next put.
      put(List.of());
      return;
    }
    compare();
  }

  /** A put waits only if a request is sendable and the window is full. */
  private void checkWait() {
    assertThat(isSendable(fixture.clock.now())).as("a request is sendable").isTrue();
    assertThat(requestsInFlight()).as("the window is full").isEqualTo(maxInFlight);
  }

  private void compare() {
    long now = fixture.clock.now();
    long buffered =
        retained(record -> record.isWaiting() || record.isInFlight(now))
            + retained(record -> record.isOutstanding(now));
    assertThat(fixture.pipeline.bufferedBytes()).isEqualTo(buffered);
    assertThat(fixture.progress().split(" ", -1))
        .contains(
            "records=" + records.size(),
            "messages_delivered=" + recordsThat(record -> record.isDone(now)).size(),
            "requests=" + fixture.sender.sent().size(),
            "in_flight=" + requestsInFlight(),
            "window=" + (records.isEmpty() ? 0 : maxInFlight),
            "waiting=" + recordsThat(ModelledRecord::isWaiting).size(),
            "buffered_bytes=" + buffered,
            "oldest_unacknowledged_ms="
                + recordsThat(record -> record.isOutstanding(now)).stream()
                    .mapToLong(record -> now - record.putAt)
                    .max()
                    .orElse(0));
    assertThat(fixture.pipeline.stalledPartitions())
        .isEqualTo(
            Stream.of(TestPipeline.P0, TestPipeline.P1)
                .filter(this::isStalled)
                .collect(Collectors.toSet()));
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(maxIdleMs());
  }

  /** Messages and records have the same size and the same overhead here. */
  private long retained(Predicate<ModelledRecord> which) {
    assertThat(TrackedRecord.OVERHEAD_BYTES).isEqualTo(OutboundMessage.OVERHEAD_BYTES);
    return bytes(which) + recordsThat(which).size() * (long) TrackedRecord.OVERHEAD_BYTES;
  }

  private boolean isStalled(TopicPartition partition) {
    long now = fixture.clock.now();
    long first = firstOutstanding(partition);
    return recordsThat(r -> r.partition.equals(partition) && r.offset == first).stream()
            .anyMatch(record -> now - record.putAt > 60_000)
        && !recordsThat(r -> r.partition.equals(partition) && r.offset > first && r.isDone(now))
            .isEmpty();
  }

  /** When the next put is due: for the oldest waiting message, or soon for a response. */
  private @Nullable Long maxIdleMs() {
    List<ModelledRecord> waiting = recordsThat(ModelledRecord::isWaiting);
    long now = fixture.clock.now();
    long forMessages =
        waiting.isEmpty() ? NEVER : isSendable(now) ? 0 : waiting.get(0).putAt + LINGER_MS - now;
    long idle = requestsInFlight() > 0 ? Math.min(5, forMessages) : forMessages;
    return idle == NEVER ? null : Long.valueOf(Math.max(1, idle));
  }

  private boolean isSendable(long now) {
    List<ModelledRecord> waiting = recordsThat(ModelledRecord::isWaiting);
    return waiting.size() >= MAX_MESSAGES
        || bytes(ModelledRecord::isWaiting) >= MAX_BYTES
        || (!waiting.isEmpty() && now - waiting.get(0).putAt >= LINGER_MS);
  }

  /** The reported idle time is exact: nothing is sent before it ends, and something at its end. */
  void sleep(int millis) {
    put(List.of());
    Long idle = fixture.pipeline.maxIdleMs();
    if (idle != null && requestsInFlight() == 0) {
      int before = fixture.sender.sent().size();
      fixture.clock.advance(idle - 1);
      put(List.of());
      assertThat(fixture.sender.sent()).as("sent before the idle time ended").hasSize(before);
      fixture.clock.advance(1);
      put(List.of());
      assertThat(fixture.sender.sent()).as("sent when the idle time ended").hasSize(before + 1);
    }
    fixture.clock.advance(millis);
    put(List.of());
  }

  /** A commit sends nothing and waits up to two seconds for the requests of its partition. */
  void commit(TopicPartition partition) {
    int sent = fixture.sender.sent().size();
    long start = fixture.clock.now();
    long end =
        fixture.sender.sent().stream()
            .filter(batch -> recordsOf(batch).anyMatch(r -> r.partition.equals(partition)))
            .mapToLong(batch -> recordsOf(batch).findFirst().orElseThrow().respondsAt)
            .map(respondsAt -> Math.max(start, Math.min(respondsAt, start + 2_000)))
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

  /** The partition comes back; Connect does not close it if it is woken up during the commit. */
  void rebalance(TopicPartition partition, boolean isClosed) {
    put(List.of());
    if (isClosed) {
      fixture.pipeline.close(List.of(partition));
      assertThat(Set.copyOf(fixture.openPartitions())).hasSize(1).doesNotContain(partition);
    }
    long now = fixture.clock.now();
    recordsThat(record -> record.partition.equals(partition) && !record.isDone(now))
        .forEach(record -> record.orphan = true);
    fixture.pipeline.open(List.of(partition));
    assertThat(fixture.pipeline.lastOffset(partition)).isEqualTo(-1);
    compare();
  }

  private long firstOutstanding(TopicPartition partition) {
    long now = fixture.clock.now();
    return recordsThat(record -> record.partition.equals(partition) && record.isOutstanding(now))
        .stream()
        .mapToLong(record -> record.offset)
        .min()
        .orElse(NEVER);
  }

  private long requestsInFlight() {
    long now = fixture.clock.now();
    return fixture.sender.sent().stream()
        .filter(batch -> recordsOf(batch).anyMatch(record -> record.isInFlight(now)))
        .count();
  }

  private Stream<ModelledRecord> recordsOf(MessageBatch batch) {
    return MessageBatches.bodies(batch).stream()
        .map(body -> records.get(Integer.parseInt(body.split(":", -1)[0])));
  }

  private List<ModelledRecord> recordsThat(Predicate<ModelledRecord> which) {
    return records.stream().filter(which).toList();
  }

  private long bytes(Predicate<ModelledRecord> which) {
    return recordsThat(which).stream().mapToLong(record -> record.bytes).sum();
  }
}
