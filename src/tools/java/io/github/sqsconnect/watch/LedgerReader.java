package io.github.sqsconnect.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that the ledger compares, in the order that makes the comparison valid: first
 * the committed offsets, then what the queue and the dead-letter topic contain. For one thread.
 */
final class LedgerReader implements AutoCloseable {
  /** The fault that stores a request and drops its answer. */
  private static final String ANSWER_DROPPED = "storeThenDrop";

  private final WatchSetup setup;
  private final KafkaTopics topics;
  private final ScriptedSqs sqs;
  private final WatchLedger ledger;
  private final Consumer<byte[], byte[]> deadLetters;
  private final TopicPartition deadLetterPartition;
  private long position;

  /** Places stored by requests that the endpoint has not recorded yet. */
  private final Map<Long, List<Place>> undecided = new HashMap<>();

  LedgerReader(
      WatchSetup setup,
      KafkaTopics topics,
      String bootstrapServers,
      ScriptedSqs sqs,
      WatchLedger ledger) {
    this.setup = setup;
    this.topics = topics;
    this.sqs = sqs;
    this.ledger = ledger;
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("enable.auto.commit", false);
    deadLetters =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    deadLetterPartition = new TopicPartition(setup.deadLetterTopic(), 0);
    deadLetters.assign(List.of(deadLetterPartition));
    deadLetters.seekToBeginning(List.of(deadLetterPartition));
  }

  /** Makes one reading. */
  void read(long nowMillis) {
    Map<Integer, Long> committed = new HashMap<>();
    topics
        .committed(setup.connector())
        .forEach((partition, offset) -> committed.put(partition.partition(), offset));
    readQueue();
    readDeadLetters();
    ledger.committed(committed, nowMillis);
  }

  /**
   * The requests are read after the messages. So when a second copy of a message was read, the
   * request that brought the first one is known. Messages that were read leave the queue, so that
   * it needs no memory.
   */
  private void readQueue() {
    List<StoredMessage> messages =
        sqs.queue(setup.queue()).messagesAfter(position, Integer.MAX_VALUE);
    Map<Long, RecordedRequest> recorded = new HashMap<>();
    sqs.requests().forEach(request -> recorded.put(request.number(), request));

    undecided
        .entrySet()
        .removeIf(
            each -> {
              RecordedRequest request = recorded.get(each.getKey());
              each.getValue().forEach(place -> noteDropped(request, place));
              return request != null;
            });
    for (StoredMessage message : messages) {
      Place place = Place.in(message.body());
      RecordedRequest request = recorded.get(message.request());
      ledger.stored(place);
      noteDropped(request, place);
      if (request == null) {
        undecided.computeIfAbsent(message.request(), number -> new ArrayList<>()).add(place);
      }
      position = message.position();
    }
    sqs.queue(setup.queue()).purgeUpTo(position);
  }

  private void noteDropped(@Nullable RecordedRequest request, Place place) {
    if (request != null && request.faults().contains(ANSWER_DROPPED)) {
      ledger.answerDropped(place);
    }
  }

  private void readDeadLetters() {
    long end = deadLetters.endOffsets(List.of(deadLetterPartition)).get(deadLetterPartition);
    while (deadLetters.position(deadLetterPartition) < end) {
      for (ConsumerRecord<byte[], byte[]> each : deadLetters.poll(Duration.ofMillis(200))) {
        ledger.dead(Place.in(new String(each.value(), UTF_8)));
      }
    }
  }

  @Override
  public void close() {
    deadLetters.close();
  }
}
