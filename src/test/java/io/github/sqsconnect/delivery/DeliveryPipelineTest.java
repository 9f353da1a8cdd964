package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The corridor on its quiet path: batching, waiting, committing, rebalances. */
class DeliveryPipelineTest {

  @Test
  void recordBecomesAMessageAndThenAnOffset() {
    Corridor corridor = Corridor.open();
    corridor.put("a");
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a"));
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void unansweredRequestHoldsTheOffset() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::deliver).next(ScriptedSender::hold);
    corridor.put("a");
    corridor.put("b");
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void requestsFillByCount() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 4).open();
    corridor.put("a", "b", "c", "d", "e", "f", "g", "h", "i");
    assertThat(corridor.sender.sentBodies())
        .containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f", "g", "h"));
    corridor.poll(50);
    assertThat(corridor.sender.sentBodies()).hasSize(3).last().isEqualTo(List.of("i"));
  }

  @Test
  void requestsFillByBytes() {
    Corridor corridor =
        Corridor.with("sqs.linger.ms", 50)
            .with("sqs.batch.max.bytes", 2048)
            .with("sqs.message.max.bytes", 1024)
            .open();
    corridor.put("a".repeat(900), "b".repeat(900), "c".repeat(900), "d".repeat(900));
    assertThat(corridor.sender.sent()).extracting(MessageBatch::bytes).containsExactly(1800);
    corridor.poll(50);
    assertThat(corridor.sender.sent()).extracting(MessageBatch::bytes).containsExactly(1800, 1800);
  }

  @Test
  void bytesAreCountedInUtf8() {
    Corridor corridor = Corridor.open();
    corridor.put("€€");
    assertThat(corridor.sender.sent().get(0).bytes()).isEqualTo(6);
  }

  @Test
  void partFullRequestLingersAndTheTaskIsToldWhenToComeBack() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 50).open();
    corridor.put("a");
    assertThat(corridor.sender.sent()).isEmpty();
    assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(50);
    corridor.poll(30);
    assertThat(corridor.sender.sent()).isEmpty();
    assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(20);
    corridor.poll(20);
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a"));
    assertThat(corridor.pipeline.maxIdleMs()).isBetween(1L, 1_000L);
    corridor.poll(20);
    assertThat(corridor.pipeline.maxIdleMs()).as("nothing waits, nothing is under way").isNull();
  }

  @Test
  void whatIsDueWaitsForTheRecordsAtHandToFillItsRequest() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 50).with("sqs.batch.max.messages", 4).open();
    corridor.put("a");
    corridor.clock.pass(50);
    corridor.put("b", "c", "d", "e");
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a", "b", "c", "d"));
  }

  /** Or an ill queue would see new messages only, and nobody would count how long it is ill. */
  @Test
  void whatComesBackLeadsTheRequestsThatTheRecordsAtHandFill() {
    Corridor corridor = Corridor.with("sqs.batch.max.messages", 2).open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.denied()));
    long start = corridor.clock.now();
    assertThatThrownBy(
            () -> {
              for (int put = 0; put < 600; put++) {
                corridor.put("a", "b", "c");
                corridor.clock.pass(100);
              }
            })
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-004");
    assertThat(corridor.clock.now() - start).isBetween(30_000L, 33_000L);
  }

  @Test
  void recordsThatComeTogetherShareARequestWithoutLinger() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 0).open();
    corridor.put("a", "b", "c");
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void windowOpensAsAnswersComeWithinOnePut() {
    Corridor corridor = Corridor.with("sqs.max.in.flight.requests", 2).open();
    corridor.sender.latencyMs(10);
    String[] values = IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new);
    long start = corridor.clock.now();
    corridor.put(values);
    assertThat(corridor.clock.now() - start).isLessThanOrEqualTo(1_000);
    corridor.run(1_000);
    assertThat(corridor.sender.sentBodies().stream().flatMap(List::stream)).containsExactly(values);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(100);
  }

  /** A put may bring thousands of records; what is answered meanwhile makes room for the next. */
  @Test
  void answersThatComeWhileRecordsAreTakenOpenTheWindow() {
    Corridor corridor =
        Corridor.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    corridor.sender.latencyMs(0);
    List<Integer> sentBefore = new ArrayList<>();
    corridor.pipeline.accept(
        corridor.records("a", "b", "c", "d").stream()
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
                        sentBefore.add(corridor.sender.sent().size());
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
    Corridor corridor =
        Corridor.with("sqs.max.in.flight.requests", 3).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a", "b", "c", "d", "e");
    assertThat(corridor.sender.sentBodies()).containsExactly(of("a"), of("b"), of("c"));
    corridor.sender.answer(corridor.sender.held().get(1), ScriptedSender::deliver);
    corridor.poll(1);
    assertThat(corridor.sender.sentBodies()).hasSize(4).last().isEqualTo(of("d"));
  }

  @Test
  void putNeverTakesLongerThanASecond() {
    Corridor corridor =
        Corridor.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    long start = corridor.clock.now();
    corridor.put("a", "b", "c");
    assertThat(corridor.clock.now() - start).isEqualTo(1_000);
    corridor.poll(0);
    assertThat(corridor.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void putDoesNotWaitForAnswersThatNothingWaitsFor() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    long start = corridor.clock.now();
    corridor.put("a");
    assertThat(corridor.clock.now()).isEqualTo(start);
  }

  @Test
  void putDoesNotWaitWhileNothingMayBeSentAnyway() {
    Corridor corridor = Corridor.with("sqs.max.in.flight.requests", 2).open();
    corridor.sender.next(ScriptedSender::hold).otherwise(ScriptedSender.fail(Answers.ill()));
    corridor.put("a");
    corridor.put("b");
    corridor.clock.pass(10);
    long start = corridor.clock.now();
    corridor.put("c");
    assertThat(corridor.clock.now() - start).as("the queue backs off").isZero();
  }

  @Test
  void commitWaitsForWhatIsUnderWayAtMostTwoSeconds() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::hold);
    corridor.put("a");
    long start = corridor.clock.now();
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void commitEndsWithTheLastAnswerItWaitsFor() {
    Corridor corridor = Corridor.open();
    corridor.sender.latencyMs(300);
    corridor.put("a");
    long start = corridor.clock.now();
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.clock.now() - start).isEqualTo(300);
  }

  @Test
  void commitWaitsOnlyForRequestsThatCarryThePartitionsAskedFor() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::hold);
    corridor.put(Corridor.P1, "other");
    long start = corridor.clock.now();
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.clock.now()).isEqualTo(start);
    assertThat(corridor.committable(Corridor.P1)).isZero();
    assertThat(corridor.clock.now() - start).isEqualTo(2_000);
  }

  @Test
  void commitSendsNothing() {
    Corridor corridor =
        Corridor.with("sqs.max.in.flight.requests", 1).with("sqs.batch.max.messages", 1).open();
    corridor.sender.latencyMs(1_500);
    corridor.put("a", "b");
    assertThat(corridor.sender.sent()).hasSize(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.sender.sent()).hasSize(1);
    corridor.poll(0);
    assertThat(corridor.sender.sent()).hasSize(2);
  }

  @Test
  void commitDoesNotWaitForMessagesThatWait() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 5_000).open();
    corridor.put("a");
    long start = corridor.clock.now();
    assertThat(corridor.committable(Corridor.P0)).isZero();
    assertThat(corridor.clock.now()).isEqualTo(start);
  }

  @Test
  void partitionsThatAreNotOpenAreNotCommittable() {
    Corridor corridor = Corridor.open();
    corridor.put("a");
    corridor.pipeline.close(List.of(Corridor.P0));
    assertThat(corridor.committable(Corridor.P0)).isNull();
    assertThat(corridor.pipeline.openPartitions()).containsExactly(Corridor.P1);
  }

  @Test
  void closeDropsWhatWaitsAndFreesItsBytes() {
    Corridor corridor = Corridor.with("sqs.linger.ms", 50).open();
    corridor.put("a", "b");
    corridor.put(Corridor.P1, "c");
    long one = 1 + TrackedRecord.OVERHEAD_BYTES + 1 + OutboundMessage.OVERHEAD_BYTES;
    assertThat(corridor.pipeline.bufferedBytes()).isEqualTo(3 * one);
    corridor.pipeline.close(List.of(Corridor.P0));
    assertThat(corridor.pipeline.bufferedBytes()).isEqualTo(one);
    corridor.poll(50);
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("c"));
  }

  @Test
  void closeForgetsWhatIsUnderWay() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a");
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender.fail(Answers.ill()));
    corridor.run(5_000);
    assertThat(corridor.sender.sent()).as("not retried").hasSize(1);
    assertThat(corridor.pipeline.bufferedBytes()).isZero();
    assertThat(corridor.pipeline.maxIdleMs()).isNull();
  }

  @Test
  void refusalOfARecordOfAClosedPartitionIsNotReported() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a");
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.sender.answer(
        corridor.sender.held().get(0),
        ScriptedSender.failEntries(body -> true, Answers.refused("InvalidMessageContents")));
    corridor.run(100);
    assertThat(corridor.reporter.records()).isEmpty();
  }

  @Test
  void acknowledgementThatComesAfterAPartitionCameBackIsIgnored() {
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.put("a");
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.pipeline.open(List.of(Corridor.P0));
    corridor.pipeline.accept(List.of(Batches.record(0, "a")));
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.poll(1);
    assertThat(corridor.committable(Corridor.P0)).isZero();
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.poll(1);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
  }

  @Test
  void closedPartitionKeepsAGroupMuteUntilItsMessageUnderWayIsAnswered() {
    Corridor corridor = Corridor.fifo().open();
    corridor.sender.otherwise(ScriptedSender::hold);
    corridor.pipeline.accept(List.of(keyed(Corridor.P0, 0, "k", "a")));
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.pipeline.accept(List.of(keyed(Corridor.P1, 0, "k", "b")));
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a"));
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.poll(1);
    assertThat(corridor.sender.sentBodies()).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void recordOfAPartitionThatIsNotOpenStopsTheTask() {
    Corridor corridor = Corridor.open();
    corridor.pipeline.close(List.of(Corridor.P0));
    assertThatThrownBy(() -> corridor.put("a")).hasMessageContaining("events-0");
  }

  @Test
  void closingWhatIsNotOpenDoesNothing() {
    Corridor corridor = Corridor.open();
    corridor.pipeline.close(List.of(Corridor.P0));
    corridor.pipeline.close(List.of(Corridor.P0, Corridor.P1));
    assertThat(corridor.pipeline.openPartitions()).isEmpty();
  }

  @Test
  void filteredRecordIsAcknowledged() {
    Corridor corridor = Corridor.with("behavior.on.null.values", "ignore").open();
    corridor.pipeline.accept(List.of(Batches.record(0, null)));
    assertThat(corridor.sender.sent()).isEmpty();
    assertThat(
            corridor
                .pipeline
                .committable(Map.of(Corridor.P0, new OffsetAndMetadata(1)))
                .get(Corridor.P0)
                .offset())
        .isEqualTo(1);
    assertThat(corridor.pipeline.progress()).contains("records_filtered=1");
  }

  @Test
  void requestsUnderWayAreBoundedByBytesToo() {
    Corridor corridor =
        Corridor.with("sqs.buffer.max.bytes", 1_048_576).with("sqs.batch.max.messages", 1).open();
    corridor.sender.otherwise(ScriptedSender::hold);
    String large = "x".repeat(600_000);
    corridor.put(large, large, large);
    assertThat(corridor.sender.sent()).as("the bound is passed with the second").hasSize(2);
    assertThat(corridor.pipeline.bufferedBytes())
        .as("three records, of which two are messages")
        .isEqualTo(
            5 * 600_000 + 3 * TrackedRecord.OVERHEAD_BYTES + 2 * OutboundMessage.OVERHEAD_BYTES);
    for (int answered = 1; answered <= 3; answered++) {
      corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
      corridor.put(large);
      assertThat(corridor.sender.held()).as("what is answered makes room").hasSize(2);
    }
  }

  @Test
  void partitionIsHeldUpByManyRecordsBehindItsFirst() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::hold).latencyMs(0);
    String[] many = new String[1_000];
    Arrays.fill(many, "x");
    corridor.put("first");
    for (int i = 0; i < 50; i++) {
      corridor.put(many);
    }
    corridor.poll(0);
    assertThat(corridor.pipeline.stalledPartitions()).as("50,000 behind the first").isEmpty();
    corridor.put("one more");
    assertThat(corridor.pipeline.stalledPartitions()).containsExactly(Corridor.P0);
    corridor.sender.answer(corridor.sender.held().get(0), ScriptedSender::deliver);
    corridor.poll(1);
    assertThat(corridor.pipeline.stalledPartitions()).isEmpty();
  }

  @Test
  void partitionIsHeldUpByAnOldRecordIfLaterOnesGetDone() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::hold);
    corridor.put("old");
    corridor.put("later");
    corridor.poll(60_000);
    assertThat(corridor.pipeline.stalledPartitions()).isEmpty();
    corridor.poll(1);
    assertThat(corridor.pipeline.stalledPartitions()).containsExactly(Corridor.P0);
  }

  @Test
  void outageHoldsUpNoPartitionThoughEarlierRecordsGotDone() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender::deliver).otherwise(ScriptedSender::hold);
    corridor.put("a");
    corridor.put("b");
    corridor.poll(100_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(1);
    assertThat(corridor.pipeline.stalledPartitions()).isEmpty();
  }

  @Test
  void progressCountsWhatHappened() {
    Corridor corridor = Corridor.open();
    corridor.sender.next(ScriptedSender.failEntries("b"::equals, Answers.ill()));
    corridor.put("b", "a");
    corridor.run(1_000);
    assertThat(corridor.pipeline.progress())
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
    Corridor corridor = Corridor.open();
    corridor.sender.otherwise(ScriptedSender.fail(Answers.hopeless()));
    corridor.put("a");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> corridor.poll(20)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void rateIsKeptAndTheTaskIsToldWhenToComeBack() {
    Corridor corridor =
        Corridor.with("sqs.rate.limit.messages.per.second", 20)
            .with("sqs.batch.max.messages", 2)
            .with("sqs.linger.ms", 50)
            .open();
    corridor.put("a", "b", "c", "d", "e", "f");
    assertThat(corridor.sender.sent()).as("what may be made up for, and one more").hasSize(2);
    assertThat(corridor.clock.now()).as("put does not wait for the rate").isEqualTo(1_000_000);
    corridor.poll(20);
    assertThat(corridor.pipeline.maxIdleMs()).isEqualTo(80);
    corridor.poll(79);
    assertThat(corridor.sender.sent()).hasSize(2);
    corridor.poll(1);
    assertThat(corridor.sender.sent()).hasSize(3);
    corridor.run(1_000);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(6);
  }

  @Test
  void crowdedGroupsAreCounted() {
    Corridor corridor = Corridor.fifo().open();
    for (int i = 0; i < 103; i++) {
      corridor.pipeline.accept(List.of(keyed(Corridor.P0, i, "one user", "m" + i)));
    }
    assertThat(corridor.pipeline.progress()).contains("crowded_groups=1");
    assertThat(Corridor.open().pipeline.progress()).contains("crowded_groups=0");
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
