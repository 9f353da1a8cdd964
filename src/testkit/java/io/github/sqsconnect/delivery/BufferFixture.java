package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
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
    String[] texts = Stream.of(keysAndValues).map(Object::toString).toArray(String[]::new);
    Map<String, String> properties = ConnectorSettings.changed(new HashMap<>(), texts);
    if (properties.containsKey("sqs.batch.max.bytes")) {
      properties.putIfAbsent("sqs.message.max.bytes", "1024");
    }
    return TestPipeline.config(properties).delivery();
  }
}
