package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.json.RejectionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rejections at the start of a task, in a pipeline that sends raw text. */
class RejectedStartTest {
  private static final String CHARACTER = "\u0001";
  private static final String EMPTY = "";

  /** The other partition has had a record, so no decision waits for it. */
  private static TestPipeline withMax(int max) {
    return TestPipeline.with("sqs.rejected.in.a.row.max", max).open();
  }

  private static void putOnBoth(TestPipeline task, String... values) {
    List<org.apache.kafka.connect.sink.SinkRecord> records = new ArrayList<>(task.records(values));
    records.addAll(task.records(TestPipeline.P1, values[0]));
    task.pipeline.accept(records);
  }

  private static String[] times(int count, String value) {
    return Collections.nCopies(count, value).toArray(String[]::new);
  }

  private static String stop(Runnable put) {
    try {
      put.run();
    } catch (ConnectException stop) {
      return stop.getMessage();
    }
    return "";
  }

  @Test
  void taskStopsAtTheLastAllowedRejectionAndReportsNone() {
    TestPipeline task = withMax(4);
    putOnBoth(task, EMPTY, EMPTY);
    String message = stop(() -> task.put(EMPTY));

    assertThat(message)
        .startsWith(
            "SQS-025 4 records since the start of the task were rejected for one kind of reason")
        .contains("The first one is record events-0-0: an empty value. Allowed: at least one byte")
        .contains("Check the producer of the topic, and value.converter")
        .contains("So far 0 of them were reported to dead-letter topic dead.");
    assertThat(task.reporter.records()).isEmpty();
    assertThat(task.committable(TestPipeline.P0)).isZero();
    assertThat(task.committable(TestPipeline.P1)).isZero();
  }

  @Test
  void taskStopsForOneRejectionIfNoneIsAllowed() {
    TestPipeline task = withMax(1);
    assertThat(stop(() -> putOnBoth(task, EMPTY))).startsWith("SQS-025 2 records ");
  }

  @Test
  void oneRejectionLessIsReportedWhenTheNextRecordIsDelivered() {
    TestPipeline task = withMax(4);
    putOnBoth(task, EMPTY, EMPTY);
    assertThat(task.reporter.records()).isEmpty();
    assertThat(task.committable(TestPipeline.P0)).isZero();

    task.put("good");
    task.run(100);
    assertThat(task.reporter.records()).hasSize(3);
    assertThat(task.committable(TestPipeline.P0)).isEqualTo(3);

    task.put(times(20, EMPTY));
    task.run(100);
    assertThat(task.reporter.records()).hasSize(23);
  }

  @Test
  void goodRecordOfTheSamePollIsAwaited() {
    TestPipeline task = withMax(2);
    task.sender.otherwise(ScriptedSender::hold);
    List<String> values = new ArrayList<>(List.of(times(5, EMPTY)));
    values.add("good");
    task.put(values.toArray(String[]::new));
    task.run(60_000);
    assertThat(task.reporter.records()).isEmpty();

    task.sender.respond(task.sender.held().get(0), ScriptedSender::deliver);
    task.run(100);
    assertThat(task.reporter.records()).hasSize(5);
  }

  @Test
  void recordThatSqsRejectsCountsByItsCode() {
    TestPipeline task = withMax(2);
    ServiceError error = new ServiceError("InvalidMessageContents", "bad", "id");
    DeliveryOutcome rejected =
        new DeliveryOutcome.Rejected(DeliveryOutcome.Rejected.Kind.KNOWN, error, 0);
    task.sender.otherwise(ScriptedSender.failEntries(body -> true, rejected));
    task.put("a");
    task.put(TestPipeline.P1, EMPTY);
    task.run(100);
    assertThat(task.reporter.records()).isEmpty();

    assertThat(
            stop(
                () -> {
                  task.put("b");
                  task.run(100);
                }))
        .startsWith("SQS-025 2 records ")
        .contains("InvalidMessageContents (bad)")
        .contains("Check the type and the limits of the queue in sqs.queue.url");
  }

