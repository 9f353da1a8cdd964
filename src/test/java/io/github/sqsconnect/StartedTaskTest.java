package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class StartedTaskTest {
  private static final String TENTH_OF_THE_BUFFER = "x".repeat(104_000);

  private final TaskOnManualClock task =
      TaskOnManualClock.inMemory(
          "sqs.message.format", "raw", "sqs.linger.ms", "0", "sqs.buffer.max.bytes", "1048576");

  @Test
  void startAndStopAreLoggedWithTheQueue() {
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      String url = sqs.queue("events.fifo").url();
      String log =
          CapturedLog.atInfo(
              StartedTask.class,
              () ->
                  EndpointTask.start(
                          sqs.queue("events.fifo"),
                          "aws.access.key.id",
                          "AKIDEXAMPLE",
                          "aws.secret.access.key",
                          "secret")
                      .close());

      assertThat(log)
          .contains(
              "event=started connector=sqs-sink task=0 queue="
                  + url
                  + " fifo=true version="
                  + Version.VERSION)
          .contains("event=stopped connector=sqs-sink task=0 queue=" + url + " ");
    }
  }

  @Test
  void startIsLoggedWithTheQueuesOfTopics() {
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      String url = sqs.queue("events").url();
      String log =
          CapturedLog.atInfo(
              StartedTask.class,
              () ->
                  EndpointTask.start(
                          sqs.queue("events"),
                          "aws.access.key.id",
                          "AKIDEXAMPLE",
                          "aws.secret.access.key",
                          "secret",
                          "sqs.queue.url.map",
                          "b=" + url + "-b.fifo,a=" + url + "-${key}")
                      .close());

      assertThat(log)
          .contains(
              "event=started connector=sqs-sink task=0 queue="
                  + url
                  + " fifo=false version="
                  + Version.VERSION)
          .contains("event=queue_of_topic topic=b queue=" + url + "-b.fifo fifo=true")
          .contains("event=queue_of_topic topic=a queue=" + url + "-${key} fifo=false");
    }
  }

  /** The timeout of a task's context is one-shot: each callback must request the next poll. */
  @Test
  void everyCallbackRequestsTheNextPollWhileARequestIsInFlight() {
    task.put("a");
    assertThat(task.context().takeTimeoutMs()).as("put").isBetween(1L, 1_000L);
    task.committable();
    assertThat(task.context().takeTimeoutMs()).as("preCommit").isBetween(1L, 1_000L);
    task.reopen();
    assertThat(task.context().takeTimeoutMs()).as("open").isBetween(1L, 1_000L);
  }

  @Test
  void closedPartitionIsNotResumedAndDoesNotCountAsPaused() {
    fillTheBuffer();
    task.closePartition();
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put();

    assertThat(task.context().calls()).containsExactly("resume 2", "pause 2", "resume 1");
    task.clock().advance(10_000);
    assertThat(CapturedLog.atInfo(ProgressLog.class, task::put))
        .containsPattern(" paused_share=0\\.0\\s");
  }

  /** The first call resumes the partitions that the task opens. */
  @Test
  void openedPartitionIsPausedAtOnceWhileTheBufferIsFull() {
    fillTheBuffer();

    task.reopen();

    assertThat(task.context().calls())
        .containsExactly("resume 2", "pause 2", "resume 1", "pause 1");
  }

  private void fillTheBuffer() {
    task.putAll(Collections.nCopies(11, TENTH_OF_THE_BUFFER));
  }
}
