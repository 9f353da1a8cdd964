package io.github.sqsconnect;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.message.QueuePattern;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task between start and stop: everything it owns.
 *
 * @param queue the queue of topics that have none of their own
 * @param metrics null if nobody reads them
 */
record StartedTask(
    TaskName name,
    QueuePattern queue,
    Map<String, QueuePattern> queueByTopic,
    DeliveryPipeline pipeline,
    PartitionPauser pauser,
    TaskValues values,
    ProgressLog progress,
    @Nullable MetricsPublisher metrics,
    ConsumerPositions positions,
    UnseenRecords unseen,
    ErrantRecordThread errantRecords,
    AwsClients clients) {
  private static final Logger LOG = LoggerFactory.getLogger(StartedTask.class);

  StartedTask {
    LOG.info(
        "event=started {} queue={} fifo={} version={}",
        name,
        queue.url(),
        queue.isFifo(),
        Version.VERSION);
    queueByTopic.forEach(
        (topic, own) ->
            LOG.info(
                "event=queue_of_topic topic={} queue={} fifo={}", topic, own.url(), own.isFifo()));
  }

  void open(Collection<TopicPartition> partitions) {
    pipeline.open(partitions);
    unseen.forget(partitions);
    pauser.reset(partitions);
    positions.opened(partitions);
    pauser.update(pipeline);
  }

  void put(Collection<SinkRecord> records) {
    unseen.putBegins();
    pipeline.accept(records);
    unseen.putEnds();
    pauser.update(pipeline);
    boolean isIdle = records.isEmpty() && pipeline.maxIdleMs() == null;
    positions.polled(pipeline.hasPartitions(), isIdle);
    values.update();
    progress.update(values);
    if (metrics != null) {
      metrics.update(values);
    }
  }

  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    unseen.observe(current, pipeline::lastOffset);
    positions.committed(current.keySet());
    Map<TopicPartition, OffsetAndMetadata> committable = pipeline.committable(current);
    pauser.update(pipeline);
    return committable;
  }

  void close(Collection<TopicPartition> partitions) {
    pipeline.close(partitions);
    pauser.forget(partitions);
    positions.closed(partitions);
    unseen.forget(partitions);
  }

  void stop() {
    try {
      errantRecords.close();
      clients.close();
    } finally {
      if (metrics != null) {
        metrics.close();
      }
    }
    LOG.info("event=stopped {} queue={} {}", name, queue.url(), progress.line(values));
  }
}
