package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.ServiceError;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/**
 * Offsets of an open partition go back when its topic is recreated, or when the broker returns
 * without a part of its log. This stopped the task with an exception without a stop id. Now the
 * connector forgets the records from the new offset on, and the task continues.
 */
class OffsetsThatGoBackStopTheTaskTest {
  private static final Rejected REFUSED =
      new Rejected(
          Rejected.Kind.KNOWN, new ServiceError("InvalidMessageContents", "said so", "r-1"), 0);

  private final List<String> sent = new ArrayList<>();

  @Test
  void onlyNewRecordsLimitTheCommittableOffset() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    task.put(task.recordAt(10, "old 10"), task.recordAt(11, "old 11"));
    task.put(task.recordAt(0, "new 0"));
    task.put(task.recordAt(1, "new 1"));
    assertThat(task.committable(2)).as("the new first record is in flight").isZero();
    task.sender()
        .respondToAll(
            batch ->
                ScriptedSender.bodies(batch).contains("new 0")
                    ? ScriptedSender.deliver(batch)
                    : null);
    task.put();
    assertThat(task.committable(2)).as("the other new request is in flight").isEqualTo(1);
    task.sender().respondToAll(OffsetsThatGoBackStopTheTaskTest::deliverNew);
    task.put();
    assertThat(task.committable(2)).isEqualTo(2);
    assertThat(sent).containsExactly("old 10", "old 11", "new 0", "new 1");
  }

  @Test
  void sameOffsetAgainIsTreatedAsGoingBack() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    task.put(task.recordAt(5, "old"));
    task.put(task.recordAt(5, "new"));
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put();
    assertThat(task.committable(6)).isEqualTo(6);
  }

  @Test
  void waitingOldRecordsAreNotSent() {
    TaskOnManualClock task = task("sqs.linger.ms", "100");
    task.put(task.recordAt(10, "old 10"), task.recordAt(11, "old 11"));
    task.put(task.recordAt(3, "new 3"));
    task.sender().respondToAll(ScriptedSender::deliver);
    task.clock().advance(200);
    task.put();
    assertThat(sent).containsExactly("new 3");
    task.put();
    assertThat(task.committable(4)).isEqualTo(4);
    assertThat(task.bufferedBytes()).isZero();
  }

  /**
   * A broker that lost the end of its log does not send the records before the new offset again.
   */
  @Test
  void recordsBeforeTheNewOffsetAreStillDelivered() {
    TaskOnManualClock task = task("sqs.linger.ms", "100");
    task.put(task.recordAt(5, "old 5"), task.recordAt(6, "old 6"), task.recordAt(7, "old 7"));
    task.put(task.recordAt(6, "new 6"));
    assertThat(task.committable(7)).as("old 5 is not delivered").isEqualTo(5);
    task.sender().respondToAll(ScriptedSender::deliver);
    task.clock().advance(200);
    task.put();
    task.put();
    assertThat(sent).containsExactly("old 5", "new 6");
    assertThat(task.committable(7)).isEqualTo(7);
  }

  @Test
  void offsetsMayGoBackWithinOnePoll() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put(task.recordAt(7, "old"), task.recordAt(0, "new 0"), task.recordAt(1, "new 1"));
    task.put();
    assertThat(sent).containsExactly("new 0", "new 1");
    assertThat(task.committable(2)).isEqualTo(2);
  }

  @Test
  void failedOldRequestIsNotRetried() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    task.put(task.recordAt(10, "old"));
    task.put(task.recordAt(0, "new"));
    MessageBatch old = task.sender().held().get(0);
    task.sender().respond(old, batch -> Completion.of(batch, List.of(REFUSED)));
    task.put();
    task.clock().advance(60_000);
    task.put();
    assertThat(sent).containsExactly("old", "new");
  }

  @Test
  void failedReportOfAnOldRecordIsIgnored() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    CompletableFuture<Void> report = new CompletableFuture<>();
    task.reporter().respond(() -> report);
    task.sender().respondToAll(batch -> Completion.of(batch, List.of(REFUSED)));
    task.put(task.recordAt(10, "old"));
    task.put();
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put(task.recordAt(0, "new"));
    task.put();
    assertThat(task.committable(1)).as("the old report is not done").isEqualTo(1);
    report.completeExceptionally(new IllegalStateException("the dead-letter topic is gone"));
    task.put();
    task.put(task.recordAt(1, "goes on"));
    task.put();
    assertThat(task.committable(2)).isEqualTo(2);
  }

  @Test
  void searchForABadMessageDropsTheOldRecords() {
    TaskOnManualClock task = task("sqs.linger.ms", "0", "sqs.max.in.flight.requests", "1");
    task.put(task.recordAt(10, "old 10"), task.recordAt(11, "old 11"));
    assertThat(task.sender().held()).hasSize(1);
    task.sender()
        .respondToAll(
            batch -> batch.deliveries().size() > 1 ? Completion.failed(batch, REFUSED) : null);
    task.put();
    assertThat(sent)
        .as("the first half of the search")
        .containsExactly("old 10", "old 11", "old 10");
    task.put(task.recordAt(0, "new"));
    task.sender()
        .respondToAll(
            batch ->
                ScriptedSender.bodies(batch).contains("new")
                    ? ScriptedSender.deliver(batch)
                    : Completion.failed(batch, REFUSED));
    task.put();
    task.put();
    assertThat(task.committable(1)).isEqualTo(1);
    assertThat(task.bufferedBytes()).isZero();
  }

  @Test
  void pausedPartitionIsResumed() {
    TaskOnManualClock task =
        task(
            "sqs.linger.ms",
            "0",
            "sqs.buffer.max.bytes",
            "1048576",
            "sqs.max.in.flight.requests",
            "1");
    String large = "x".repeat(800_000);
    task.put(task.recordAt(10, large), task.recordAt(11, large));
    assertThat(task.context().paused()).contains(TaskOnManualClock.P0);
    task.put(task.recordAt(0, "new"));
    task.sender().respondToAll(ScriptedSender::deliver);
    task.put();
    task.put();
    assertThat(task.context().paused()).isEmpty();
    assertThat(task.committable(1)).isEqualTo(1);
  }

  @Test
  void recordOfAPartitionThatIsNotOpenStopsTheTaskWithAnId() {
    TaskOnManualClock task = task("sqs.linger.ms", "0");
    task.closePartition();
    assertThatThrownBy(() -> task.put(task.recordAt(10, "a")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-023 record events-0-10 ");
  }

  private TaskOnManualClock task(String... keysAndValues) {
    List<String> all = new ArrayList<>(List.of(keysAndValues));
    all.addAll(List.of("sqs.message.format", "raw"));
    TaskOnManualClock task = TaskOnManualClock.inMemory(all.toArray(String[]::new));
    task.sender().onSend(batch -> sent.addAll(ScriptedSender.bodies(batch)));
    return task;
  }

  private static Completion deliverNew(MessageBatch batch) {
    return ScriptedSender.bodies(batch).get(0).startsWith("new")
        ? ScriptedSender.deliver(batch)
        : null;
  }
}
