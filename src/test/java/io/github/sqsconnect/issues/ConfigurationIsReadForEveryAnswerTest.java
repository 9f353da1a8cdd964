package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each of 58 requests in flight that came back with refused keys had the worker resolve the
 * configuration again, in one commit.
 */
class ConfigurationIsReadForEveryAnswerTest {
  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final TaskOnAHandClock task =
      new TaskOnAHandClock(sqs, queue, Map.of("sqs.batch.max.messages", "1"));

  @AfterEach
  void close() {
    task.close();
    sqs.close();
  }

  @Test
  void refusedKeysAreLookedForOnceInAPut() {
    sqs.credentials().accept("ANOTHER", "key");
    assertThat(task.stops(bodies(58), Duration.ofSeconds(1))).startsWith("SQS-001 ");
    assertThat(task.looks()).isEqualTo(1);
  }

  @Test
  void refusedKeysAreLookedForOnceInACommit() {
    sqs.credentials().accept("ANOTHER", "key");
    task.holdAnswers();
    task.put(bodies(58));
    task.releaseAnswers();
    assertThat(task.committable()).isZero();
    assertThat(task.looks()).isEqualTo(1);
  }

  @Test
  void refusalsWithACodeThatIsNotKnownCauseOneLook() {
    sqs.always().error("NotKnownHere", 400);
    task.holdAnswers();
    task.put(bodies(58));
    task.releaseAnswers();
    assertThat(task.committable()).isZero();
    assertThat(task.looks()).isEqualTo(1);
  }

  @Test
  void endedKeysAreLookedForOnce() {
    sqs.always().expiredCredentials();
    task.holdAnswers();
    task.put(bodies(58));
    task.releaseAnswers();
    assertThat(task.committable()).isZero();
    assertThat(task.looks()).isEqualTo(1);
  }

  private static List<String> bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }
}
