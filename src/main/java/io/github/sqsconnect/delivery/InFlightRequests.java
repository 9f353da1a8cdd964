package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The requests of a task that are in flight, over all queues, limited by number and bytes. */
final class InFlightRequests {
  private final DeliverySettings settings;
  private final Set<MessageBatch> requests = new HashSet<>();
  private long bytes;

  InFlightRequests(DeliverySettings settings) {
    this.settings = settings;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  int size() {
    return requests.size();
  }

  /** Whether one more request may be sent. If none is in flight, a request of any size may. */
  boolean mayStart() {
    return requests.size() < settings.maxInFlightRequests()
        && (requests.isEmpty() || bytes < settings.bufferMaxBytes());
  }

  void started(MessageBatch batch) {
    requests.add(batch);
    bytes += batch.bytes();
  }

  void completed(MessageBatch batch) {
    requests.remove(batch);
    bytes -= batch.bytes();
  }

  /** The requests that contain a message of one of these partitions. */
  Set<MessageBatch> carrying(Collection<TopicPartition> partitions) {
    Set<MessageBatch> carrying = new HashSet<>();
    for (MessageBatch batch : requests) {
      if (batch.deliveries().stream()
          .anyMatch(delivery -> partitions.contains(delivery.record().topicPartition()))) {
        carrying.add(batch);
      }
    }
    return carrying;
  }

  /** Removes from a set the requests that are not in flight any more. */
  void retainIn(Set<MessageBatch> batches) {
    batches.retainAll(requests);
  }

  /** The bytes in flight, for proofs. */
  long bytesSnapshot() {
    return bytes;
  }

  /** The requests in flight, for proofs. */
  List<RequestState> snapshot() {
    return requests.stream().map(MessageBatch::snapshot).toList();
  }
}
