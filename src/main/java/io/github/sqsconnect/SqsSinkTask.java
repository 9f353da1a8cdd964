package io.github.sqsconnect;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Connect's lifecycle; each callback is one line. */
public final class SqsSinkTask extends SinkTask {
  private @Nullable StartedTask started;

  @Override
  public String version() {
    return Version.VERSION;
  }

  @Override
  public void start(Map<String, String> props) {
    started = SqsSinkWiring.start(props, context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    started().open(partitions);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    started().put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    return started().committable(currentOffsets);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    started().close(partitions);
  }

  /** Sends nothing: the last commit has already happened. */
  @Override
  public void stop() {
    if (started != null) {
      started.stop();
      started = null;
    }
  }

  private StartedTask started() {
    if (started == null) {
      throw new IllegalStateException("the task is not started");
    }
    return started;
  }
}
