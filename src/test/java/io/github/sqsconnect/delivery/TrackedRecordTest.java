package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.RejectionKind;
import org.junit.jupiter.api.Test;

class TrackedRecordTest {
  private final PartitionOffsets offsets = new PartitionOffsets(MessageBatches.PARTITION);
  private final TrackedRecord tracked = offsets.register(MessageBatches.record(7, "value"), 5, 100);

  @Test
  void onlyTheLastMessageEndsIt() {
    tracked.addMessages(2);
    assertThat(tracked.messageDone()).isFalse();
    assertThat(tracked.messageDone()).isTrue();
  }

  @Test
  void theFirstReasonOfARejectionStays() {
    RejectionCause cause = RejectionCause.of(RejectionKind.NOT_JSON);
    tracked.reject("first", cause);
    tracked.reject("second", RejectionCause.of(RejectionKind.BAD_VALUE));
    assertThat(tracked.rejection()).isEqualTo("first");
    assertThat(tracked.cause()).isEqualTo(cause);
  }

  @Test
  void theRecordIsReleasedWhenItIsAcknowledged() {
    assertThat(tracked.sinkRecord().kafkaOffset()).isEqualTo(7);
    tracked.acknowledge();
    assertThat(tracked.isOutstanding()).isFalse();
    assertThatThrownBy(tracked::sinkRecord).hasMessageContaining("released");
  }

  @Test
  void itIsAnOrphanWhenItsPartitionIsClosedOrOffsetsGoBackBeforeIt() {
    assertThat(tracked.isOrphan()).isFalse();
    tracked.markOrphaned();
    assertThat(tracked.isOrphan()).isTrue();

    TrackedRecord other = offsets.register(MessageBatches.record(8, "value"), 5, 100);
    offsets.close();
    assertThat(other.isOrphan()).isTrue();
  }
}
