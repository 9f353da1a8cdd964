package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
  private static final String TENTH_OF_THE_BUFFER = "x".repeat(104_000);

  private final TaskOnManualClock task =
      TaskOnManualClock.inMemory(
          "sqs.message.format", "raw", "sqs.linger.ms", "0", "sqs.buffer.max.bytes", "1048576");

  private String logAfter(long millis) {
    return CapturedLog.atInfo(
        ProgressLog.class,
        () -> {
          task.clock().advance(millis);
          task.put();
        });
  }

  @Test
  void firstLineIsWrittenTenSecondsAfterTheStartAndThenOneAMinute() {
    assertThat(logAfter(9_999)).isEmpty();
    assertThat(logAfter(1))
        .containsOnlyOnce("event=progress ")
        .containsPattern(" paused_share=0\\.0\\s");
    assertThat(logAfter(59_999)).isEmpty();
    assertThat(logAfter(1)).containsOnlyOnce("event=progress ");
  }

  @Test
  void linesAreNotMadeUpForAfterALongSilence() {
    assertThat(logAfter(600_000)).containsOnlyOnce("event=progress ");
    assertThat(logAfter(59_999)).isEmpty();
  }

  @Test
  void lineShowsTheShareOfThePeriodInWhichTheTaskWasPaused() {
    task.putAll(Collections.nCopies(11, TENTH_OF_THE_BUFFER));
    assertThat(task.context().paused()).isNotEmpty();

    assertThat(logAfter(2_500)).isEmpty();
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put();
    assertThat(task.context().paused()).isEmpty();
    assertThat(logAfter(7_500)).contains(" paused_share=0.25");
    assertThat(logAfter(60_000))
        .as("the next period begins at 0")
        .containsPattern(" paused_share=0\\.0\\s");
  }
}
