package io.github.sqsconnect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Notes what a task asks of Connect. */
final class NotedContext implements SinkTaskContext {
  private final Set<TopicPartition> paused = new HashSet<>();
  private final List<String> calls = new ArrayList<>();
  private final Supplier<Map<String, String>> configs;
  private long timeoutMs = -1;

  Set<TopicPartition> paused() {
    return paused;
  }

  NotedContext() {
    this(
        () -> {
          throw new UnsupportedOperationException();
        });
  }

  /**
   * @param configs what the configuration is at each look
   */
  NotedContext(Supplier<Map<String, String>> configs) {
    this.configs = configs;
  }

  /** Pauses and resumes in order. */
  List<String> calls() {
    return calls;
  }

  /** The timeout asked for since this was last looked at; -1 for none, as it is one-shot. */
  long takeTimeoutMs() {
    long asked = timeoutMs;
    timeoutMs = -1;
    return asked;
  }

  @Override
  public void pause(TopicPartition... partitions) {
    calls.add("pause " + partitions.length);
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    calls.add("resume " + partitions.length);
    paused.removeAll(List.of(partitions));
  }

  @Override
  public void timeout(long timeoutMs) {
    this.timeoutMs = timeoutMs;
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
    throw new UnsupportedOperationException();
  }

  @Override
  public void requestCommit() {
    throw new UnsupportedOperationException();
  }
}
