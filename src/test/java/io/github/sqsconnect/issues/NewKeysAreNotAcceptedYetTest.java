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

/** AWS refuses new keys for some seconds after a rotation; this stopped the task at once. */
class NewKeysAreNotAcceptedYetTest {
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
  void newKeysAreRetriedForHalfAMinute() {
    rotate();
    task.put("second");
    task.pollFor(Duration.ofSeconds(25));
    assertThat(task.endpoint().configReads()).as("configuration reads").isEqualTo(1);
    sqs.credentials().accept("AKIDNEWER", "newer");
    task.pollFor(Duration.ofSeconds(5));
    assertThat(queue.bodies()).containsExactly("first", "second");
    assertThat(task.committable()).isEqualTo(2);
  }

  @Test
  void newKeysStillRefusedAfterHalfAMinuteStopTheTask() {
    rotate();
    assertThat(task.stopMessage(List.of("second"), Duration.ofSeconds(29))).isNull();
    assertThat(task.stopMessage(List.of(), Duration.ofSeconds(5))).startsWith("SQS-001 ");
    assertThat(task.endpoint().configReads())
        .as("configuration reads, the last before the stop")
        .isEqualTo(2);
    assertThat(task.committable()).isEqualTo(1);
  }

  @Test
  void correctedKeysAreReadAgain() {
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
  void refusedOldKeysStopTheTaskAtOnce() {
    sqs.credentials().revoke("AKIDOLDER");
    assertThat(task.stopMessage(List.of("second"), Duration.ofSeconds(1))).startsWith("SQS-001 ");
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  private void rotate() {
    sqs.credentials().revoke("AKIDOLDER");
    task.endpoint().configs(() -> NEWER);
  }
}