  @Test
  void eachKindOfReasonCountsAlone() {
    TestPipeline task = withMax(3);
    putOnBoth(task, EMPTY, CHARACTER, CHARACTER);
    task.run(100);
    assertThat(stop(() -> task.put(CHARACTER)))
        .startsWith("SQS-025 3 records ")
        .contains("The first one is record events-0-1: a character that SQS refuses");
  }

  @Test
  void filteredRecordEndsTheCheckUnlessItHasNoValue() {
    TestPipeline task =
        TestPipeline.with("sqs.rejected.in.a.row.max", 3)
            .with("sqs.message.format", "event-batch")
            .with("event.send.screen.views", "false")
            .with("event.send.eventless.batches", "false")
            .with("behavior.on.null.values", "ignore")
            .open();
    String[] nulls = {null};
    task.put(nulls);
    putOnBoth(task, "text");
    task.run(100);
    assertThat(task.reporter.records()).isEmpty();

    task.put("{\"events\":[{\"event_type\":\"screen_view\",\"data\":{}}]}");
    task.put(times(20, "text"));
    task.run(100);
    assertThat(task.sender.sent()).isEmpty();
    assertThat(task.reporter.records()).hasSize(22);
  }

  @Test
  void decisionWaitsForPartitionsThatHaveHadNoRecordYet() {
    TestPipeline task = withMax(2);
    task.put(EMPTY, EMPTY);
    assertThat(task.pipeline.stalledPartitions()).containsExactly(TestPipeline.P0);
    assertThat(task.pipeline.maxIdleMs()).isBetween(1L, 5_000L);
    task.run(4_900);
    task.put(TestPipeline.P1, "good");
    task.run(100);
    assertThat(task.reporter.records()).hasSize(2);
    assertThat(task.pipeline.stalledPartitions()).isEmpty();
  }

  @Test
  void decisionWaitsFiveSecondsAtMostAndReportsNoneMeanwhile() {
    TestPipeline task = withMax(2);
    task.put(EMPTY);
    task.run(9_000);
    task.put(EMPTY);
    assertThatCode(() -> task.run(4_990)).doesNotThrowAnyException();
    assertThat(stop(() -> task.run(20))).startsWith("SQS-025 2 records ");
    assertThat(task.reporter.records()).isEmpty();
  }

  @Test
  void rejectedRecordWaitsTenSecondsAndThenCountsAsReported() {
    TestPipeline task = withMax(3);
    putOnBoth(task, EMPTY);
    task.run(9_990);
    assertThat(task.reporter.records()).isEmpty();
    task.run(20);
    assertThat(task.reporter.records()).hasSize(2);
    assertThat(task.committable(TestPipeline.P0)).isEqualTo(1);

    assertThat(stop(() -> task.put(EMPTY)))
        .startsWith("SQS-025 3 records ")
        .contains("So far 2 of them were reported to dead-letter topic dead.");
    assertThat(task.reporter.records()).hasSize(2);
  }

  @Test
  void recordsOfARevokedPartitionAreNotCountedTwice() {
    TestPipeline task = withMax(3);
    putOnBoth(task, EMPTY);
    for (int i = 0; i < 5; i++) {
      task.pipeline.close(List.of(TestPipeline.P0));
      task.pipeline.open(List.of(TestPipeline.P0));
      task.pipeline.accept(List.of(MessageBatches.record(TestPipeline.P0, 0, EMPTY)));
    }
    task.run(11_000);
    assertThat(task.reporter.records()).hasSize(2);
  }

  @Test
  void pollForTheDecisionComesNotSoonerThanUsual() {
    TestPipeline task = withMax(2);
    task.put(EMPTY, EMPTY);
    task.clock.advance(4_990);
    assertThat(task.pipeline.maxIdleMs()).isEqualTo(10);
    task.clock.advance(8);
    assertThat(task.pipeline.maxIdleMs()).isEqualTo(5);
  }

