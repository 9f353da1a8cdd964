package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Connect opens a partition again without closing it if the connector is paused or resumed while it
 * commits before a revocation. A task with records that waited for memory then failed with a
 * NullPointerException, and a task that had paused the partition left it running.
 */
class PartitionIsOpenedWithoutACloseTest {
  private static final String LARGE = "x".repeat(1_000_000);

  private final List<String> sent = new ArrayList<>();
  private final TaskOnManualClock task =
      TaskOnManualClock.inMemory(
          "sqs.message.format", "raw",
          "sqs.linger.ms", "0",
          "sqs.buffer.max.bytes", "1048576",
          "sqs.max.in.flight.requests", "1");

  PartitionIsOpenedWithoutACloseTest() {
    task.sender()
        .onSend(
            batch -> ScriptedSender.bodies(batch).forEach(body -> sent.add(body.substring(0, 1))));
    task.put(
        task.recordAt(0, "a" + LARGE),
        task.recordAt(1, "b" + LARGE),
        task.recordAt(2, "c" + LARGE));
    assertThat(sent).containsExactly("a");
    assertThat(task.context().paused()).contains(TaskOnManualClock.P0);
  }

  @Test
  void waitingRecordsAreReadAgainAndDelivered() {
    task.reopen();
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put(
        task.recordAt(0, "d" + LARGE),
        task.recordAt(1, "e" + LARGE),
        task.recordAt(2, "f" + LARGE));
    for (int i = 0; i < 10 && task.bufferedBytes() > 0; i++) {
      task.put();
    }
    assertThat(sent).endsWith("d", "e", "f").doesNotContain("c");
    assertThat(task.committable(3)).isEqualTo(3);
    assertThat(task.bufferedBytes()).isZero();
    assertThat(task.context().paused()).isEmpty();
  }

  @Test
  void partitionIsPausedAgainWhileTheBufferIsFull() {
    task.reopen();
    task.put(task.recordAt(0, "d" + LARGE), task.recordAt(1, "e" + LARGE));
    assertThat(task.context().paused()).contains(TaskOnManualClock.P0);
  }
}
