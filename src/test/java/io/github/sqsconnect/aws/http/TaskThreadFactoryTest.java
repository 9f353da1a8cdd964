package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TaskThreadFactoryTest {
  @AfterEach
  void clear() {
    MDC.clear();
  }

  @Test
  void threadIsADaemonWithTheName() {
    Thread thread = new TaskThreadFactory("sqs-sink-io").newThread(() -> {});

    assertThat(thread.getName()).isEqualTo("sqs-sink-io");
    assertThat(thread.isDaemon()).isTrue();
  }

  /** Task threads are often created by other threads than the one that creates the factory. */
  @Test
  void threadHasTheLoggingContextOfTheFactory() throws InterruptedException {
    MDC.put("connector.context", "[sink|task-0] ");
    TaskThreadFactory factory = new TaskThreadFactory("sqs-sink-io");
    MDC.put("connector.context", "[other|task-1] ");
    AtomicReference<Map<String, String>> context = new AtomicReference<>();

    Thread thread = factory.newThread(() -> context.set(MDC.getCopyOfContextMap()));
    thread.start();
    thread.join();

    assertThat(context.get()).containsEntry("connector.context", "[sink|task-0] ");
  }
}
