package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Creates the deliveries of two partitions for tests of message buffers. */
final class BufferFixture {
  final OffsetTracker offsets = new OffsetTracker();
  private final TargetQueue queue;
  private final Map<TopicPartition, Long> next = new HashMap<>();

  BufferFixture(TargetQueue queue) {
    this.queue = queue;
    offsets.open(TestPipeline.P0);
    offsets.open(TestPipeline.P1);
  }

  Delivery delivery(String body, String group, long now) {
    return delivery(TestPipeline.P0, body, group, now);
  }

  Delivery delivery(TopicPartition partition, String body, String group, long now) {
    long offset = next.merge(partition, 1L, Long::sum);
    SinkRecord record = MessageBatches.record(partition, offset, body);
    TrackedRecord tracked = offsets.partitionOf(record).register(record, body.length(), now);
    tracked.addMessages(1);
    return MessageBatches.delivery(queue, body, group, tracked, now);
  }

  static DeliverySettings settings(Object... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i].toString(), keysAndValues[i + 1].toString());
    }
    if (properties.containsKey("sqs.batch.max.bytes")) {
      properties.putIfAbsent("sqs.message.max.bytes", "1024");
    }
    return TestPipeline.config(properties).delivery();
  }
}
