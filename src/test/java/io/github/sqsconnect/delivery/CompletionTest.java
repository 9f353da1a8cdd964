package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.fakes.Outcomes;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private final MessageBatch batch = MessageBatches.batch(TestPipeline.QUEUE, "a", "bc");

  @Test
  void hasAnOutcomeForEveryMessage() {
    assertThatThrownBy(() -> Completion.of(batch, List.of(new DeliveryOutcome.Delivered())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 messages were sent, 1 outcomes came");
  }

  @Test
  void failedRequestHasOneOutcomeForAll() {
    Completion completion = Completion.failed(batch, Outcomes.internalError());
    assertThat(completion.outcomes())
        .containsExactly(Outcomes.internalError(), Outcomes.internalError());
    assertThat(completion.wholeRequest()).isTrue();
    assertThat(Completion.of(batch, completion.outcomes()).wholeRequest()).isFalse();
  }

  @Test
  void requestHasTheBytesOfItsMessages() {
    assertThat(batch.bytes()).isEqualTo(3);
  }

  @Test
  void errorWithoutRequestIdDoesNotMentionOne() {
    assertThat(new ServiceError("timeout", "after 10 s", "")).hasToString("timeout (after 10 s)");
  }
}
