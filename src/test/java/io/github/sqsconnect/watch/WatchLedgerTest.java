package io.github.sqsconnect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.sqsconnect.servers.NumberedRecords.Place;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchLedgerTest {
  private static final int PER_SECOND = 5_000;

  private final WatchLedger ledger = new WatchLedger(2);

  @Test
  void deliveredAndCommittedRecordsAreNeitherLostNorEarly() {
    produce(0, 10);
    store(0, 0, 10);
    commit(0, 10);

    assertThat(counts().lost()).isZero();
    assertThat(counts().early()).isZero();
    assertThat(counts().lag()).isZero();
    assertThat(counts().allDuplicates()).isZero();
  }

  @Test
  void recordThatWasCommittedAndNeverStoredIsLost() {
    produce(0, 10);
    store(0, 0, 4);
    store(0, 5, 10);
    commit(0, 10);
    commit(0, 10);

    assertThat(counts().lost()).isEqualTo(1);
    assertThat(counts().early()).isEqualTo(1);
  }

  @Test
  void recordThatArrivesAfterItsCommitWasCommittedEarlyAndIsNotLost() {
    produce(0, 10);
    store(0, 0, 8);
    commit(0, 10);
    assertThat(counts().lost()).isEqualTo(2);

    store(0, 8, 10);
    commit(0, 10);
    assertThat(counts().lost()).isZero();
    assertThat(counts().early()).isEqualTo(2);
    assertThat(counts().allDuplicates()).isZero();
  }

  @Test
  void deadLetterIsNotLost() {
    produce(0, 3);
    store(0, 0, 1);
    store(0, 2, 3);
    ledger.dead(new Place(0, 1));
    commit(0, 3);

    assertThat(counts().lost()).isZero();
    assertThat(counts().deadLetters()).isEqualTo(1);
    assertThat(counts().stored()).isEqualTo(2);
  }

  @Test
  void recordsOfOtherPartitionsDoNotHideALoss() {
    produce(0, 5);
    produce(1, 5);
    store(1, 0, 5);
    commit(0, 5);
    commit(1, 5);

    assertThat(counts().lost()).isEqualTo(5);
  }

  @Test
  void eachDuplicateIsExplainedByOneFault() {
    produce(0, 10);
    store(0, 0, 6);
    ledger.answerDropped(new Place(0, 1));
    store(0, 1, 2);
    store(0, 1, 2);

    commit(0, 2);
    ledger.begins(DuplicateCause.KILLED_WORKER);
    store(0, 6, 7);
    ledger.ends(DuplicateCause.KILLED_WORKER);
    commit(0, 2);
    commit(0, 2);
    store(0, 2, 10);
    store(0, 9, 10);

    assertThat(counts().duplicates())
        .containsOnly(
            entry(DuplicateCause.DROPPED_ANSWER, 1L),
            entry(DuplicateCause.KILLED_WORKER, 5L),
            entry(DuplicateCause.UNEXPLAINED, 2L));
    assertThat(counts().lost()).isZero();
  }

  /** A fault may begin and end between two readings, if its button is pressed twice. */
  @Test
  void faultExplainsWhatArrivedWhileItWasActiveAndIsReadLater() {
    produce(0, 2);
    ledger.begins(DuplicateCause.OUTAGE);
    ledger.ends(DuplicateCause.OUTAGE);
    commit(0, 0);
    store(0, 0, 1);
    commit(0, 0);
    store(0, 0, 2);
    store(0, 1, 2);

    assertThat(counts().duplicates())
        .containsOnly(entry(DuplicateCause.OUTAGE, 1L), entry(DuplicateCause.UNEXPLAINED, 1L));
  }

  @Test
  void faultExplainsNoDuplicateOfARecordThatWasCommittedBefore() {
    produce(0, 2 * (1 << 16));
    store(0, 0, 2 * (1 << 16));
    commit(0, 2 * (1 << 16));
    ledger.begins(DuplicateCause.OUTAGE);
    store(0, 7, 8);

    assertThat(counts().duplicates()).containsOnly(entry(DuplicateCause.UNEXPLAINED, 1L));
  }

  @Test
  void ageIsThatOfTheOldestRecordThatIsNotDone() {
    produce(0, 5);
    ledger.committed(Map.of(), 1_000);
    produce(0, 10);
    ledger.committed(Map.of(), 2_000);
    assertThat(ledger.counts(3_000).oldestAgeMillis()).isEqualTo(2_000);

    store(0, 0, 7);
    assertThat(ledger.counts(3_000).oldestAgeMillis()).isEqualTo(1_000);
    store(0, 7, 10);
    assertThat(ledger.counts(3_000).oldestAgeMillis()).isZero();
  }

  @Test
  void memoryDoesNotGrowWithTheHours() {
    for (int second = 1; second <= 3_600; second++) {
      int from = (second - 1) * PER_SECOND;
      for (int offset = from; offset < from + PER_SECOND; offset++) {
        ledger.produced(0, offset);
        ledger.stored(new Place(0, offset));
      }
      if (second % 600 == 0) {
        ledger.begins(DuplicateCause.KILLED_WORKER);
        ledger.ends(DuplicateCause.KILLED_WORKER);
      }
      commit(0, from + PER_SECOND);
    }

    assertThat(counts().stored()).isEqualTo(3_600L * PER_SECOND);
    assertThat(counts().lost()).isZero();
    assertThat(ledger.bytes()).isPositive().isLessThan(128 * 1024);
  }

  private void produce(int partition, int count) {
    for (int offset = 0; offset < count; offset++) {
      ledger.produced(partition, offset);
    }
  }

  private void store(int partition, int from, int to) {
    for (int offset = from; offset < to; offset++) {
      ledger.stored(new Place(partition, offset));
    }
  }

  private void commit(int partition, long offset) {
    ledger.committed(Map.of(partition, offset), 0);
  }

  private WatchLedger.Counts counts() {
    return ledger.counts(0);
  }
}
