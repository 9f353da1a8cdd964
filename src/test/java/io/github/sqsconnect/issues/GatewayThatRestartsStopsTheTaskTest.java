package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One response of a gateway in front of SQS, such as HTTP 403 or 408, stopped the task. */
class GatewayThatRestartsStopsTheTaskTest {
  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");

  @AfterEach
  void close() {
    sqs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 421, 425, 499})
  void transientStatusIsRetriedWithoutLimit(int status) {
    sqs.always().htmlAnswer(status);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      task.put("m");
      task.pollFor(Duration.ofMinutes(5));
      sqs.clearFaults();
      assertDelivered(task);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 405, 406, 409, 410, 418, 431, 451, 460, 495})
  void responseOfAGatewayIsRetriedForHalfAMinute(int status) {
    for (int form = 0; form < 3; form++) {
      answer(status, form);
      try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
        task.put("m");
        task.pollFor(Duration.ofSeconds(25));
        sqs.clearFaults();
        assertDelivered(task);
      }
    }
  }

  @Test
  void lastingResponseOfAGatewayStopsTheTask() {
    for (int form = 0; form < 3; form++) {
      answer(403, form);
      try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
        assertThat(task.stopMessage(List.of("m"), Duration.ofSeconds(40)))
            .startsWith("SQS-021 queue " + queue.url())
            .contains("a server between the worker and SQS");
        assertThat(task.committable()).isZero();
      }
      sqs.clearFaults();
    }
  }

  @Test
  void unknownErrorOfSqsStopsTheTaskAtOnce() {
    sqs.always().error("SomethingNew", 403);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      assertThat(task.stopMessage(List.of("m"), Duration.ofSeconds(1))).startsWith("SQS-002 ");
    }
  }

  @Test
  void requestTooLargeForTheGatewayIsSplit() {
    sqs.whenever(entry -> entry.body().startsWith("large")).htmlAnswer(413);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      task.put("a", "b", "large", "c", "d", "e");
      task.pollFor(Duration.ofSeconds(5));
      assertThat(queue.bodies()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
      assertThat(task.reporter().offsets()).containsExactly(2L);
      assertThat(task.reporter().messages().get(0)).contains("HTTP 413");
      assertThat(task.committable()).isEqualTo(6);
    }
  }

  @Test
  void gatewayThatAcceptsNoBodyStopsTheTask() {
    sqs.always().htmlAnswer(413);
    try (TaskOnManualClock task = TaskOnManualClock.sendingTo(sqs, queue, Map.of())) {
      assertThat(task.stopMessage(Collections.nCopies(100, "m"), Duration.ofSeconds(5)))
          .startsWith("SQS-013 ");
      assertThat(task.reporter().offsets()).isEmpty();
    }
  }

  /** The response has a request id but no code, neither of them, or a code but no request id. */
  private void answer(int status, int form) {
    switch (form) {
      case 0 -> sqs.always().htmlAnswer(status);
      case 1 -> sqs.always().emptyAnswer(status);
      default ->
          sqs.always()
              .answer(status, "application/json", "{\"code\":\"blocked\",\"message\":\"no\"}");
    }
    if (form > 0) {
      sqs.always().rewriteWire(GatewayThatRestartsStopsTheTaskTest::withoutRequestId);
    }
  }

  private static byte[] withoutRequestId(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    return text.replaceFirst("(?i)x-amzn-requestid:[^\r]*\r\n", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertDelivered(TaskOnManualClock task) {
    task.pollFor(Duration.ofSeconds(5));
    assertThat(task.committable()).isEqualTo(1);
    assertThat(queue.bodies()).isNotEmpty();
    assertThat(task.reporter().offsets()).isEmpty();
  }
}
