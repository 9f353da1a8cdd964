package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartitionOffsetsTest {
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);

  private TrackedRecord register(long offset, long now) {
    return offsets.register(MessageBatches.record(offset, "value"), 5, now);
  }

  @Test
  void theFirstOutstandingRecordIsKnownWithoutTheGaps() {
    TrackedRecord first = register(10, 0);
    TrackedRecord second = register(11, 0);
    TrackedRecord third = register(14, 0);
    second.acknowledge();
    assertThat(offsets.first()).isSameAs(first);
    assertThat(offsets.bytes()).isEqualTo(10);
    assertThat(offsets.registeredAfterFirst()).isEqualTo(2);
    assertThat(offsets.isLaterRecordAcknowledged()).isTrue();

    first.acknowledge();
    assertThat(offsets.first()).isSameAs(third);
    assertThat(offsets.isLaterRecordAcknowledged()).isFalse();
  }

  @Test
  void itIsStalledByAnOldRecordOnlyIfALaterOneIsDone() {
    register(0, 0);
    TrackedRecord later = register(1, 0);
    assertThat(offsets.firstAgeMs(60_001)).isEqualTo(60_001);
    assertThat(offsets.isStalled(60_001)).isFalse();
    later.acknowledge();
    assertThat(offsets.isStalled(60_000)).isFalse();
    assertThat(offsets.isStalled(60_001)).isTrue();
  }

  @Test
  void itIsStalledByTooManyRecordsAfterTheFirst() {
    for (int i = 0; i <= 50_000; i++) {
      register(i, 0);
    }
    assertThat(offsets.isStalled(0)).isFalse();
    register(50_001, 0);
    assertThat(offsets.isStalled(0)).isTrue();
  }

  @Test
  void rewindOrphansOnlyRecordsThatConnectReadsAgain() {
    TrackedRecord kept = register(10, 0);
    TrackedRecord readAgain = register(12, 0);
    assertThat(offsets.rewindTo(11)).isEqualTo(1);
    assertThat(kept.isOrphan()).isFalse();
    assertThat(readAgain.isOrphan()).isTrue();
    assertThat(offsets.registeredAfterFirst()).isZero();
  }
}
