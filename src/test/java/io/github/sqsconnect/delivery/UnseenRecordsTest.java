package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnseenRecordsTest {
  private static final TopicPartition P0 = new TopicPartition("plain", 0);
  private static final TopicPartition P1 = new TopicPartition("other", 1);

  private final ManualClock clock = new ManualClock();
  private UnseenRecords unseen = new UnseenRecords("Set a=b.", false, clock);

  private String observe(TopicPartition partition, long proposed, long lastPut) {
    return CapturedLog.atInfo(
        UnseenRecords.class,
        () -> unseen.observe(Map.of(partition, new OffsetAndMetadata(proposed)), any -> lastPut));
  }

  @Test
  void positionThatMovesWithoutARecordIsWarnedOf() {
    assertThat(observe(P0, 100, -1)).isEmpty();
    assertThat(observe(P0, 120, -1))
        .contains(
            "WARN", "event=records_not_received count=20 total=20 topics=[plain]; ", "Set a=b.");
    assertThat(unseen.count()).isEqualTo(20);
  }

  @Test
  void onePartitionOfTwoIsEnough() {
    unseen.observe(Map.of(P0, at(5), P1, at(5)), any -> -1);
    assertThat(
            CapturedLog.of(
                () ->
                    unseen.observe(
                        Map.of(P0, at(9), P1, at(6)), partition -> partition.equals(P0) ? 8 : -1)))
        .contains("count=1 total=1 topics=[other]");
  }

  @Test
  void warningComesOnceAMinuteWithTheCountSinceTheLastOne() {
    observe(P0, 0, -1);
    assertThat(observe(P0, 10, -1)).contains("count=10 total=10");
    clock.advance(59_999);
    assertThat(observe(P0, 15, -1)).isEmpty();
    clock.advance(1);
    assertThat(observe(P0, 16, -1)).contains("count=6 total=16");
  }

  @Test
  void eachWarningNamesOnlyTheTopicsSinceTheLastOne() {
    unseen.observe(Map.of(P0, at(5), P1, at(5)), any -> -1);
    String first = CapturedLog.of(() -> unseen.observe(Map.of(P0, at(5), P1, at(6)), any -> -1));
    assertThat(first).contains("topics=[other];");
    clock.advance(60_000);
    String second = CapturedLog.of(() -> unseen.observe(Map.of(P0, at(7), P1, at(6)), any -> -1));
    assertThat(second).contains("count=2 total=3 topics=[plain];");
  }

  @Test
  void offsetsOfBeforeAFailedPutProveNothing() {
    unseen.putBegins();
    unseen.putEnds();
    unseen.putBegins();
    assertThat(observe(P0, 5, 2)).isEmpty();
    assertThat(unseen.count()).isZero();

    unseen.putEnds();
    observe(P0, 5, 2);
    assertThat(unseen.count()).isEqualTo(2);
  }

  @Test
  void positionAtTheStartIsNotWarnedOf() {
    assertThat(observe(P0, 1_000, -1)).isEmpty();
    assertThat(unseen.count()).isZero();
    unseen.forget(List.of(P0));
    assertThat(observe(P0, 2_000, -1)).isEmpty();
    assertThat(unseen.count()).isZero();
  }

  @Test
  void positionThatStandsStillIsNotWarnedOf() {
    observe(P0, 1_000, -1);
    assertThat(observe(P0, 1_000, -1)).isEmpty();
    assertThat(observe(P0, 1_000, 900)).isEmpty();
  }

  /** Compaction leaves gaps before the records that are put, never behind the last one. */
  @Test
  void compactedTopicIsNotWarnedOf() {
    observe(P0, 0, -1);
    assertThat(observe(P0, 90_001, 90_000)).isEmpty();
    assertThat(observe(P0, 180_001, 180_000)).isEmpty();
    assertThat(unseen.count()).isZero();
  }

  /** Connect proposes the offset after the last record, not after the end of its transaction. */
  @Test
  void transactionsAreNotWarnedOf() {
    observe(P0, 0, -1);
    assertThat(observe(P0, 10, 9)).isEmpty();
    assertThat(observe(P0, 10, 9)).isEmpty();
    assertThat(observe(P0, 41, 40)).isEmpty();
    assertThat(unseen.count()).isZero();
  }

  @Test
  void lastRecordsOfAPartitionThatPassesRecordsOnAreOnlyCounted() {
    observe(P0, 100, -1);
    assertThat(observe(P0, 120, 105)).isEmpty();
    assertThat(unseen.count()).isEqualTo(14);
    assertThat(observe(P0, 121, 105)).contains("count=1 total=15");
  }

  @Test
  void recordsBehindTheFirstOnesOfAPartitionAreOnlyCounted() {
    assertThat(observe(P0, 12, 9)).isEmpty();
    assertThat(unseen.count()).isEqualTo(2);
  }

  @Test
  void topicThatWasRecreatedStartsAgain() {
    observe(P0, 100, 99);
    assertThat(observe(P0, 3, -1)).isEmpty();
    assertThat(observe(P0, 5, 2)).contains("count=2 total=2");
  }

  @Test
  void recordsThatAFilterDropsAreLoggedAtInfo() {
    unseen = new UnseenRecords("", true, clock);
    observe(P0, 0, -1);
    assertThat(observe(P0, 10, -1)).contains("INFO", "count=10").doesNotContain("WARN");
  }

  private static OffsetAndMetadata at(long offset) {
    return new OffsetAndMetadata(offset);
  }
}
