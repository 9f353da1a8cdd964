package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.simulation.Topic;
import io.github.sqsconnect.simulation.Violation;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * The worker's consumer, and what it lends the task of it: which partitions are assigned, paused,
 * how far they were read, and what is committed.
 */
final class Desk implements SinkTaskContext {
  private final Topic topic;
  private final ErrantRecordReporter reporter;
  private final boolean[] assigned = new boolean[Scope.PARTITIONS];
  private final boolean[] paused = new boolean[Scope.PARTITIONS];
  private final int[] position = new int[Scope.PARTITIONS];
  private final int[] committed;
  private boolean hasTimeout;

  Desk(Topic topic, int[] committed, ErrantRecordReporter reporter) {
    this.topic = topic;
    this.committed = committed;
    this.reporter = reporter;
  }

  boolean isAssigned(int partition) {
    return assigned[partition];
  }

  boolean isPaused(int partition) {
    return paused[partition];
  }

  /** How many records of a partition were put. */
  int position(int partition) {
    return position[partition];
  }

  void moveOn(int partition) {
    position[partition]++;
  }

  /** The next poll begins at an earlier record: the topic was recreated, or its log cut off. */
  void goBack(int partition, int records) {
    position[partition] = records;
  }

  /** As if the last put had not been. */
  void seek(int[] positions) {
    System.arraycopy(positions, 0, position, 0, positions.length);
  }

  int committed(int partition) {
    return committed[partition];
  }

  void commit(int partition, int records) {
    committed[partition] = records;
  }

  void assign(int partition) {
    assigned[partition] = true;
    paused[partition] = false;
    position[partition] = committed[partition];
  }

  void revoke(int partition) {
    assigned[partition] = false;
    paused[partition] = false;
    position[partition] = 0;
  }

  /** How many records can be polled. */
  int fetchable(int partition) {
    return assigned[partition] && !paused[partition]
        ? topic.log(partition).length - position[partition]
        : 0;
  }

  boolean isAllCommitted() {
    for (int p = 0; p < committed.length; p++) {
      if (committed[p] < topic.log(p).length) {
        return false;
      }
    }
    return true;
  }

  /** The timeout counts once. */
  void clearTimeout() {
    hasTimeout = false;
  }

  boolean hasTimeout() {
    return hasTimeout;
  }

  @Override
  public void timeout(long timeoutMs) {
    if (timeoutMs < 1) {
      throw new Violation("timeout", timeoutMs + " means up to a minute");
    }
    hasTimeout = true;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    Arrays.stream(partitions).forEach(partition -> paused[mine(partition)] = true);
  }

  @Override
  public void resume(TopicPartition... partitions) {
    Arrays.stream(partitions).forEach(partition -> paused[mine(partition)] = false);
  }

  private int mine(TopicPartition partition) {
    if (!assigned[partition.partition()]) {
      throw new Violation("paused what is not assigned", partition.toString());
    }
    return partition.partition();
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
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
  public Set<TopicPartition> assignment() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }
}
