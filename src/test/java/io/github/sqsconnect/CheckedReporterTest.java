package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.delivery.DeadLetterRejectedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class CheckedReporterTest {
  private static final SinkRecord RECORD = new SinkRecord("t", 0, null, null, null, "v", 7);
  private static final Throwable ERROR = new IllegalStateException();

  private int calls;

  /** Connect's reporter, which returns these futures in turn. */
  private ErrantRecordReporter reporter(List<Future<Void>> futures) {
    Deque<Future<Void>> remaining = new ArrayDeque<>(futures);
    return CheckedReporter.of(
        (record, error) -> {
          calls++;
          return remaining.removeFirst();
        },
        "dead-letters");
  }

  @Test
  void futureOfConnectIsReturnedAtOnce() {
    Future<Void> ofConnect = new FutureTask<>(() -> null);

    assertThat(reporter(List.of(ofConnect)).report(RECORD, ERROR)).isSameAs(ofConnect);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void completedFutureIsReportedASecondTime() {
    Future<Void> ofConnect = new FutureTask<>(() -> null);

    assertThat(
            reporter(List.of(CompletableFuture.completedFuture(null), ofConnect))
                .report(RECORD, ERROR))
        .isSameAs(ofConnect);
    assertThat(calls).isEqualTo(2);
  }

  @Test
  void twoCompletedFuturesAreARejectionByTheProducer() {
    List<Future<Void>> completed =
        List.of(CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(null));

    assertThatThrownBy(() -> reporter(completed).report(RECORD, ERROR))
        .isInstanceOf(DeadLetterRejectedException.class);
  }

  @Test
  void failedAndOpenFuturesHideNothing() {
    Future<Void> failed = CompletableFuture.failedFuture(new IllegalStateException());
    Future<Void> open = new CompletableFuture<>();

    assertThat(reporter(List.of(failed)).report(RECORD, ERROR)).isSameAs(failed);
    assertThat(reporter(List.of(open)).report(RECORD, ERROR)).isSameAs(open);
  }

  @Test
  void reporterWithoutADeadLetterTopicIsNotWrapped() {
    ErrantRecordReporter logOnly = (record, error) -> CompletableFuture.completedFuture(null);

    assertThat(CheckedReporter.of(logOnly, "")).isSameAs(logOnly);
    assertThat(CheckedReporter.of(null, "dead-letters")).isNull();
  }
}
