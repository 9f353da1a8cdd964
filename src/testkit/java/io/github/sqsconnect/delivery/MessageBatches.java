package io.github.sqsconnect.delivery;

import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Messages, deliveries and requests, built directly. */
public final class MessageBatches {
  public static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private MessageBatches() {}

  /** One request with a message for each body; on a FIFO queue each has its own group. */
  public static MessageBatch batch(TargetQueue queue, String... bodies) {
    return batch(queue, Arrays.stream(bodies).map(body -> message(queue, body)).toList());
  }

  public static MessageBatch batch(TargetQueue queue, List<OutboundMessage> messages) {
    PartitionOffsets offsets = new PartitionOffsets(PARTITION);
    TrackedRecord tracked = offsets.register(record(0, "value"), 5, 0);
    tracked.addMessages(messages.size());
    return new MessageBatch(
        queue, messages.stream().map(message -> new Delivery(message, tracked, 0)).toList());
  }

  public static OutboundMessage message(TargetQueue queue, String body) {
    return queue.isFifo()
        ? message(queue, body, "group-" + body, "id-" + body)
        : message(queue, body, null, null);
  }

  public static OutboundMessage message(
      TargetQueue queue, String body, String group, String deduplicationId) {
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    return new OutboundMessage(
        queue, body, bytes, List.of(), group, deduplicationId, null, null, EventIndexes.none(0));
  }

  static Delivery delivery(
      TargetQueue queue, String body, String group, TrackedRecord tracked, long now) {
    return new Delivery(
        message(queue, body, group, group == null ? null : "id-" + body), tracked, now);
  }

  static SinkRecord record(long offset, Object value) {
    return record(PARTITION, offset, value);
  }

  static SinkRecord record(TopicPartition partition, long offset, Object value) {
    Schema schema = value instanceof String ? Schema.STRING_SCHEMA : null;
    return new SinkRecord(
        partition.topic(), partition.partition(), null, null, schema, value, offset);
  }

  static List<String> bodies(MessageBatch batch) {
    return bodies(batch.deliveries());
  }

  static List<String> bodies(List<Delivery> deliveries) {
    return deliveries.stream().map(delivery -> delivery.message().body()).toList();
  }
}
