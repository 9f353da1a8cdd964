package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * 58 requests in flight failed because their keys were refused. For each of them the worker
 * resolved the configuration again, all in one commit.
 */
class ConfigurationIsReadForEveryResponseTest {
  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final TaskOnManualClock task =
      TaskOnManualClock.sendingTo(sqs, queue, Map.of("sqs.batch.max.messages", "1"));

  @AfterEach
  void close() {
    task.close();
    sqs.close();
  }

  @Test
  void configurationIsReadOncePerPutForRefusedKeys() {
    sqs.credentials().accept("ANOTHER", "key");
    assertThat(task.stopMessage(bodies(58), Duration.ofSeconds(1))).startsWith("SQS-001 ");
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  @Test
  void configurationIsReadOncePerCommitForRefusedKeys() {
    sqs.credentials().accept("ANOTHER", "key");
    task.endpoint().hold();
    task.putAll(bodies(58));
    task.endpoint().release();
    assertThat(task.committable()).isZero();
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  @Test
  void configurationIsReadOnceForUnknownErrorCodes() {
    sqs.always().error("NotKnownHere", 400);
    task.endpoint().hold();
    task.putAll(bodies(58));
    task.endpoint().release();
    assertThat(task.committable()).isZero();
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  @Test
  void configurationIsReadOnceForExpiredKeys() {
    sqs.always().expiredCredentials();
    task.endpoint().hold();
    task.putAll(bodies(58));
    task.endpoint().release();
    assertThat(task.committable()).isZero();
    assertThat(task.endpoint().configReads()).isEqualTo(1);
  }

  private static List<String> bodies(int count) {
    return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
  }
}
