package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The logging context of the threads is shown by {@code LogLineNamesNoTaskTest}. */
class TaskThreadFactoryTest {
  @Test
  void threadIsADaemonWithTheName() {
    Thread thread = new TaskThreadFactory("sqs-sink-io").newThread(() -> {});

    assertThat(thread.getName()).isEqualTo("sqs-sink-io");
    assertThat(thread.isDaemon()).isTrue();
  }
}
