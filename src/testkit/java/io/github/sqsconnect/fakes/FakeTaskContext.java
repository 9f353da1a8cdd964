package io.github.sqsconnect.fakes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** A worker that records what the task requests. It allows only the calls the connector needs. */
public final class FakeTaskContext implements SinkTaskContext {
  private final @Nullable ErrantRecordReporter reporter;
  private final Supplier<Map<String, String>> configs;
  private final Set<TopicPartition> paused = new HashSet<>();
  private final List<String> calls = new ArrayList<>();
  private Set<TopicPartition> assignment = Set.of();
  private long timeoutMs = -1;

  public FakeTaskContext() {
    this(null);
  }

  public FakeTaskContext(@Nullable ErrantRecordReporter reporter) {
    this(reporter, Map::of);
  }

  /**
   * A context with a reporter and a configuration.
   *
   * @param configs returns the configuration each time it is read
   */
  public FakeTaskContext(
      @Nullable ErrantRecordReporter reporter, Supplier<Map<String, String>> configs) {
    this.reporter = reporter;
    this.configs = configs;
  }

  public Set<TopicPartition> paused() {
    return paused;
  }

  /** The calls that pause, resume and commit, in order, with their number of partitions. */
  public List<String> calls() {
    return calls;
  }

  /** Returns the timeout requested since the last call, as it is one-shot; -1 for none. */
  public long takeTimeoutMs() {
    long requested = timeoutMs;
    timeoutMs = -1;
    return requested;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    calls.add("pause " + partitions.length);
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    calls.add("resume " + partitions.length);
    paused.removeAll(Set.of(partitions));
  }

  @Override
  public void timeout(long millis) {
    timeoutMs = millis;
  }

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public Map<String, String> configs() {
    return configs.get();
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<TopicPartition> assignment() {
    return assignment;
  }

  @Override
  public void requestCommit() {
    calls.add("commit");
  }

  /** The partitions that the consumer has. */
  public void assign(TopicPartition... partitions) {
    assignment = Set.of(partitions);
  }
}
