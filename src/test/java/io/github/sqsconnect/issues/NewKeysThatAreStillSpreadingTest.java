package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New keys are refused for some seconds after a rotation; that stopped the task at once. */
class NewKeysThatAreStillSpreadingTest {
  private static final Map<String, String> NEWER =
      Map.of("aws.access.key.id", "AKIDNEWER", "aws.secret.access.key", "newer");

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of());

  @BeforeEach
  void deliverWithTheOlderKeys() {
    sqs.credentials().accept("AKIDOLDER", "older");
    task.put("first");
    task.pollFor(Duration.ofSeconds(1));
    assertThat(queue.bodies()).containsExactly("first");
  }

  @AfterEach
  void close() {
    task.close();
    sqs.close();
  }

  @Test
  void theyGetHalfAMinute() {
    rotate();
    task.put("second");
    task.pollFor(Duration.ofSeconds(25));
    assertThat(task.endpoint().configReads()).as("they were read once").isEqualTo(1);
    sqs.credentials().accept("AKIDNEWER", "newer");
    task.pollFor(Duration.ofSeconds(5));
    assertThat(queue.bodies()).containsExactly("first", "second");
    assertThat(task.committable()).isEqualTo(2);
  }

  @Test
  void theyAreRefusedForGoodAfterHalfAMinute() {
    rotate();
    assertThat(task.stopMessage(List.of("second"), Duration.ofSeconds(29))).isNull();
    assertThat(task.stopMessage(List.of(), Duration.ofSeconds(5))).startsWith("SQS-001 ");
    assertThat(task.endpoint().configReads())
        .as("and once more before the task stopped")
        .isEqualTo(2);
    assertThat(task.committable()).isEqualTo(1);
  }

  @Test
  void wrongOnesThatAreCorrectedAreReadAgain() {
    rotate();
    task.put("second");
    task.pollFor(Duration.ofSeconds(20));
    task.endpoint()
        .configs(() -> Map.of("aws.access.key.id", "AKIDTHIRD", "aws.secret.access.key", "third"));
    sqs.credentials().accept("AKIDTHIRD", "third");
    task.pollFor(Duration.ofSeconds(20));
    assertThat(queue.bodies()).containsExactly("first", "second");
  }

  @Test
  void keysThatAreNotNewStopTheTaskAtOnce() {
    sqs.credentials().revoke("AKIDOLDER");
    assertThat(task.stopMessage(List.of("second"), Duration.ofSeconds(1))).startsWith("SQS-001 ");
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  private void rotate() {
    sqs.credentials().revoke("AKIDOLDER");
    task.endpoint().configs(() -> NEWER);
  }
}
