package io.github.sqsconnect.delivery;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What one queue that topics map to has in memory.
 *
 * @param queue its URL; empty for the partitions whose records may go to different queues
 * @param bytes the bytes of outstanding records and messages
 * @param maxBytes its share of the buffer
 * @param recordsWaiting the number of records that have no messages yet
 * @param partitions open partitions of its topics
 */
public record QueueLoad(
    String queue, long bytes, long maxBytes, int recordsWaiting, List<TopicPartition> partitions) {}
