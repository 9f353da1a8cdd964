package io.github.sqsconnect.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The task context of the worker. Like Connect's own it remembers the paused partitions itself, and
 * a partition that is revoked and comes back in the same rebalance is paused again.
 */
public final class SimulatedContext implements SinkTaskContext {
  private final World world;
  private final SimulatedConsumer consumer;
  private final @Nullable ErrantRecordReporter reporter;
  private final Set<TopicPartition> paused =
      new TreeSet<>(Comparator.comparingInt(TopicPartition::partition));
  private long timeout = -1;
  private boolean isTimeoutSet;

  public SimulatedContext(
      World world, SimulatedConsumer consumer, @Nullable ErrantRecordReporter reporter) {
    this.world = world;
    this.consumer = consumer;
    this.reporter = reporter;
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
    isTimeoutSet = true;
  }

  /** The timeout, once; less than 1 if none was set. */
  public long takeTimeout() {
    long once = timeout;
    timeout = -1;
    return once;
  }

  /** The timeout that is set, or less than 1. */
  public long timeout() {
    return timeout;
  }

  /** A call of the task begins. */
  public void beginCall() {
    isTimeoutSet = false;
  }

  /** Whether the task has set a timeout in its last call. */
  boolean isTimeoutSet() {
    return isTimeoutSet;
  }

  @Override
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      paused.add(partition);
      consumer.pause(partition, true);
    }
    world.log().add("task", "pauses ", List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    for (TopicPartition partition : partitions) {
      paused.remove(partition);
      consumer.pause(partition, false);
    }
    world.reach(ReachableState.RESUMED);
    world.log().add("task", "resumes ", List.of(partitions));
  }

  /** Whether the context would pause a partition again that comes back. */
  public boolean remembersPause(TopicPartition partition) {
    return paused.contains(partition);
  }

  /** Partitions were assigned: those that are assigned and were paused are paused. */
  void repause() {
    paused.removeIf(partition -> !consumer.isAssigned(partition.partition()));
    for (TopicPartition partition : paused) {
      if (!consumer.isPaused(partition.partition())) {
        world.reach(ReachableState.PAUSE_KEPT_AFTER_REBALANCE);
      }
      consumer.pause(partition, true);
    }
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }
}
