package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void onlyTheFailedEntriesAreSentAgain() {
    Corridor corridor = batching().open();
    corridor.sender.next(ScriptedSender.failEntries(BAD, Answers.ill()));
    corridor.put("a", "bad 1", "b", "bad 2");
    corridor.run(2_000);
    assertThat(corridor.sender.sentBodies().get(0)).containsExactly("a", "bad 1", "b", "bad 2");
    assertThat(later(corridor)).containsExactlyInAnyOrder("bad 1", "bad 2");
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(4);
  }

  @Test
  void failedEntryWaitsByItsOwnCountAndDelaysNoOther() {
    Corridor corridor = Corridor.with("sqs.retry.backoff.ms", 100).open();
    corridor.sender.otherwise(ScriptedSender.failEntries(BAD, Answers.ill()));
    corridor.put("bad");
    corridor.poll(10);
    long failed = corridor.clock.now();
    corridor.put("good");
    assertThat(corridor.sender.sentBodies()).last().isEqualTo(List.of("good"));
    corridor.run(99);
    assertThat(corridor.sender.sent()).hasSize(2);
    corridor.run(1);
    assertThat(corridor.sender.sent()).hasSize(3);
    assertThat(corridor.clock.now()).isEqualTo(failed + 100);
    corridor.run(10 + 199);
    assertThat(corridor.sender.sent()).hasSize(3);
    corridor.run(10);
    assertThat(corridor.sender.sent()).as("twice as long the second time").hasSize(4);
  }

  @Test
  void failedRequestDelaysTheQueueAndIsProbedByOneRequest() {
    Corridor corridor =
        Corridor.with("sqs.retry.backoff.ms", 100).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.poll(10);
    corridor.put("b", "c", "d");
    assertThat(corridor.sender.sent()).as("the queue waits").hasSize(1);
    corridor.run(100);
    assertThat(corridor.sender.sent()).as("one request probes").hasSize(2);
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(1_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(4);
  }

  @Test
  void illQueueIsProbedEveryTwoSecondsWhateverTheBackoff() {
    Corridor corridor =
        Corridor.with("sqs.retry.backoff.ms", 20_000)
            .with("sqs.retry.backoff.max.ms", 60_000)
            .open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.run(60_000);
    assertThat(corridor.sender.sent()).hasSizeBetween(28, 31);
  }

  @Test
  void illServiceIsRiddenOutForEver() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.run(24 * 3_600_000);
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(5_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void successEndsTheBackoffOfTheQueue() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.next(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.run(200);
    corridor.put("b", "c");
    assertThat(corridor.sender.sentBodies())
        .containsExactly(List.of("a"), List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void throttlingHalvesTheWindow() {
    Corridor corridor = Corridor.with("sqs.max.in.flight.requests", 8).open();
    corridor.sender.next(ScriptedSender.fail(Answers.throttled()));
    corridor.put("a");
    corridor.poll(10);
    assertThat(corridor.pipeline.progress()).contains("window=4 ", "throttled=1 ");
    corridor.run(1_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void throttledEntriesHalveTheWindowToo() {
    Corridor corridor = Corridor.with("sqs.max.in.flight.requests", 8).open();
    corridor.sender.next(ScriptedSender.failEntries(BAD, Answers.throttled()));
    corridor.put("bad");
    corridor.poll(10);
    assertThat(corridor.pipeline.progress()).contains("window=4 ");
  }

  @Test
  void requestThatIsThrottledInPartIsNoSuccessOfTheWindow() {
    Corridor corridor = batching().with("sqs.max.in.flight.requests", 2).open();
    corridor.sender.next(ScriptedSender.failEntries(BAD, Answers.throttled()));
    corridor.put("a", "bad");
    corridor.poll(5);
    corridor.poll(10);
    assertThat(corridor.pipeline.progress()).contains("window=1 ");
  }

  @Test
  void answersThatWereUnderWayTogetherHalveTheWindowOnce() {
    Corridor corridor =
        Corridor.with("sqs.max.in.flight.requests", 8).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.throttled()));
    corridor.put("a", "b", "c", "d");
    corridor.poll(10);
    assertThat(corridor.sender.sent()).hasSize(4);
    assertThat(corridor.pipeline.progress()).contains("window=4 ", "throttled=4 ");
  }

  @Test
  void deliveryTimeoutStopsTheTaskAndSaysWhat() {
    Corridor corridor = Corridor.with("sqs.delivery.timeout.ms", 5_000).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.run(20_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("events-0-0")
        .hasMessageContaining(Corridor.QUEUE.url())
        .hasMessageContaining("InternalError")
        .hasMessageStartingWith("SQS-014 record events-0-0 for queue")
        .hasMessageContaining(" attempts: InternalError")
        .hasMessageContaining("sqs.delivery.timeout.ms")
        .hasMessageContaining("request id request-1")
        .hasMessageContaining("restart the task");
    assertThat(corridor.clock.now()).isBetween(1_005_000L, 1_007_100L);
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.reporter.records()).as("never the record's fault").isEmpty();
  }

  @Test
  void deliveryTimeoutCountsFromTheFirstAttemptOnAnyClock() {
    Corridor corridor =
        Corridor.with("sqs.delivery.timeout.ms", 5_000).clock(new HandClock(-1_000_000)).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.run(20_000)).isInstanceOf(ConnectException.class);
  }

  @Test
  void waitingBeforeTheFirstAttemptDoesNotCountAgainstTheTimeout() {
    Corridor corridor =
        Corridor.with("sqs.delivery.timeout.ms", 1_000).with("sqs.linger.ms", 5_000).open();
    corridor.sender.next(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.run(10_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void fatalVerdictStopsTheTaskWithTheMend() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.hopeless()));
    corridor.put("a");
    assertThatThrownBy(() -> corridor.poll(10))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(Corridor.QUEUE.url())
        .hasMessageStartingWith("SQS-010 queue " + Corridor.QUEUE.url())
        .hasMessageContaining("EmptyBatchRequest (said so), AWS request id request-1")
        .hasMessageContaining(StopReason.MALFORMED.fix())
        .hasMessageContaining("Then restart the task; nothing is lost");
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void commitNeverThrowsForAFatalVerdict() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.hopeless()));
    corridor.put("a");
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThatThrownBy(() -> corridor.poll(0)).isInstanceOf(ConnectException.class);
  }

  @Test
  void faultThatMayPassIsRetriedForHalfAMinute() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    corridor.put("a");
    corridor.run(29_900);
    assertThat(corridor.sender.sent()).hasSizeGreaterThan(10);
    assertThatThrownBy(() -> corridor.run(3_000))
        .hasMessageContaining("AccessDenied")
        .hasMessageContaining("Allow sqs:SendMessage");
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void faultThatHasPassedHasHalfAMinuteAgain() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    corridor.put("a");
    corridor.run(20_000);
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(3_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    corridor.put("b");
    corridor.run(29_000);
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(3_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(2);
  }

  @Test
  void halfAMinuteIsOneOnAnyClock() {
    Corridor corridor = batching().clock(new HandClock(-1_000_000)).open();
    corridor.sender.otherwise(ScriptedSender.failEntries(BAD, Answers.denied()));
    corridor.put("a", "bad");
    corridor.run(5_000);
    assertThat(corridor.sender.sent()).hasSizeGreaterThan(1);
  }

  @Test
  void refusedEntryIsReportedOnceAndDone() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries(BAD, Answers.refused("InvalidMessageContents")));
    corridor.put("a", "bad", "b");
    corridor.run(100);
    assertThat(corridor.reporter.offsets()).containsExactly(1L);
    assertThat(corridor.reporter.reasons().get(0))
        .hasMessageContaining("events-0-1")
        .hasMessageContaining("InvalidMessageContents")
        .hasMessageContaining("request-1")
        .hasMessageContaining(Corridor.QUEUE.url())
        .hasMessageContaining("3 bytes");
    assertThat(corridor.reporter.reasons().get(0).getStackTrace()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(3);
    assertThat(corridor.sender.sent()).hasSize(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void requestWhoseEveryEntryFailsWithAnUnknownCodeStopsTheTask() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(ScriptedSender.failEntries(b -> true, Answers.unknown("Novel")));
    corridor.put("a", "b");
    assertThatThrownBy(() -> corridor.run(100))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Novel")
        .hasMessageContaining("the configuration of the queue or of the connector");
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void unknownCodeOfSomeEntriesRejectsThem() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(ScriptedSender.failEntries(BAD, Answers.unknown("Novel")));
    corridor.put("a", "bad");
    corridor.run(100);
    assertThat(corridor.reporter.offsets()).containsExactly(1L);
  }

  @Test
  void requestWhoseEveryEntryFailsWithOneKnownCodeStopsTheTask() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries(BAD, Answers.refused("InvalidMessageContents")));
    corridor.put("bad 1", "bad 2");
    assertThatThrownBy(() -> corridor.run(100))
        .hasMessageStartingWith("SQS-011")
        .hasMessageContaining("InvalidMessageContents");
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void requestWhoseEveryEntryFailsWithCodesOfItsOwnIsRejected() {
    Corridor corridor = batching().open();
    corridor.sender.next(
        batch -> Completion.of(batch, List.of(Answers.refused("A"), Answers.refused("B"))));
    corridor.put("bad 1", "bad 2");
    corridor.run(2_100);
    assertThat(corridor.reporter.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void requestWhoseEveryEntryIsTooLargeIsRejected() {
    Corridor corridor = batching().open();
    corridor.sender.next(ScriptedSender.failEntries(BAD, Answers.longerThan(4)));
    corridor.put("bad 1", "bad 2");
    corridor.run(2_100);
    assertThat(corridor.reporter.offsets()).containsExactly(0L, 1L);
  }

  @Test
  void refusalOfRecordsThatWereTakenAwayCountsForTheOthers() {
    Corridor corridor = batching().open();
    corridor.sender.next(ScriptedSender::hold);
    corridor.pipeline.accept(concat(corridor.records("a"), corridor.records(Corridor.P1, "b")));
    corridor.poll(5);
    corridor.pipeline.close(List.of(Corridor.P1));
    corridor.sender.answer(
        corridor.sender.held().get(0),
        ScriptedSender.failEntries(body -> true, Answers.refused("InvalidParameterValue")));
    assertThatThrownBy(() -> corridor.run(100)).hasMessageStartingWith("SQS-011");
  }

  @Test
  void refusedRecordIsHeldWhileTheQueueRefusesEverything() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.put("bad");
    corridor.poll(10);
    long refusedAt = corridor.clock.now();
    assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(2_000);
    corridor.poll(1_999);
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.poll(1);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.clock.now()).isEqualTo(refusedAt + 2_000);
    corridor.poll(0);
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void refusedRecordIsReportedAsSoonAsTheQueueAcceptsAnother() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.put("bad");
    corridor.poll(100);
    corridor.put("good");
    assertThat(corridor.reporter.records()).isEmpty();
    corridor.poll(10);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
  }

  @Test
  void heldRecordThatIsTakenAwayIsNotReported() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.put("bad");
    corridor.poll(10);
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.run(5_000);
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void recordThatCannotBeAMessageIsNotHeld() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.put("bad");
    corridor.poll(10);
    corridor.put("");
    assertThat(corridor.reporter.offsets()).containsExactly(1L);
  }

  @Test
  void bisectionFindsTheOneBadEntry() {
    for (int bad = 0; bad < 10; bad++) {
      Corridor corridor = batching().open();
      corridor.sender.otherwise(
          ScriptedSender.failIfAny(BAD, Answers.refused("InvalidParameterValue")));
      String[] values = new String[10];
      Arrays.fill(values, "good");
      values[bad] = "bad";
      corridor.put(values);
      corridor.run(1_000);
      assertThat(corridor.reporter.offsets()).containsExactly((long) bad);
      assertThat(corridor.sender.sent()).hasSizeLessThanOrEqualTo(9);
      assertThat(corridor.committable(Corridor.P0)).isEqualTo(10);
      assertThat(corridor.pipeline.bufferedBytes()).isZero();
    }
  }

  @Test
  void nobodyIsReportedBeforeTheSearchIsOver() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        ScriptedSender.failIfAny(BAD, Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender::hold);
    corridor.put("bad", "good");
    corridor.run(500);
    assertThat(corridor.reporter.records()).isEmpty();
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.run(500);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
  }

  @Test
  void entriesThatAllFailAloneAlikeStopTheTask() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.refused("MissingParameter")));
    corridor.put("a", "b", "c");
    assertThatThrownBy(() -> corridor.run(1_000))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused alone with one code")
        .hasMessageContaining("MissingParameter");
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isZero();
  }

  @Test
  void entriesThatAllFailAloneWithDifferentCodesAreRejected() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        batch ->
            Completion.failed(
                batch,
                Answers.refused(
                    Batches.bodies(batch).contains("a")
                        ? "MissingParameter"
                        : "InvalidParameterValue")));
    corridor.put("a", "b");
    corridor.run(3_000);
    assertThat(corridor.reporter.offsets()).containsExactlyInAnyOrder(0L, 1L);
  }

  @Test
  void tenRequestsRefusedInARowStopTheTask() {
    for (int pauseMs : new int[] {10, 3_000}) {
      Corridor corridor = Corridor.open();
      for (int i = 0; i < 10; i++) {
        corridor.sender.next(ScriptedSender.fail(Answers.refused(i % 2 == 0 ? "A" : "B")));
      }
      for (int i = 0; i < 9; i++) {
        corridor.put("m" + i);
        corridor.poll(10);
        corridor.run(pauseMs);
      }
      corridor.put("m9");
      assertThatThrownBy(() -> corridor.poll(10))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("SQS-013 record events-0-9");
      assertThat(corridor.reporter.records())
          .as("reported are those that had waited long enough")
          .hasSize(pauseMs == 10 ? 0 : 9);
    }
  }

  @Test
  void messagesThatAreSplitForTheirSizeAreNoRefusals() {
    Corridor corridor =
        Corridor.with("sqs.message.format", "event-batch").with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(
        batch ->
            batch.bytes() > 700
                ? Completion.of(batch, List.of(Answers.longerThan(700)))
                : ScriptedSender.deliver(batch));
    String[] values = new String[30];
    Arrays.fill(values, eventBatch(4, 150));
    corridor.put(values);
    corridor.run(5_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(30);
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void messagesThatAreTooLargeAndCannotBeSplitAreRefusals() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.longerThan(3)));
    String[] values = new String[30];
    Arrays.fill(values, "long");
    assertThatThrownBy(
            () -> {
              corridor.put(values);
              corridor.run(1_000);
            })
        .hasMessageStartingWith("SQS-013");
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void successEndsTheRow() {
    Corridor corridor = Corridor.open();
    for (int i = 0; i < 30; i++) {
      if (i % 9 == 8) {
        corridor.sender.next(ScriptedSender::deliver);
      } else {
        corridor.sender.next(ScriptedSender.fail(Answers.refused("MissingParameter")));
      }
      corridor.put("m");
      corridor.poll(10);
    }
    corridor.run(2_100);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(30);
  }

  @Test
  void rebalanceInTheMidstOfASearchEndsItForTheOthers() {
    Corridor corridor = batching().with("sqs.max.in.flight.requests", 1).open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.latencyMs(2_000);
    corridor.pipeline.accept(
        concat(corridor.records("bad"), corridor.records(Corridor.P1, "other")));
    corridor.poll(5);
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("bad", "other"));
    corridor.poll(2_000);
    assertThat(corridor.sender.sentBodies()).last().isEqualTo(List.of("bad"));
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.pipeline.close(List.of(Corridor.P1));
    corridor.run(5_000);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void rebalanceWhileARequestOfASearchIsUnderWayEndsItForTheOthers() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        ScriptedSender.failIfAny(BAD, Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender::hold);
    corridor.pipeline.accept(
        concat(
            corridor.records("bad"),
            corridor.records(Corridor.P1, "other 1", "other 2", "other 3")));
    corridor.run(100);
    assertThat(corridor.sender.held()).isNotEmpty();
    corridor.pipeline.close(List.of(Corridor.P1));
    for (MessageBatch batch : List.copyOf(corridor.sender.held())) {
      corridor.sender.answer(batch, ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    }
    corridor.run(5_000);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void answerForAClosedPartitionCountsInTheSearch() {
    Corridor corridor = batching().open();
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender.fail(Answers.refused("InvalidParameterValue")));
    corridor.sender.next(ScriptedSender::hold);
    corridor.pipeline.accept(
        concat(corridor.records("bad"), corridor.records(Corridor.P1, "other")));
    corridor.run(100);
    corridor.pipeline.close(List.of(Corridor.P1));
    assertThat(corridor.reporter.records()).isEmpty();
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.run(100);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void requestThatIsTooLongIsHalvedUntilItFits() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        batch ->
            batch.deliveries().size() > 3
                ? Completion.failed(batch, Answers.tooLong())
                : ScriptedSender.deliver(batch));
    corridor.put("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    corridor.run(500);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(10);
    assertThat(corridor.sender.sent())
        .extracting(batch -> batch.deliveries().size())
        .containsExactly(10, 5, 5, 2, 3, 2, 3);
    assertThat(corridor.pipeline.progress()).as("no failure of the queue").contains("window=64");
  }

  @Test
  void messageThatIsTooLongAloneTeachesTheLimitOfRequests() {
    Corridor corridor =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.input.format", "auto")
            .open();
    corridor.sender.otherwise(
        batch -> batch.bytes() > 1_500 ? tooLong(batch) : ScriptedSender.deliver(batch));
    corridor.put(eventBatch(8, 300));
    corridor.run(500);
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.sender.sent().get(0).deliveries()).hasSize(1);
    assertThat(corridor.sender.sent())
        .filteredOn(batch -> batch.bytes() > 1_500)
        .as("requests that are too long, after the first has named the limit")
        .hasSize(1);
  }

  @Test
  void messageThatIsTooLongAloneAndCannotBeSplitIsRejectedOnce() {
    Corridor corridor = batching().with("sqs.batch.max.messages", "2").open();
    corridor.sender.otherwise(
        batch -> batch.bytes() > 1_500 ? tooLong(batch) : ScriptedSender.deliver(batch));
    corridor.put("x".repeat(2_000));
    corridor.run(60_000);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.sender.sent()).hasSize(1);
    corridor.put("y".repeat(1_000), "z".repeat(1_000));
    corridor.run(500);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(3);
    assertThat(corridor.sender.sent())
        .extracting(batch -> batch.deliveries().size())
        .containsExactly(1, 1, 1);
  }

  private static Completion tooLong(MessageBatch batch) {
    return Completion.failed(
        batch,
        batch.deliveries().size() > 1 ? Answers.tooLong(1_500) : Answers.tooLongAlone(1_500));
  }

  @Test
  void messageAboveTheQueuesLimitIsSplitUnderIt() {
    Corridor corridor =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.input.format", "auto")
            .open();
    corridor.sender.otherwise(
        batch ->
            Completion.of(
                batch,
                batch.deliveries().stream()
                    .map(
                        delivery ->
                            delivery.bytes() > 1_500
                                ? Answers.longerThan(1_500)
                                : (DeliveryOutcome) new DeliveryOutcome.Delivered())
                    .toList()));
    corridor.put(eventBatch(8, 300));
    corridor.run(500);
    assertThat(corridor.reporter.records()).isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
    int before = corridor.sender.sent().size();
    corridor.put(eventBatch(8, 300));
    corridor.run(500);
    assertThat(corridor.sender.sent().subList(before, corridor.sender.sent().size()))
        .as("the limit is remembered")
        .allSatisfy(
            batch -> assertThat(batch.deliveries()).allMatch(delivery -> delivery.bytes() <= 1_500))
        .as("and is none of requests")
        .anyMatch(batch -> batch.bytes() > 1_500);
  }

  @Test
  void recordOfASplitMessageIsDoneWithTheLastPart() {
    Corridor corridor = batching().with("sqs.message.format", "event-batch").open();
    corridor.sender.next(ScriptedSender.failEntries(body -> true, Answers.longerThan(1_500)));
    corridor.sender.otherwise(
        batch ->
            Completion.of(
                batch,
                batch.deliveries().stream()
                    .map(
                        delivery ->
                            delivery.message().eventIndexes().startsWith("0")
                                ? (DeliveryOutcome) new DeliveryOutcome.Delivered()
                                : Answers.ill())
                    .toList()));
    corridor.put(eventBatch(8, 300));
    corridor.run(5_000);
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.sender.otherwise(ScriptedSender::deliver);
    corridor.run(60_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
  }

  @Test
  void rawMessageAboveTheQueuesLimitIsRejected() {
    Corridor corridor = batching().open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries(body -> body.length() > 2_000, Answers.longerThan(2_000)));
    corridor.put("x".repeat(3_000), "fine");
    corridor.run(100);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.reporter.reasons().get(0))
        .hasMessageContaining("3000")
        .hasMessageContaining("2000");
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(2);
  }

  @Test
  void refusalForALimitThatTheMessageKeepsRejectsIt() {
    Corridor corridor = batching().with("sqs.message.format", "event-batch").open();
    corridor.sender.otherwise(
        ScriptedSender.failEntries(body -> body.contains("tiny"), Answers.longerThan(5_000)));
    corridor.put("{\"name\":\"tiny\"}", "{\"name\":\"other\"}");
    corridor.run(100);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.sender.sent()).hasSize(1);
  }

  @Test
  void siblingsOfARefusedMessageAreDeliveredAndTheRecordIsReportedOnce() {
    Corridor corridor =
        batching()
            .with("sqs.message.format", "event-batch")
            .with("event.send.as.batch", "false")
            .open();
    corridor.sender.next(
        batch ->
            Completion.of(
                batch,
                List.of(
                    Answers.refused("InvalidMessageContents"),
                    Answers.ill(),
                    Answers.refused("InvalidMessageContents"),
                    new DeliveryOutcome.Delivered())));
    corridor.put(eventBatch(4, 10));
    corridor.poll(20);
    assertThat(corridor.reporter.records()).as("one of its messages is not done").isEmpty();
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.run(1_000);
    assertThat(corridor.sender.sent())
        .hasSize(2)
        .last()
        .extracting(b -> b.deliveries().size())
        .isEqualTo(1);
    assertThat(corridor.reporter.offsets()).containsExactly(0L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void fifoGroupStaysInOrderThroughFailuresOfEveryKind() {
    Corridor corridor = Corridor.fifo().with("sqs.linger.ms", 5).open();
    int[] request = {0};
    corridor.sender.otherwise(
        batch ->
            switch (request[0]++ % 5) {
              case 0 -> Completion.failed(batch, Answers.ill());
              case 1 ->
                  ScriptedSender.failEntries(b -> b.endsWith("1"), Answers.ill()).apply(batch);
              case 2 -> Completion.failed(batch, Answers.throttled());
              default -> ScriptedSender.deliver(batch);
            });
    for (int i = 0; i < 12; i++) {
      corridor.pipeline.accept(
          List.of(DeliveryPipelineTest.keyed(Corridor.P0, i, "k" + i % 3, "m" + i)));
    }
    corridor.run(60_000);
    Map<String, Integer> last = new HashMap<>();
    for (MessageBatch batch : corridor.sender.sent()) {
      for (Delivery delivery : batch.deliveries()) {
        int number = Integer.parseInt(delivery.message().body().substring(1));
        assertThat(number).isGreaterThanOrEqualTo(last.getOrDefault(delivery.group(), -1));
        last.put(delivery.group(), number);
      }
    }
    assertThat(last).containsOnly(Map.entry("k0", 9), Map.entry("k1", 10), Map.entry("k2", 11));
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
  }

  private static Corridor.Builder batching() {
    return Corridor.with("sqs.linger.ms", 5);
  }

  private static <T> List<T> concat(List<T> one, List<T> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<String> later(Corridor corridor) {
    return corridor.sender.sentBodies().stream().skip(1).flatMap(List::stream).toList();
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
