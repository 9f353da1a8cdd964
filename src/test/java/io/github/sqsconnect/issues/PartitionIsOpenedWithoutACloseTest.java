package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Connect opens a partition without closing it first when it is woken up, because the connector is
 * paused or resumed, while it commits before a revocation. A task whose records waited for memory
 * ended with a NullPointerException then, and one that had paused the partition left it running.
 */
class PartitionIsOpenedWithoutACloseTest {
  private static final String LARGE = "x".repeat(1_000_000);

  private final List<String> sent = new ArrayList<>();
  private final PressedTask task =
      new PressedTask(
          "sqs.message.format", "raw",
          "sqs.linger.ms", "0",
          "sqs.buffer.max.bytes", "1048576",
          "sqs.max.in.flight.requests", "1");

  PartitionIsOpenedWithoutACloseTest() {
    task.sent = message -> sent.add(message.body().substring(0, 1));
    task.put(task.at(0, "a" + LARGE), task.at(1, "b" + LARGE), task.at(2, "c" + LARGE));
    assertThat(sent).containsExactly("a");
    assertThat(task.paused).contains(PressedTask.P0);
  }

  @Test
  void recordsThatWaitedAreReadAgainAndDelivered() {
    task.openAgain();
    task.answers = PressedTask::deliver;
    task.put(task.at(0, "d" + LARGE), task.at(1, "e" + LARGE), task.at(2, "f" + LARGE));
    for (int i = 0; i < 10 && task.bufferedBytes() > 0; i++) {
      task.put();
    }
    assertThat(sent).endsWith("d", "e", "f").doesNotContain("c");
    assertThat(task.committable(3)).isEqualTo(3);
    assertThat(task.bufferedBytes()).isZero();
    assertThat(task.paused).isEmpty();
  }

  @Test
  void partitionThatWasPausedIsPausedAgainWhileMemoryIsFull() {
    task.openAgain();
    task.put(task.at(0, "d" + LARGE), task.at(1, "e" + LARGE));
    assertThat(task.paused).contains(PressedTask.P0);
  }
}
