package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/**
 * Offsets of an open partition go back when its topic is recreated, or when the broker is back
 * without a part of its log. That stopped the task with an exception without a stop id. Now the
 * records that were read from the new offset on are forgotten, and the task goes on.
 */
class OffsetsThatGoBackStopTheTaskTest {
  private static final Rejected REFUSED =
      new Rejected(
          Rejected.Kind.KNOWN, new ServiceError("InvalidMessageContents", "said so", "r-1"), 0);

  private final List<String> sent = new ArrayList<>();

  @Test
  void partitionStartsOverAndOnlyItsNewRecordsHoldTheOffset() {
    PressedTask task = task("sqs.linger.ms", "0");
    task.put(task.at(10, "old 10"), task.at(11, "old 11"));
    task.put(task.at(0, "new 0"));
    task.put(task.at(1, "new 1"));
    assertThat(task.committable(2)).as("the new first record is in flight").isZero();
    task.answers = batch -> bodies(batch).contains("new 0") ? PressedTask.deliver(batch) : null;
    task.inFlight.removeFirst();
    task.put();
    assertThat(task.committable(2)).as("the old request is still in flight").isEqualTo(1);
    task.answers = PressedTask::deliver;
    task.put();
    assertThat(task.committable(2)).isEqualTo(2);
    assertThat(sent).containsExactly("old 10", "old 11", "new 0", "new 1");
  }

  @Test
  void sameOffsetAgainStartsOverToo() {
    PressedTask task = task("sqs.linger.ms", "0");
    task.put(task.at(5, "old"));
    task.put(task.at(5, "new"));
    task.answers = PressedTask::deliver;
    task.put();
    assertThat(task.committable(6)).isEqualTo(6);
  }

  @Test
  void whatWaitsOfTheOldRecordsIsNotSent() {
    PressedTask task = task("sqs.linger.ms", "100");
    task.put(task.at(10, "old 10"), task.at(11, "old 11"));
    task.put(task.at(3, "new 3"));
    task.answers = PressedTask::deliver;
    task.clock.advance(200);
    task.put();
    assertThat(sent).containsExactly("new 3");
    task.put();
    assertThat(task.committable(4)).isEqualTo(4);
    assertThat(task.bufferedBytes()).isZero();
  }

  /** A broker that is back without the end of its log does not send again what lies before. */
  @Test
  void recordsBeforeTheNewOffsetAreStillDelivered() {
    PressedTask task = task("sqs.linger.ms", "100");
    task.put(task.at(5, "old 5"), task.at(6, "old 6"), task.at(7, "old 7"));
    task.put(task.at(6, "new 6"));
    assertThat(task.committable(7)).as("old 5 is not delivered").isEqualTo(5);
    task.answers = PressedTask::deliver;
    task.clock.advance(200);
    task.put();
    task.put();
    assertThat(sent).containsExactly("old 5", "new 6");
    assertThat(task.committable(7)).isEqualTo(7);
  }

  @Test
  void offsetsMayGoBackWithinOnePoll() {
    PressedTask task = task("sqs.linger.ms", "0");
    task.answers = PressedTask::deliver;
    task.put(task.at(7, "old"), task.at(0, "new 0"), task.at(1, "new 1"));
    task.put();
    assertThat(sent).containsExactly("new 0", "new 1");
    assertThat(task.committable(2)).isEqualTo(2);
  }

  @Test
  void failedAnswerForAnOldRecordIsNotRetried() {
    PressedTask task = task("sqs.linger.ms", "0");
    task.put(task.at(10, "old"));
    task.put(task.at(0, "new"));
    task.answers = batch -> Completion.of(batch, List.of(REFUSED));
    task.inFlight.removeLast();
    task.put();
    task.clock.advance(60_000);
    task.put();
    assertThat(sent).containsExactly("old", "new");
  }

  @Test
  void reportOfAnOldRecordDecidesNothing() {
    PressedTask task = task("sqs.linger.ms", "0");
    CompletableFuture<Void> report = new CompletableFuture<>();
    task.reported = report;
    task.answers = batch -> Completion.of(batch, List.of(REFUSED));
    task.put(task.at(10, "old"));
    task.put();
    task.answers = PressedTask::deliver;
    task.put(task.at(0, "new"));
    task.put();
    assertThat(task.committable(1)).as("the old report is not done").isEqualTo(1);
    report.completeExceptionally(new IllegalStateException("the dead-letter topic is gone"));
    task.put();
    task.put(task.at(1, "goes on"));
    task.put();
    assertThat(task.committable(2)).isEqualTo(2);
  }

  @Test
  void searchForABadMessageEndsWithoutTheOldRecords() {
    PressedTask task = task("sqs.linger.ms", "0", "sqs.max.in.flight.requests", "1");
    task.put(task.at(10, "old 10"), task.at(11, "old 11"));
    assertThat(task.inFlight).hasSize(1);
    task.answers =
        batch -> batch.deliveries().size() > 1 ? Completion.failed(batch, REFUSED) : null;
    task.put();
    assertThat(sent)
        .as("the first half of the search")
        .containsExactly("old 10", "old 11", "old 10");
    task.put(task.at(0, "new"));
    task.answers =
        batch ->
            bodies(batch).contains("new")
                ? PressedTask.deliver(batch)
                : Completion.failed(batch, REFUSED);
    task.put();
    task.put();
    assertThat(task.committable(1)).isEqualTo(1);
    assertThat(task.bufferedBytes()).isZero();
  }

  @Test
  void partitionThatWasPausedIsResumed() {
    PressedTask task =
        task(
            "sqs.linger.ms",
            "0",
            "sqs.buffer.max.bytes",
            "1048576",
            "sqs.max.in.flight.requests",
            "1");
    String large = "x".repeat(800_000);
    task.put(task.at(10, large), task.at(11, large));
    assertThat(task.paused).contains(PressedTask.P0);
    task.put(task.at(0, "new"));
    task.answers = PressedTask::deliver;
    task.put();
    task.put();
    assertThat(task.paused).isEmpty();
    assertThat(task.committable(1)).isEqualTo(1);
  }

  @Test
  void recordOfAPartitionThatIsNotOpenStopsTheTaskWithAnId() {
    PressedTask task = task("sqs.linger.ms", "0");
    task.close();
    assertThatThrownBy(() -> task.put(task.at(10, "a")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-023 record events-0-10 ");
  }

  private PressedTask task(String... keysAndValues) {
    List<String> all = new ArrayList<>(List.of(keysAndValues));
    all.addAll(List.of("sqs.message.format", "raw"));
    PressedTask task = new PressedTask(all.toArray(String[]::new));
    task.sent = message -> sent.add(message.body());
    return task;
  }

  private static List<String> bodies(MessageBatch batch) {
    return batch.deliveries().stream().map(delivery -> delivery.message().body()).toList();
  }
}
