package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SqsSinkTaskTest {
  private static Stream<ThrowingCallable> callbacks(SqsSinkTask task) {
    return Stream.of(
        () -> task.open(List.of()),
        () -> task.put(List.of()),
        () -> task.preCommit(Map.of()),
        () -> task.close(List.of()));
  }

  private static EndpointTask start(ScriptedSqs sqs) {
    return EndpointTask.start(
        sqs.queue("events"), "aws.access.key.id", "AKIDEXAMPLE", "aws.secret.access.key", "secret");
  }

  @Test
  void callbacksAreRejectedBeforeTheStartAndAfterTheStop() {
    assertThat(callbacks(new SqsSinkTask())).allSatisfy(SqsSinkTaskTest::assertNotStarted);

    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      EndpointTask started = start(sqs);
      assertThat(callbacks(started.task()))
          .allSatisfy(callback -> assertThatCode(callback).doesNotThrowAnyException());
      started.close();
      assertThat(callbacks(started.task())).allSatisfy(SqsSinkTaskTest::assertNotStarted);
    }
  }

  private static void assertNotStarted(ThrowingCallable callback) {
    assertThatThrownBy(callback)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the task is not started");
  }

  /** Connect stops a task whose start failed, too. */
  @Test
  void stopIsHarmlessAfterAFailedStartAndTwice() {
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    assertThatThrownBy(() -> task.start(Map.of())).isInstanceOf(ConfigException.class);

    task.stop();
    task.stop();
    assertThat(callbacks(task)).allSatisfy(SqsSinkTaskTest::assertNotStarted);
  }

  @Test
  void recordsOfAPutAreDeliveredAndTheirOffsetsCommitted() {
    try (ScriptedSqs sqs = ScriptedSqs.start();
        EndpointTask task = start(sqs)) {
      task.put("a", "b");
      task.awaitAllCommitted();

      assertThat(sqs.queue("events").bodies()).containsExactlyInAnyOrder("a", "b");
      assertThat(task.committable()).isEqualTo(2);
    }
  }
}
