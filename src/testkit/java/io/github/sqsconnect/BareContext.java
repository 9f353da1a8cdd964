package io.github.sqsconnect;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A worker that does nothing with what a task asks of it, and has a reporter if it is given one.
 */
public final class BareContext implements SinkTaskContext {
  private final @Nullable ErrantRecordReporter reporter;
  private final Map<String, String> configs;

  public BareContext() {
    this(null);
  }

  public BareContext(@Nullable ErrantRecordReporter reporter) {
    this(reporter, Map.of());
  }

  public BareContext(@Nullable ErrantRecordReporter reporter, Map<String, String> configs) {
    this.reporter = reporter;
    this.configs = configs;
  }

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public Map<String, String> configs() {
    return configs;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {}

  @Override
  public void offset(TopicPartition partition, long offset) {}

  @Override
  public void timeout(long timeoutMs) {}

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of();
  }

  @Override
  public void pause(TopicPartition... partitions) {}

  @Override
  public void resume(TopicPartition... partitions) {}

  @Override
  public void requestCommit() {}
}
