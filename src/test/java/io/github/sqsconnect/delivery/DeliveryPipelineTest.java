package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.logs.CapturedLog;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The pipeline on its quiet path: batching, waiting, committing, rebalances. */
class DeliveryPipelineTest {

  @Test
  void recordBecomesAMessageAndThenAnOffset() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("a");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a"));
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void requestInFlightLimitsTheOffset() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::deliver).next(ScriptedSender::hold);
    fixture.put("a");
    fixture.put("b");
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void requestsFillByCount() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 4).open();
    fixture.put("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertThat(fixture.sender.sentBodies())
        .containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f", "g", "h"));
    fixture.poll(50);
    assertThat(fixture.sender.sentBodies()).hasSize(3).last().isEqualTo(List.of("i"));
  }

  @Test
  void requestsFillByBytes() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 50)
            .with("sqs.batch.max.bytes", 2048)
            .with("sqs.message.max.bytes", 1024)
            .open();
    fixture.put("a".repeat(900), "b".repeat(900), "c".repeat(900), "d".repeat(900));
    assertThat(fixture.sender.sent()).extracting(MessageBatch::bytes).containsExactly(1800);
    fixture.poll(50);
    assertThat(fixture.sender.sent()).extracting(MessageBatch::bytes).containsExactly(1800, 1800);
  }

  @Test
  void bytesAreCountedInUtf8() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("€€");
    assertThat(fixture.sender.sent().get(0).bytes()).isEqualTo(6);
  }

  @Test
  void requestThatIsNotFullLingersAndTheIdleTimeEndsWithIt() {
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 50).open();
    fixture.put("a");
    assertThat(fixture.sender.sent()).isEmpty();
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(50);
    fixture.poll(30);
    assertThat(fixture.sender.sent()).isEmpty();
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(20);
    fixture.poll(20);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a"));
    assertThat(fixture.pipeline.maxIdleMs()).isBetween(1L, 1_000L);
    fixture.poll(20);
    assertThat(fixture.pipeline.maxIdleMs()).as("nothing waits, nothing is in flight").isNull();
  }

  @Test
  void whatIsDueWaitsForTheRecordsAtHandToFillItsRequest() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 4).open();
    fixture.put("a");
    fixture.clock.advance(50);
    fixture.put("b", "c", "d", "e");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b", "c", "d"));
  }

  /**
   * Otherwise a failing queue would only receive new messages, and no delivery timeout would end.
   */
  @Test
  void retriesAreSentFirstInRequestsWithNewRecords() {
    TestPipeline fixture = TestPipeline.with("sqs.batch.max.messages", 2).open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.accessDenied()));
    long start = fixture.clock.now();
    assertThatThrownBy(
            () -> {
              for (int put = 0; put < 600; put++) {
                fixture.put("a", "b", "c");
                fixture.clock.advance(100);
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-004");
    assertThat(fixture.clock.now() - start).isBetween(30_000L, 33_000L);
  }

  @Test
  void recordsThatComeTogetherShareARequestWithoutLinger() {
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 0).open();
    fixture.put("a", "b", "c");
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void windowOpensWithResponsesWithinOnePut() {
    TestPipeline fixture = TestPipeline.with("sqs.max.in.flight.requests", 2).open();
    fixture.sender.latencyMs(10);
    String[] values = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);
    long start = fixture.clock.now();
    fixture.put(values);
    assertThat(fixture.clock.now() - start).isLessThanOrEqualTo(1_000);
    fixture.run(1_000);
    assertThat(fixture.sender.sentBodies().stream().flatMap(List::stream)).containsExactly(values);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(100);
  }

  /** A put may contain thousands of records. Responses that arrive meanwhile open the window. */
  @Test
  void responsesDuringAssemblyOpenTheWindow() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    fixture.sender.latencyMs(0);
    List<Integer> sentBefore = new ArrayList<>();
    fixture.pipeline.accept(
        fixture.records("a", "b", "c", "d").stream()
            .map(
                record ->
                    new SinkRecord(
                        record.topic(),
                        record.kafkaPartition(),
                        null,
                        null,
                        record.valueSchema(),
                        record.value(),
                        record.kafkaOffset()) {
                      @Override
                      public Object value() {
                        sentBefore.add(fixture.sender.sent().size());
                        return super.value();
                      }
                    })
            .map(SinkRecord.class::cast)
            .toList());
    assertThat(sentBefore.stream().distinct())
        .as("sent when a record is asked for its value")
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void noMoreRequestsAreUnderWayThanAllowed() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 3).with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a", "b", "c", "d", "e");
    assertThat(fixture.sender.sentBodies()).containsExactly(of("a"), of("b"), of("c"));
    fixture.sender.respond(fixture.sender.held().get(1), ScriptedSender::deliver);
    fixture.poll(1);
    assertThat(fixture.sender.sentBodies()).hasSize(4).last().isEqualTo(of("d"));
  }

  @Test
  void putNeverLastsLongerThanASecond() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    fixture.sender.otherwise(ScriptedSender::hold);
    long start = fixture.clock.now();
    fixture.put("a", "b", "c");
    assertThat(fixture.clock.now() - start).isEqualTo(1_000);
    fixture.poll(0);
    assertThat(fixture.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void putDoesNotWaitForResponsesIfNoMessageWaits() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    long start = fixture.clock.now();
    fixture.put("a");
    assertThat(fixture.clock.now()).isEqualTo(start);
  }

  @Test
  void putDoesNotWaitWhileNothingMayBeSentAnyway() {
    TestPipeline fixture = TestPipeline.with("sqs.max.in.flight.requests", 2).open();
    fixture
        .sender
        .next(ScriptedSender::hold)
        .otherwise(ScriptedSender.fail(Outcomes.internalError()));
    fixture.put("a");
    fixture.put("b");
    fixture.clock.advance(10);
    long start = fixture.clock.now();
    fixture.put("c");
    assertThat(fixture.clock.now() - start).as("the queue backs off").isZero();
  }

  @Test
  void commitWaitsForWhatIsUnderWayAtMostTwoSeconds() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("a");
    long start = fixture.clock.now();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void commitEndsWithTheLastResponseItWaitsFor() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.latencyMs(300);
    fixture.put("a");
    long start = fixture.clock.now();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.clock.now() - start).isEqualTo(300);
  }

  @Test
  void commitWaitsOnlyForRequestsWithItsPartitions() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.put(TestPipeline.P1, "other");
    long start = fixture.clock.now();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.clock.now()).isEqualTo(start);
    assertThat(fixture.committable(TestPipeline.P1)).isZero();
    assertThat(fixture.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void commitSendsNothing() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    fixture.sender.latencyMs(1_500);
    fixture.put("a", "b");
    assertThat(fixture.sender.sent()).hasSize(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.sender.sent()).hasSize(1);
    fixture.poll(0);
    assertThat(fixture.sender.sent()).hasSize(2);
  }

  @Test
  void commitDoesNotWaitForMessagesThatWait() {
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 5_000).open();
    fixture.put("a");
    long start = fixture.clock.now();
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    assertThat(fixture.clock.now()).isEqualTo(start);
  }

  @Test
  void partitionsThatAreNotOpenAreNotCommittable() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("a");
    fixture.pipeline.close(List.of(TestPipeline.P0));
    assertThat(fixture.committable(TestPipeline.P0)).isNull();
    assertThat(fixture.openPartitions()).containsExactly(TestPipeline.P1);
  }

  @Test
  void closeDropsWhatWaitsAndFreesItsBytes() {
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 50).open();
    fixture.put("a", "b");
    fixture.put(TestPipeline.P1, "c");
    long one = 1 + TrackedRecord.OVERHEAD_BYTES + 1 + OutboundMessage.OVERHEAD_BYTES;
    assertThat(fixture.pipeline.bufferedBytes()).isEqualTo(3 * one);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    assertThat(fixture.pipeline.bufferedBytes()).isEqualTo(one);
    fixture.poll(50);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("c"));
  }

  @Test
  void closeForgetsWhatIsUnderWay() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a");
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.sender.respond(
        fixture.sender.held().get(0), ScriptedSender.fail(Outcomes.internalError()));
    fixture.run(5_000);
    assertThat(fixture.sender.sent()).as("not retried").hasSize(1);
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void rejectedRecordOfAClosedPartitionIsNotReported() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a");
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.sender.respond(
        fixture.sender.held().get(0),
        ScriptedSender.failEntries(body -> true, Outcomes.rejected("InvalidMessageContents")));
    fixture.run(100);
    assertThat(fixture.reporter.records()).isEmpty();
  }

  @Test
  void lateAcknowledgementAfterAReassignmentIsIgnored() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.put("a");
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.pipeline.open(List.of(TestPipeline.P0));
    fixture.pipeline.accept(List.of(MessageBatches.record(0, "a")));
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.poll(1);
    assertThat(fixture.committable(TestPipeline.P0)).isZero();
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.poll(1);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
  }

  @Test
  void groupStaysMutedWhileAMessageOfAClosedPartitionIsInFlight() {
    TestPipeline fixture = TestPipeline.fifo().open();
    fixture.sender.otherwise(ScriptedSender::hold);
    fixture.pipeline.accept(List.of(keyed(TestPipeline.P0, 0, "k", "a")));
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.pipeline.accept(List.of(keyed(TestPipeline.P1, 0, "k", "b")));
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a"));
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.poll(1);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void recordOfAPartitionThatIsNotOpenStopsTheTask() {
    TestPipeline fixture = TestPipeline.open();
    fixture.pipeline.close(List.of(TestPipeline.P0));
    assertThatThrownBy(() -> fixture.put("a")).hasMessageContaining("events-0");
  }

  @Test
  void closingWhatIsNotOpenDoesNothing() {
    TestPipeline fixture = TestPipeline.open();
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.pipeline.close(List.of(TestPipeline.P0, TestPipeline.P1));
    assertThat(fixture.openPartitions()).isEmpty();
  }

  @Test
  void filteredRecordIsAcknowledged() {
    TestPipeline fixture = TestPipeline.with("behavior.on.null.values", "ignore").open();
    fixture.pipeline.accept(List.of(MessageBatches.record(0, null)));
    assertThat(fixture.sender.sent()).isEmpty();
    assertThat(
            fixture
                .pipeline
                .committable(Map.of(TestPipeline.P0, new OffsetAndMetadata(1)))
                .get(TestPipeline.P0)
                .offset())
        .isEqualTo(1);
    assertThat(fixture.progress()).contains("records_filtered=1");
  }

  @Test
  void requestsUnderWayAreBoundedByBytesToo() {
    TestPipeline fixture =
        TestPipeline.with("sqs.buffer.max.bytes", 1_048_576)
            .with("sqs.batch.max.messages", 1)
            .open();
    fixture.sender.otherwise(ScriptedSender::hold);
    String large = "x".repeat(600_000);
    fixture.put(large, large, large);
    assertThat(fixture.sender.sent()).as("the bound is passed with the second").hasSize(2);
    assertThat(fixture.pipeline.bufferedBytes())
        .as("three records, of which two are messages")
        .isEqualTo(
            5 * 600_000 + 3 * TrackedRecord.OVERHEAD_BYTES + 2 * OutboundMessage.OVERHEAD_BYTES);
    for (int answered = 1; answered <= 3; answered++) {
      fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
      fixture.put(large);
      assertThat(fixture.sender.held()).as("responses free the window").hasSize(2);
    }
  }

  @Test
  void partitionIsStalledByManyRecordsAfterItsFirst() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold).latencyMs(0);
    String[] many = new String[1_000];
    Arrays.fill(many, "x");
    fixture.put("first");
    for (int i = 0; i < 50; i++) {
      fixture.put(many);
    }
    fixture.poll(0);
    assertThat(fixture.pipeline.stalledPartitions()).as("50,000 behind the first").isEmpty();
    fixture.put("one more");
    assertThat(fixture.pipeline.stalledPartitions()).containsExactly(TestPipeline.P0);
    fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver);
    fixture.poll(1);
    assertThat(fixture.pipeline.stalledPartitions()).isEmpty();
  }

  @Test
  void partitionIsStalledByAnOldRecordIfLaterOnesAreDone() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("old");
    fixture.put("later");
    fixture.poll(60_000);
    assertThat(fixture.pipeline.stalledPartitions()).isEmpty();
    fixture.poll(1);
    assertThat(fixture.pipeline.stalledPartitions()).containsExactly(TestPipeline.P0);
  }

  @Test
  void outageStallsNoPartitionAlthoughEarlierRecordsAreDone() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::deliver).otherwise(ScriptedSender::hold);
    fixture.put("a");
    fixture.put("b");
    fixture.poll(100_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.pipeline.stalledPartitions()).isEmpty();
  }

  @Test
  void progressCountsWhatHappened() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender.failEntries("b"::equals, Outcomes.internalError()));
    fixture.put("b", "a");
    fixture.run(1_000);
    assertThat(fixture.progress())
        .contains(
            "records=2 ",
            "messages_delivered=2 ",
            "retries=1 ",
            "in_flight=0 ",
            "window=64 ",
            "waiting=0 ",
            "buffered_bytes=0 ",
            "oldest_unacknowledged_ms=0");
  }

  @Test
  void failureIsThrownByEveryFurtherPut() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.otherwise(ScriptedSender.fail(Outcomes.malformed()));
    fixture.put("a");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> fixture.poll(20)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void rateIsKeptAndTheIdleTimeEndsWithIt() {
    TestPipeline fixture =
        TestPipeline.with("sqs.rate.limit.messages.per.second", 20)
            .with("sqs.batch.max.messages", 2)
            .with("sqs.linger.ms", 50)
            .open();
    fixture.put("a", "b", "c", "d", "e", "f");
    assertThat(fixture.sender.sent()).as("what may be made up for, and one more").hasSize(2);
    assertThat(fixture.clock.now()).as("put does not wait for the rate").isEqualTo(1_000_000);
    fixture.poll(20);
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(80);
    fixture.poll(79);
    assertThat(fixture.sender.sent()).hasSize(2);
    fixture.poll(1);
    assertThat(fixture.sender.sent()).hasSize(3);
    fixture.run(1_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(6);
  }

  @Test
  void assemblyEndsWithTheTimeOfThePut() {
    TestPipeline fixture = TestPipeline.open();
    fixture.pipeline.accept(
        whenAssembled(fixture.records("a", "b", "c"), () -> fixture.clock.advance(500)));
    assertThat(fixture.pipeline.status().recordsWaiting()).isEqualTo(1);
    assertThat(fixture.pipeline.maxIdleMs()).isEqualTo(1);
    fixture.poll(0);
    assertThat(fixture.pipeline.status().recordsWaiting()).isZero();
  }

  @Test
  void settlingEndsWithTheTimeOfThePut() {
    ManualClock clock = new ManualClock();
    TestPipeline fixture =
        TestPipeline.with("sqs.batch.max.messages", 1)
            .clock(clock)
            .observer(
                new DeliveryObserver() {
                  @Override
                  public void requestCompleted(TargetQueue queue, long latencyMs) {
                    clock.advance(500);
                  }
                })
            .open();
    fixture.put("a", "b", "c");
    fixture.poll(10);
    assertThat(fixture.pipeline.status().requestsInFlight()).isEqualTo(1);
  }

  @Test
  void failureDuringAssemblyEndsItAtOnce() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("first");
    List<String> assembled = new ArrayList<>();
    List<SinkRecord> records = fixture.records("a", "b");
    assertThatThrownBy(
            () ->
                fixture.pipeline.accept(
                    List.of(
                        whenAssembled(
                            records.get(0),
                            () ->
                                fixture.sender.respond(
                                    fixture.sender.held().get(0),
                                    ScriptedSender.fail(Outcomes.malformed()))),
                        whenAssembled(records.get(1), () -> assembled.add("b")))))
        .isInstanceOf(ConnectException.class);
    assertThat(assembled).isEmpty();
  }

  @Test
  void failureDuringTheWaitSendsNothingMore() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 2).open();
    fixture.sender.otherwise(ScriptedSender.failEntries("bad"::equals, Outcomes.malformed()));
    assertThatThrownBy(() -> fixture.put("bad", "good", "c", "d"))
        .isInstanceOf(ConnectException.class);
    assertThat(fixture.sender.sentBodies()).containsExactly(List.of("bad", "good"));
  }

  @Test
  void memoryThatAResponseFreesFillsTheNextRequestFirst() {
    TestPipeline fixture =
        TestPipeline.with("sqs.max.in.flight.requests", 1)
            .with("sqs.batch.max.messages", 2)
            .with("sqs.buffer.max.bytes", 1_048_576)
            .open();
    String large = "x".repeat(400_000);
    fixture.put(large, large, large, large);
    fixture.run(100);
    assertThat(fixture.sender.sent())
        .extracting(batch -> batch.deliveries().size())
        .containsExactly(2, 2);
  }

  @Test
  void fullRequestIsSentWhileLaterRecordsAreAssembled() {
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 2).open();
    List<SinkRecord> records = fixture.records("a", "b", "c");
    List<List<String>> before = new ArrayList<>();
    fixture.pipeline.accept(
        List.of(
            records.get(0),
            records.get(1),
            whenAssembled(records.get(2), () -> before.addAll(fixture.sender.sentBodies()))));
    assertThat(before).containsExactly(List.of("a", "b"));
  }

  @Test
  void responseDuringAssemblySendsNoRequestThatLaterRecordsMayFill() {
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("a");
    List<SinkRecord> records = new ArrayList<>(fixture.records("b", "c", "d"));
    records.set(
        0,
        whenAssembled(
            records.get(0),
            () -> fixture.sender.respond(fixture.sender.held().get(0), ScriptedSender::deliver)));
    fixture.pipeline.accept(records);
    assertThat(fixture.sender.sentBodies()).containsExactly(of("a"), List.of("b", "c", "d"));
  }

  @Test
  void splitRecordsAreCountedOnce() {
    TestPipeline fixture =
        TestPipeline.with("sqs.message.format", "event-batch")
            .with("event.send.as.batch", "false")
            .open();
    fixture.put(events(1), events(3), events(2));
    fixture.run(100);
    DeliveryCounts counts = fixture.pipeline.counts();
    assertThat(counts.get(DeliveryCount.RECORDS_SPLIT)).isEqualTo(2);
    assertThat(counts.get(DeliveryCount.RECORDS_DELIVERED)).isEqualTo(3);
    assertThat(counts.get(DeliveryCount.MESSAGES_DELIVERED)).isEqualTo(6);
  }

  private static String events(int count) {
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e\"}}";
    return "{\"events\":[" + String.join(",", Collections.nCopies(count, event)) + "]}";
  }

  @Test
  void attributesAndDeadLettersAreCounted() {
    TestPipeline fixture =
        TestPipeline.with("sqs.message.attributes", "a=${header.none},b=${topic}")
            .with("sqs.message.attributes.enabled", "true")
            .with("behavior.on.attribute.overflow", "drop")
            .open();
    SinkRecord record = fixture.records("a").get(0);
    for (int i = 0; i < 12; i++) {
      record.headers().addInt("h" + i, i);
    }
    fixture.pipeline.accept(List.of(record));
    assertThat(fixture.pipeline.attributesEmpty()).isEqualTo(1);
    assertThat(fixture.pipeline.attributesDropped()).isEqualTo(3);

    assertThat(fixture.pipeline.deadLetters()).isZero();
    fixture.put("\u0007", "\u0007");
    fixture.poll(1);
    assertThat(fixture.pipeline.deadLetters()).isEqualTo(2);
  }

  @Test
  void statusHasTheTimeOfTheOldestRecord() {
    TestPipeline fixture = TestPipeline.open();
    assertThat(fixture.pipeline.status().oldestSince()).isEqualTo(PipelineStatus.NONE);
    fixture.sender.otherwise(ScriptedSender::hold);
    long start = fixture.clock.now();
    fixture.put("a");
    fixture.poll(70);
    fixture.put("b");
    assertThat(fixture.pipeline.status().oldestSince()).isEqualTo(start);
  }

  @Test
  void commitDoesNotWaitForResponsesThatHaveArrived() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("a");
    fixture.clock.advance(10);
    long start = fixture.clock.now();
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(1);
    assertThat(fixture.clock.now()).isEqualTo(start);
  }

  @Test
  void partitionsAndTheirLastOffsetsAreKnownWhileTheyAreOpen() {
    TestPipeline fixture = TestPipeline.open();
    assertThat(fixture.pipeline.hasPartitions()).isTrue();
    assertThat(fixture.pipeline.lastOffset(TestPipeline.P0)).isEqualTo(-1);
    fixture.put("a", "b");
    assertThat(fixture.pipeline.lastOffset(TestPipeline.P0)).isEqualTo(1);
    fixture.pipeline.close(List.of(TestPipeline.P0, TestPipeline.P1));
    assertThat(fixture.pipeline.hasPartitions()).isFalse();
    assertThat(fixture.pipeline.lastOffset(TestPipeline.P0)).isEqualTo(-1);
  }

  /** Connect may be woken up during a commit, and then it closes no partition. */
  @Test
  void partitionThatIsOpenedTwiceDropsItsRecords() {
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 50).open();
    fixture.put("a");
    fixture.pipeline.open(List.of(TestPipeline.P0));
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.openPartitions()).containsExactly(TestPipeline.P1, TestPipeline.P0);
    fixture.poll(50);
    assertThat(fixture.sender.sent()).isEmpty();
  }

  @Test
  void reportingInOnePutIsLimitedTwice() {
    TestPipeline fixture = TestPipeline.open();
    fixture.reporter.respond(
        () -> {
          fixture.clock.advance(125);
          return FakeReporter.written();
        });
    fixture.put("\u0007", "\u0007", "\u0007", "\u0007", "\u0007", "\u0007", "\u0007");
    assertThat(fixture.reporter.records()).hasSize(2);
    fixture.poll(0);
    assertThat(fixture.reporter.records()).hasSize(6);
    fixture.poll(0);
    assertThat(fixture.reporter.records()).hasSize(7);
  }

  @Test
  void queueIsForgottenTenMinutesAfterItsLastUse() {
    TestPipeline fixture = TestPipeline.open();
    fixture.put("a");
    fixture.poll(599_999);
    assertThat(fixture.pipeline.queues()).hasSize(1);
    fixture.poll(1);
    assertThat(fixture.pipeline.queues()).isEmpty();
  }

  @Test
  void crowdedGroupsAreCountedAndWarnedOf() {
    TestPipeline fixture = TestPipeline.fifo().open();
    String log =
        CapturedLog.atInfo(
            CrowdedGroupWarning.class,
            () -> {
              for (int i = 0; i < 103; i++) {
                fixture.pipeline.accept(List.of(keyed(TestPipeline.P0, i, "one user", "m" + i)));
              }
            });
    assertThat(fixture.progress()).contains("crowded_groups=1");
    assertThat(log).containsOnlyOnce("event=crowded_groups");
    assertThat(TestPipeline.open().progress()).contains("crowded_groups=0");
  }

  /** The same record; the action runs when messages are built of it. */
  static SinkRecord whenAssembled(SinkRecord record, Runnable action) {
    return new SinkRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.kafkaOffset()) {
      @Override
      public Schema valueSchema() {
        action.run();
        return super.valueSchema();
      }
    };
  }

  private static List<SinkRecord> whenAssembled(List<SinkRecord> records, Runnable action) {
    return records.stream().map(record -> whenAssembled(record, action)).toList();
  }

  static SinkRecord keyed(TopicPartition partition, long offset, String key, String value) {
    return new SinkRecord(
        partition.topic(),
        partition.partition(),
        Schema.STRING_SCHEMA,
        key,
        Schema.STRING_SCHEMA,
        value,
        offset);
  }

  private static List<String> of(String body) {
    return List.of(body);
  }
}
