package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TaskFailureTest {
  private final TaskFailure failure = new TaskFailure();
  private final MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a");

  @Test
  void nothingIsThrownBeforeThereIsAReason() {
    assertThat(failure.exception()).isNull();
    assertThatCode(failure::throwIfPresent).doesNotThrowAnyException();
  }

  @Test
  void theFirstReasonStays() {
    ServiceError error = new ServiceError("Code", "detail", "request-id");
    failure.set(batch, error, StopReason.ACCESS_DENIED);
    failure.set(batch.deliveries().get(0), error, StopReason.ALL_REJECTED);

    assertThatThrownBy(failure::throwIfPresent)
        .isSameAs(failure.exception())
        .hasMessageStartingWith("SQS-004 queue " + TestPipeline.QUEUE.url())
        .hasMessageContaining("Code (detail), AWS request id request-id");
  }

  @Test
  void aMessageIsDescribedByItsRecordQueueAndAttempts() {
    batch.sent(1);
    batch.sent(2);
    failure.setTimedOut(batch.deliveries().get(0), new ServiceError("Code", "detail", ""));

    assertThatThrownBy(failure::throwIfPresent)
        .hasMessageStartingWith(
            "SQS-014 record events-0-0 for queue "
                + TestPipeline.QUEUE.url()
                + " after 2 attempts: Code (detail). ");
  }

  @Test
  void rejectionsAtTheStartDoNotReplaceAnotherReason() {
    failure.setRejectedFromStart("all records were rejected");
    assertThat(failure.exception()).hasMessageStartingWith("SQS-025 all records were rejected");

    failure.setRejectedFromStart("other");
    failure.set(batch, new ServiceError("Code", "", ""), StopReason.ACCESS_DENIED);
    assertThat(failure.exception()).hasMessageStartingWith("SQS-025 all records were rejected");
  }
}
