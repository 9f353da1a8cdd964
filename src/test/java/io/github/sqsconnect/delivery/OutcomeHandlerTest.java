package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** What becomes of each verdict. */
class OutcomeHandlerTest {
  private static final Predicate<String> BAD = body -> body.startsWith("bad");

  @Test
  void onlyTheFailedEntriesAreRetried() {
    TestPipeline fixture = batching().open();
    fixture.sender.next(ScriptedSender.failEntries(BAD, Outcomes.internalError()));
    fixture.put("a", "bad 1", "b", "bad 2");
    fixture.run(2_000);
    assertThat(fixture.sender.sentBodies().get(0)).containsExactly("a", "bad 1", "b", "bad 2");
    assertThat(later(fixture)).containsExactlyInAnyOrder("bad 1", "bad 2");
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(4);
  }

  @Test
  void failedEntryWaitsByItsOwnCountAndDelaysNoOther() {
    TestPipeline fixture = TestPipeline.with("sqs.retry.backoff.ms", 100).open();
    fixture.sender.otherwise(ScriptedSender.failEntries(BAD, Outcomes.internalError()));
    fixture.put("bad");
    fixture.poll(10);
    long failed = fixture.clock.now();
    fixture.put("good");
    assertThat(fixture.sender.sentBodies()).last().isEqualTo(List.of("good"));
    fixture.run(99);
    assertThat(fixture.sender.sent()).hasSize(2);
    fixture.run(1);
    assertThat(fixture.sender.sent()).hasSize(3);
    assertThat(fixture.clock.now()).isEqualTo(failed + 100);
    fixture.run(10 + 199);
    assertThat(fixture.sender.sent()).hasSize(3);
    fixture.run(10);
    assertThat(fixture.sender.sent()).as("twice as long the second time").hasSize(4);
  }

