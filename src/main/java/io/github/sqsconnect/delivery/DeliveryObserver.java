package io.github.sqsconnect.delivery;

import io.github.sqsconnect.message.TargetQueue;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Learns what happens to requests, records and queues, for metrics and log lines. It changes
 * nothing. Called on the task's thread; must not block or throw.
 */
public interface DeliveryObserver {
  /** A request has a response, or has failed. */
  default void requestCompleted(TargetQueue queue, long latencyMs) {}

  /** SQS has accepted all messages of a record. */
  default void recordDelivered(SinkRecord record) {}

  /**
   * A message is retried. Called at most once a minute.
   *
   * @param attempts how often the message was sent
   * @param howLong how long it is retried, as the end of a sentence
   */
  default void retrying(TargetQueue queue, int attempts, ServiceError error, String howLong) {}

  /**
   * A queue for which {@link #retrying} was called works again: no message waits for a retry.
   *
   * @param failingMs how long ago the first of them failed
   * @param retries the retries since then
   */
  default void recovered(TargetQueue queue, long failingMs, long retries) {}
}
