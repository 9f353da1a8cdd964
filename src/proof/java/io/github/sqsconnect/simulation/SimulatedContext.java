package io.github.sqsconnect.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * What the worker lends a task. Like Connect's own it remembers the paused partitions itself, and a
 * partition that is revoked and comes back in the same rebalance is paused again.
 */
final class SimulatedContext implements SinkTaskContext {
  private final SimulatedConsumer consumer;
  private final ErrantRecordReporter reporter;
  private final Story story;
  private final Reached reached;
  private final Set<TopicPartition> paused =
      new TreeSet<>(Comparator.comparingInt(TopicPartition::partition));
  private long timeout = -1;

  SimulatedContext(
      SimulatedConsumer consumer, ErrantRecordReporter reporter, Story story, Reached reached) {
    this.consumer = consumer;
    this.reporter = reporter;
    this.story = story;
    this.reached = reached;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new Violation("moved the consumer", offsets.toString());
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new Violation("moved the consumer", partition.toString());
  }

  @Override
  public void timeout(long timeoutMs) {
    if (timeoutMs < 1) {
      throw new Violation("timeout", timeoutMs + " means up to a minute");
    }
    timeout = timeoutMs;
  }

  /** The timeout, once. */
  long takeTimeout() {
    long once = timeout;
    timeout = -1;
    return once;
  }

  /** The timeout that is asked for, or less than 1. */
  long timeout() {
    return timeout;
  }

  boolean hasTimeout() {
    return timeout > 0;
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      paused.add(partition);
      consumer.pause(partition);
    }
    if (story.isTold()) {
      story.add("task", "pauses " + List.of(partitions));
    }
  }

  @Override
  public void resume(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      paused.remove(partition);
      consumer.resume(partition);
    }
    reached.mark(State.RESUMED);
    if (story.isTold()) {
      story.add("task", "resumes " + List.of(partitions));
    }
  }

  /** Partitions were assigned: those that are assigned and were paused are paused. */
  void repause() {
    paused.removeIf(partition -> !consumer.isAssigned(partition.partition()));
    for (TopicPartition partition : paused) {
      if (!consumer.isPaused(partition.partition())) {
        reached.mark(State.PAUSE_KEPT_OVER_REBALANCE);
      }
      consumer.pause(partition);
    }
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }
}