  @Test
  void failedRequestDelaysTheQueueAndIsProbedByOneRequest() {
    TestPipeline fixture =
        TestPipeline.with("sqs.retry.backoff.ms", 100).with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.poll(10);
    fixture.put("b", "c", "d");
    assertThat(fixture.sender.sent()).as("the queue waits").hasSize(1);
    fixture.run(100);
    assertThat(fixture.sender.sent()).as("one request probes").hasSize(2);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(1_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(4);
  }

  @Test
  void failingQueueIsProbedEveryTwoSecondsForAnyBackoff() {
    TestPipeline fixture =
        TestPipeline.with("sqs.retry.backoff.ms", 20_000)
            .with("sqs.retry.backoff.max.ms", 60_000)
            .open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.run(60_000);
    assertThat(fixture.sender.sent()).hasSizeBetween(28, 31);
  }

  @Test
  void illServiceIsRiddenOutForEver() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.run(24 * 3_600_000);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(5_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void successEndsTheBackoffOfTheQueue() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.run(200);
    fixture.put("b", "c");
    assertThat(fixture.sender.sentBodies())
        .containsExactly(List.of("a"), List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void throttlingHalvesTheWindow() {
    TestPipeline fixture = TestPipeline.with("sqs.max.in.flight.requests", 8).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.throttled()));
    fixture.put("a");
    fixture.poll(10);
    assertThat(fixture.progress()).contains("window=4 ", "throttled=1 ");
    fixture.run(1_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void throttledEntriesHalveTheWindowToo() {
    TestPipeline fixture = TestPipeline.with("sqs.max.in.flight.requests", 8).open();
    fixture.sender.next(ScriptedSender.failEntries(BAD, Outcomes.throttled()));
    fixture.put("bad");
    fixture.poll(10);
    assertThat(fixture.progress()).contains("window=4 ");
  }

  @Test
  void requestThatIsThrottledInPartIsNoSuccessOfTheWindow() {
    TestPipeline fixture = batching().with("sqs.max.in.flight.requests", 2).open();
    fixture.sender.next(ScriptedSender.failEntries(BAD, Outcomes.throttled()));
    fixture.put("a", "bad");
    fixture.poll(5);
    fixture.poll(10);
    assertThat(fixture.progress()).contains("window=1 ");
  }

  @Test
  void throttledRequestsInFlightTogetherHalveTheWindowOnce() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 8).with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.throttled()));
    fixture.put("a", "b", "c", "d");
    fixture.poll(10);
    assertThat(fixture.sender.sent()).hasSize(4);
    assertThat(fixture.progress()).contains("window=4 ", "throttled=4 ");
  }

  @Test
  void deliveryTimeoutStopsTheTaskAndSaysWhat() {
    TestPipeline fixture = TestPipeline.with("sqs.delivery.timeout.ms", 5_000).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    assertThatThrownBy(() -> fixture.run(20_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageContaining(TestPipeline.QUEUE.url())
        .hasMessageContaining("InternalError")
        .hasMessageStartingWith("SQS-014 record events-0-0 for queue")
        .hasMessageContaining(" attempts: InternalError")
        .hasMessageContaining("sqs.delivery.timeout.ms")
        .hasMessageContaining("request id request-1")
        .hasMessageContaining("restart the task");
    assertThat(fixture.clock.now()).isBetween(1_005_000L, 1_007_100L);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.reporter.records()).as("never the record's fault").isEmpty();
  }

  @Test
  void deliveryTimeoutStartsWithTheFirstAttemptOnAnyClock() {
    TestPipeline fixture =
        TestPipeline.with("sqs.delivery.timeout.ms", 5_000)
            .clock(new ManualClock(-1_000_000))
            .open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    assertThatThrownBy(() -> fixture.run(20_000)).isInstanceOf(ConnectException.class);
  }

  @Test
  void waitBeforeTheFirstAttemptDoesNotUseUpTheTimeout() {
    TestPipeline fixture =
        TestPipeline.with("sqs.delivery.timeout.ms", 1_000).with("sqs.linger.ms", 5_000).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.run(10_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void fatalVerdictStopsTheTaskWithTheFix() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.malformed()));
    fixture.put("a");
    assertThatThrownBy(() -> fixture.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(TestPipeline.QUEUE.url())
        .hasMessageStartingWith("SQS-010 queue " + TestPipeline.QUEUE.url())
        .hasMessageContaining("EmptyBatchRequest (said so), AWS request id request-1")
        .hasMessageContaining(StopReason.MALFORMED.fix())
        .hasMessageContaining("Then restart the task; nothing is lost");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void commitNeverThrowsForAFatalVerdict() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.malformed()));
    fixture.put("a");
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThatThrownBy(() -> fixture.poll(0)).isInstanceOf(ConnectException.class);
  }

  @Test
  void faultThatMayPassIsRetriedForHalfAMinute() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put("a");
    fixture.run(29_900);
    assertThat(fixture.sender.sent()).hasSizeGreaterThan(10);
    assertThatThrownBy(() -> fixture.run(3_000))
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("Allow sqs:SendMessage");
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void faultThatReturnsIsRetriedForHalfAMinute() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put("a");
    fixture.run(20_000);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(3_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    fixture.put("b");
    fixture.run(29_000);
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(3_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void halfAMinuteIsOneOnAnyClock() {
    TestPipeline fixture = batching().clock(new ManualClock(-1_000_000)).open();
    fixture.sender.otherwise(ScriptedSender.failEntries(BAD, Outcomes.accessDenied()));
    fixture.put("a", "bad");
    fixture.run(5_000);
    assertThat(fixture.sender.sent()).hasSizeGreaterThan(1);
  }

  @Test
  void rejectedEntryIsReportedOnceAndDone() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(BAD, Outcomes.rejected("InvalidMessageContents")));
    fixture.put("a", "bad", "b");
    fixture.run(100);
    assertThat(fixture.reporter.offsets()).containsExactly(1L);
    assertThat(fixture.reporter.reasons().get(0))
        .hasMessageContaining("events-0-1")
        .hasMessageContaining("InvalidMessageContents")
        .hasMessageContaining("request-1")
        .hasMessageContaining(TestPipeline.QUEUE.url())
        .hasMessageContaining("3 bytes");
    assertThat(fixture.reporter.reasons().get(0).getStackTrace()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(3);
    assertThat(fixture.sender.sent()).hasSize(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void requestWhoseEveryEntryFailsWithAnUnknownCodeStopsTheTask() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(b -> true, Outcomes.rejectedWithUnknownCode("Novel")));
    fixture.put("a", "b");
    assertThatThrownBy(() -> fixture.run(100))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Novel")
        .hasMessageContaining("the configuration of the queue or of the connector");
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void unknownCodeOfSomeEntriesRejectsThem() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(BAD, Outcomes.rejectedWithUnknownCode("Novel")));
    fixture.put("a", "bad");
    fixture.run(100);
    assertThat(fixture.reporter.offsets()).containsExactly(1L);
  }

  @Test
  void requestWhoseEveryEntryFailsWithOneKnownCodeStopsTheTask() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(BAD, Outcomes.rejected("InvalidMessageContents")));
    fixture.put("bad 1", "bad 2");
    assertThatThrownBy(() -> fixture.run(100))
        .hasMessageStartingWith("SQS-011")
        .hasMessageContaining("InvalidMessageContents");
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void requestWhoseEveryEntryFailsWithCodesOfItsOwnIsRejected() {
    TestPipeline fixture = batching().open();
    fixture.sender.next(
        batch -> Completion.of(batch, List.of(Outcomes.rejected("A"), Outcomes.rejected("B"))));
    fixture.put("bad 1", "bad 2");
    fixture.run(2_100);
    assertThat(fixture.reporter.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void requestWhoseEveryEntryIsTooLargeIsRejected() {
    TestPipeline fixture = batching().open();
    fixture.sender.next(ScriptedSender.failEntries(BAD, Outcomes.longerThan(4)));
    fixture.put("bad 1", "bad 2");
    fixture.run(2_100);
    assertThat(fixture.reporter.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void rejectionsOfRevokedRecordsCountForTheOthers() {
    TestPipeline fixture = batching().open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.pipeline.accept(concat(fixture.records("a"), fixture.records(TestPipeline.P1, "b")));
    fixture.poll(5);
    fixture.pipeline.close(List.of(TestPipeline.P1));
    fixture.sender.respond(
        fixture.sender.held().get(0),
        ScriptedSender.failEntries(body -> true, Outcomes.rejected("InvalidParameterValue")));
    assertThatThrownBy(() -> fixture.run(100)).hasMessageStartingWith("SQS-011");
  }

  @Test
  void rejectedRecordWaitsWhileTheQueueRejectsEverything() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.put("bad");
    fixture.poll(10);
    long refusedAt = fixture.clock.now();
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(2_000);
    fixture.poll(1_999);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.poll(1);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.clock.now()).isEqualTo(refusedAt + 2_000);
    fixture.poll(0);
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void rejectedRecordIsReportedWhenTheQueueAcceptsAnother() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.put("bad");
    fixture.poll(100);
    fixture.put("good");
    assertThat(fixture.reporter.records()).isEmpty();
    fixture.poll(10);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
  }

  @Test
  void waitingRecordOfARevokedPartitionIsNotReported() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.put("bad");
    fixture.poll(10);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.run(5_000);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void recordWithoutMessagesIsReportedWithoutDelay() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.put("bad");
    fixture.poll(10);
    fixture.put("");
    assertThat(fixture.reporter.offsets()).containsExactly(1L);
  }

  @Test
  void bisectionFindsTheOneBadEntry() {
    for (int bad = 0; bad < 10; bad++) {
      TestPipeline fixture = batching().open();
      fixture.sender.otherwise(
          ScriptedSender.failIfAny(BAD, Outcomes.rejected("InvalidParameterValue")));
      String[] values = new String[10];
      Arrays.fill(values, "good");
      values[bad] = "bad";
      fixture.put(values);
      fixture.run(1_000);
      assertThat(fixture.reporter.offsets()).containsExactly((long) bad);
      assertThat(fixture.sender.sent()).hasSizeLessThanOrEqualTo(9);
      assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(10);
      assertThat(fixture.pipeline.bufferedBytes()).isZero();
    }
  }

  @Test
  void nobodyIsReportedBeforeTheSearchIsOver() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failIfAny(BAD, Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("bad", "good");
    fixture.run(500);
    assertThat(fixture.reporter.records()).isEmpty();
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.run(500);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
  }

  @Test
  void entriesThatAllFailAloneWithOneCodeStopTheTask() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.rejected("MissingParameter")));
    fixture.put("a", "b", "c");
    assertThatThrownBy(() -> fixture.run(1_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("sent alone and rejected with the same code")
        .hasMessageContaining("MissingParameter");
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
  }

  @Test
  void entriesThatAllFailAloneWithDifferentCodesAreRejected() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        batch ->
            Completion.failed(
                batch,
                Outcomes.rejected(
                    MessageBatches.bodies(batch).contains("a")
                        ? "MissingParameter"
                        : "InvalidParameterValue")));
    fixture.put("a", "b");
    fixture.run(3_000);
    assertThat(fixture.reporter.offsets()).containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void tenRequestsRejectedInARowStopTheTask() {
    for (int pauseMs : new int[] {10, 3_000}) {
      TestPipeline fixture = TestPipeline.open();
      for (int i = 0; i < 10; i++) {
        fixture.sender.next(ScriptedSender.fail(Outcomes.rejected(i % 2 == 0 ? "A" : "B")));
      }
      for (int i = 0; i < 9; i++) {
        fixture.put("m" + i);
        fixture.poll(10);
        fixture.run(pauseMs);
      }
      fixture.put("m9");
      assertThatThrownBy(() -> fixture.poll(10))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("SQS-013 record events-0-9");
      assertThat(fixture.reporter.records())
          .as("reported are those that had waited long enough")
          .hasSize(pauseMs == 10 ? 0 : 9);
    }
  }

  @Test
  void messagesThatAreSplitForTheirSizeAreNotRejections() {
    TestPipeline fixture =
        TestPipeline.with("sqs.message.format", "event-batch")
            .with("sqs.batch.max.messages", 1)
            .open();
    fixture.sender.otherwise(
        batch ->
            batch.bytes() > 700
                ? Completion.of(batch, List.of(Outcomes.longerThan(700)))
                : ScriptedSender.deliver(batch));
    String[] values = new String[30];
    Arrays.fill(values, eventBatch(4, 150));
    fixture.put(values);
    fixture.run(5_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(30);
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void messagesThatAreTooLargeAndCannotBeSplitAreRejections() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.longerThan(3)));
    String[] values = new String[30];
    Arrays.fill(values, "long");
    assertThatThrownBy(
            () -> {
              fixture.put(values);
              fixture.run(1_000);
            })
        .hasMessageStartingWith("SQS-013");
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void successEndsTheRow() {
    TestPipeline fixture = TestPipeline.open();
    for (int i = 0; i < 30; i++) {
      if (i % 9 == 8) {
        fixture.sender.next(ScriptedSender::deliver);
      } else {
        fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("MissingParameter")));
      }
      fixture.put("m");
      fixture.poll(10);
    }
    fixture.run(2_100);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(30);
  }

  @Test
  void rebalanceInTheMidstOfASearchEndsItForTheOthers() {
    TestPipeline fixture = batching().with("sqs.max.in.flight.requests", 1).open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.latencyMs(2_000);
    fixture.pipeline.accept(
        concat(fixture.records("bad"), fixture.records(TestPipeline.P1, "other")));
    fixture.poll(5);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("bad", "other"));
    fixture.poll(2_000);
    assertThat(fixture.sender.sentBodies()).last().isEqualTo(List.of("bad"));
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.pipeline.close(List.of(TestPipeline.P1));
    fixture.run(5_000);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void rebalanceWhileARequestOfASearchIsUnderWayEndsItForTheOthers() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failIfAny(BAD, Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender::hold);
    fixture.pipeline.accept(
        concat(
            fixture.records("bad"),
            fixture.records(TestPipeline.P1, "other 1", "other 2", "other 3")));
    fixture.run(100);
    assertThat(fixture.sender.held()).isNotEmpty();
    fixture.pipeline.close(List.of(TestPipeline.P1));
    for (MessageBatch batch : List.copyOf(fixture.sender.held())) {
      fixture.sender.respond(
          batch, ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    }
    fixture.run(5_000);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void responseForAClosedPartitionCountsInTheSearch() {
    TestPipeline fixture = batching().open();
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender.fail(Outcomes.rejected("InvalidParameterValue")));
    fixture.sender.next(ScriptedSender::hold);
    fixture.pipeline.accept(
        concat(fixture.records("bad"), fixture.records(TestPipeline.P1, "other")));
    fixture.run(100);
    fixture.pipeline.close(List.of(TestPipeline.P1));
    assertThat(fixture.reporter.records()).isEmpty();
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.run(100);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void requestThatIsTooLongIsHalvedUntilItFits() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        batch ->
            batch.deliveries().size() > 3
                ? Completion.failed(batch, Outcomes.tooLong())
                : ScriptedSender.deliver(batch));
    fixture.put("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    fixture.run(500);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(10);
    assertThat(fixture.sender.sent())
        .extracting(batch -> batch.deliveries().size())
        .containsExactly(10, 5, 5, 2, 3, 2, 3);
    assertThat(fixture.progress()).as("no failure of the queue").contains("window=64");
  }

  @Test
  void messageThatIsTooLongAloneTeachesTheLimitOfRequests() {
    TestPipeline fixture =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.input.format", "auto")
            .open();
    fixture.sender.otherwise(
        batch -> batch.bytes() > 1_500 ? tooLong(batch) : ScriptedSender.deliver(batch));
    fixture.put(eventBatch(8, 300));
    fixture.run(500);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.sender.sent().get(0).deliveries()).hasSize(1);
    assertThat(fixture.sender.sent())
        .filteredOn(batch -> batch.bytes() > 1_500)
        .as("requests that are too long, after the first has named the limit")
        .hasSize(1);
  }

  @Test
  void messageThatIsTooLongAloneAndCannotBeSplitIsRejectedOnce() {
    TestPipeline fixture = batching().with("sqs.batch.max.messages", "2").open();
    fixture.sender.otherwise(
        batch -> batch.bytes() > 1_500 ? tooLong(batch) : ScriptedSender.deliver(batch));
    fixture.put("x".repeat(2_000));
    fixture.run(60_000);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.sender.sent()).hasSize(1);
    fixture.put("y".repeat(1_000), "z".repeat(1_000));
    fixture.run(500);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(3);
    assertThat(fixture.sender.sent())
        .extracting(batch -> batch.deliveries().size())
        .containsExactly(1, 1, 1);
  }

  private static Completion tooLong(MessageBatch batch) {
    return Completion.failed(
        batch,
        batch.deliveries().size() > 1 ? Outcomes.tooLong(1_500) : Outcomes.tooLongAlone(1_500));
  }

  @Test
  void messageAboveTheQueuesLimitIsSplitUnderIt() {
    TestPipeline fixture =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.input.format", "auto")
            .open();
    fixture.sender.otherwise(
        batch ->
            Completion.of(
                batch,
                batch.deliveries().stream()
                    .map(
                        delivery ->
                            delivery.bytes() > 1_500
                                ? Outcomes.longerThan(1_500)
                                : (DeliveryOutcome) new DeliveryOutcome.Delivered())
                    .toList()));
    fixture.put(eventBatch(8, 300));
    fixture.run(500);
    assertThat(fixture.reporter.records()).isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    int before = fixture.sender.sent().size();
    fixture.put(eventBatch(8, 300));
    fixture.run(500);
    assertThat(fixture.sender.sent().subList(before, fixture.sender.sent().size()))
        .as("the limit is remembered")
        .allSatisfy(
            batch -> assertThat(batch.deliveries()).allMatch(delivery -> delivery.bytes() <= 1_500))
        .as("and is none of requests")
        .anyMatch(batch -> batch.bytes() > 1_500);
  }

  @Test
  void recordOfASplitMessageIsDoneWithTheLastPart() {
    TestPipeline fixture = batching().with("sqs.message.format", "event-batch").open();
    fixture.sender.next(ScriptedSender.failEntries(body -> true, Outcomes.longerThan(1_500)));
    fixture.sender.otherwise(
        batch ->
            Completion.of(
                batch,
                batch.deliveries().stream()
                    .map(
                        delivery ->
                            delivery.message().events().toString().startsWith("0")
                                ? (DeliveryOutcome) new DeliveryOutcome.Delivered()
                                : Outcomes.internalError())
                    .toList()));
    fixture.put(eventBatch(8, 300));
    fixture.run(5_000);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.sender.otherwise(ScriptedSender::deliver);
    fixture.run(60_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void rawMessageAboveTheQueuesLimitIsRejected() {
    TestPipeline fixture = batching().open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(body -> body.length() > 2_000, Outcomes.longerThan(2_000)));
    fixture.put("x".repeat(3_000), "fine");
    fixture.run(100);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.reporter.reasons().get(0))
        .hasMessageContaining("3000")
        .hasMessageContaining("2000");
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(2);
  }

  @Test
  void rejectionForALimitThatTheMessageKeepsIsFinal() {
    TestPipeline fixture = batching().with("sqs.message.format", "event-batch").open();
    fixture.sender.otherwise(
        ScriptedSender.failEntries(body -> body.contains("tiny"), Outcomes.longerThan(5_000)));
    fixture.put("{\"name\":\"tiny\"}", "{\"name\":\"other\"}");
    fixture.run(100);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.sender.sent()).hasSize(1);
  }

  @Test
  void otherMessagesOfARejectedRecordAreDeliveredAndItIsReportedOnce() {
    TestPipeline fixture =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.send.as.batch", "false")
            .open();
    fixture.sender.next(
        batch ->
            Completion.of(
                batch,
                List.of(
                    Outcomes.rejected("InvalidMessageContents"),
                    Outcomes.internalError(),
                    Outcomes.rejected("InvalidMessageContents"),
                    new DeliveryOutcome.Delivered())));
    fixture.put(eventBatch(4, 10));
    fixture.poll(20);
    assertThat(fixture.reporter.records()).as("one of its messages is not done").isEmpty();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.run(1_000);
    assertThat(fixture.sender.sent())
        .hasSize(2)
        .last()
        .extracting(b -> b.deliveries().size())
        .isEqualTo(1);
    assertThat(fixture.reporter.offsets()).containsExactly(0L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void fifoGroupStaysInOrderThroughFailuresOfEveryKind() {
    TestPipeline fixture = TestPipeline.fifo().with("sqs.linger.ms", 5).open();
    int[] request = {0};
    fixture.sender.otherwise(
        batch ->
            switch (request[0]++ % 5) {
              case 0 -> Completion.failed(batch, Outcomes.internalError());
              case 1 ->
                  ScriptedSender.failEntries(b -> b.endsWith("1"), Outcomes.internalError())
                      .apply(batch);
              case 2 -> Completion.failed(batch, Outcomes.throttled());
              default -> ScriptedSender.deliver(batch);
            });
    for (int i = 0; i < 12; i++) {
      fixture.pipeline.accept(
          List.of(DeliveryPipelineTest.keyed(TestPipeline.P0, i, "k" + i % 3, "m" + i)));
    }
    fixture.run(60_000);
    Map<String, Integer> last = new HashMap<>();
    for (MessageBatch batch : fixture.sender.sent()) {
      for (Delivery delivery : batch.deliveries()) {
        int number = Integer.parseInt(delivery.message().body().substring(1));
        assertThat(number).isGreaterThanOrEqualTo(last.getOrDefault(delivery.group(), -1));
        last.put(delivery.group(), number);
      }
    }
    assertThat(last).containsOnly(Map.entry("k0", 9), Map.entry("k1", 10), Map.entry("k2", 11));
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
  }

  private static TestPipeline.Builder batching() {
    return TestPipeline.with("sqs.linger.ms", 5);
  }

  private static <T> List<T> concat(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<String> later(TestPipeline fixture) {
    return fixture.sender.sentBodies().stream().skip(1).flatMap(List::stream).toList();
  }

  static String eventBatch(int events, int padding) {
    StringBuilder json = new StringBuilder("{\"mpid\":\"7\",\"events\":[");
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e")
          .append(i)
          .append("\",\"custom_event_type\":\"other\",\"custom_attributes\":{\"p\":\"")
          .append("x".repeat(padding))
          .append("\"}}}");
    }
    return json.append("]}").toString();
  }
}