  @Test
  void recordsThatThePutHadNoTimeForAreAwaited() {
    TestPipeline task = withMax(2);
    List<org.apache.kafka.connect.sink.SinkRecord> records = new ArrayList<>(task.records(EMPTY));
    records.add(
        DeliveryPipelineTest.whenAssembled(
            task.records(TestPipeline.P1, EMPTY).get(0), () -> task.clock.advance(1_000)));
    records.addAll(task.records("good"));
    assertThatCode(() -> task.pipeline.accept(records)).doesNotThrowAnyException();
    task.run(100);
    assertThat(task.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void decisionIsDueExactlyAfterFiveSeconds() {
    TestPipeline task = withMax(2);
    task.put(EMPTY, EMPTY);
    assertThatCode(() -> task.poll(4_999)).doesNotThrowAnyException();
    assertThat(stop(() -> task.poll(1))).startsWith("SQS-025 2 records ");
  }

  @Test
  void nothingIsCountedAfterTheCheck() {
    RejectedStart start = new RejectedStart(1);
    TrackedRecord tracked =
        new PartitionOffsets(TestPipeline.P0).register(MessageBatches.record(0, "a"), 1, 0);
    tracked.reject("why", RejectionCause.of(RejectionKind.EMPTY_VALUE));
    start.rejected(tracked);
    assertThat(start.reasonToStop(true, 0)).isNull();
    assertThat(start.waitingForOthers()).containsExactly(TestPipeline.P0);

    start.succeeded();
    start.rejected(tracked);
    assertThat(start.reasonToStop(false, 0)).isNull();
    assertThat(start.waitingForOthers()).isEmpty();
  }

  @Test
  void partitionsWaitOnlyUntilTheDecision() {
    RejectedStart start = new RejectedStart(2);
    TrackedRecord tracked =
        new PartitionOffsets(TestPipeline.P0).register(MessageBatches.record(0, "a"), 1, 0);
    tracked.reject("why", RejectionCause.of(RejectionKind.EMPTY_VALUE));
    start.rejected(tracked);
    assertThat(start.reasonToStop(true, 0)).isNull();
    assertThat(start.waitingForOthers()).as("one is not enough").isEmpty();
  }

  @Test
  void minusOneReportsEveryRecordAtOnce() {
    TestPipeline task = withMax(-1);
    putOnBoth(task, times(200, EMPTY));
    assertThat(task.reporter.records()).hasSize(201);
  }

  @Test
  void taskThatCannotReportStopsAtTheFirstRejectionAsBefore() {
    for (TestPipeline.Builder settings :
        List.of(
            TestPipeline.with("sqs.rejected.in.a.row.max", 100).withoutTolerance(),
            TestPipeline.with("sqs.rejected.in.a.row.max", 100).withoutReporter())) {
      TestPipeline task = settings.open();
      assertThatThrownBy(() -> task.put(EMPTY)).hasMessageMatching("SQS-01[56] .*(?s:.*)");
    }
  }

  @Test
  void missingQueueThatTheRecordsChooseIsNamed() {
    ServiceError missing = new ServiceError("AWS.SimpleQueueService.NonExistentQueue", "", "");
    assertThat(RejectionCause.of(missing).likelyFix()).contains("template in sqs.queue.url");
  }

  @Test
  void otherCodeOfSqsHasTheFixOfTheQueue() {
    assertThat(RejectionCause.of(new ServiceError("InvalidMessageContents", "", "")).likelyFix())
        .startsWith("Check the type and the limits of the queue");
  }

  @ParameterizedTest
  @EnumSource(RejectionKind.class)
  void everyKindOfReasonHasALikelyFix(RejectionKind kind) {
    assertThat(RejectionCause.of(kind).likelyFix()).startsWith("Check ");
    assertThat(
            Arrays.stream(RejectionKind.values()).map(each -> RejectionCause.of(each).likelyFix()))
        .doesNotHaveDuplicates();
  }
}
