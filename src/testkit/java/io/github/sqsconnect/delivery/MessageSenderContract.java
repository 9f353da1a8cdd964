package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of every sender: the real one and the scripted one. */
public abstract class MessageSenderContract {
  private static final Duration LONG = Duration.ofSeconds(10);

  protected abstract MessageSender sender();

  protected abstract Completions completions();

  protected abstract TargetQueue queue();

  /** From now on only a message with this body is rejected, with code {@code Refused}. */
  protected abstract void refuseEntry(String body);

  /** The next request fails as a whole because the service fails. */
  protected abstract void failNextRequest();

  /** The delivered bodies. */
  protected abstract List<String> delivered();

  @Test
  public void everyRequestCompletesOnce() {
    failNextRequest();
    Set<MessageBatch> sent = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      MessageBatch batch = MessageBatches.batch(queue(), "a" + i, "b" + i);
      sent.add(batch);
      sender().send(batch);
    }
    List<MessageBatch> completed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Completion completion = completions().take(LONG);
      assertThat(completion).isNotNull();
      assertThat(completion.outcomes()).hasSize(2);
      completed.add(completion.batch());
    }
    assertThat(completed).containsExactlyInAnyOrderElementsOf(sent);
    assertThat(completions().take(Duration.ofMillis(50))).isNull();
  }

  @Test
  public void deliveredMessagesArrive() {
    Completion completion = completionOf(MessageBatches.batch(queue(), "x", "y", "z"));
    assertThat(completion.wholeRequest()).isFalse();
    assertThat(completion.outcomes()).allMatch(DeliveryOutcome.Delivered.class::isInstance);
    assertThat(delivered()).containsExactly("x", "y", "z");
  }

  @Test
  public void outcomesAreInTheOrderOfTheMessages() {
    refuseEntry("bad");
    Completion completion = completionOf(MessageBatches.batch(queue(), "x", "bad", "z"));
    assertThat(completion.wholeRequest()).isFalse();
    assertThat(completion.outcomes())
        .extracting(DeliveryOutcome::verdict)
        .containsExactly(
            DeliveryOutcome.Verdict.DELIVERED,
            DeliveryOutcome.Verdict.REJECTED,
            DeliveryOutcome.Verdict.DELIVERED);
    assertThat(((DeliveryOutcome.Rejected) completion.outcomes().get(1)).error().code())
        .isEqualTo("Refused");
    assertThat(delivered()).containsExactly("x", "z");
  }

  @Test
  public void failedRequestFailsEveryMessage() {
    failNextRequest();
    Completion completion = completionOf(MessageBatches.batch(queue(), "x", "y"));
    assertThat(completion.wholeRequest()).isTrue();
    assertThat(completion.outcomes())
        .hasSize(2)
        .allMatch(
            outcome ->
                outcome instanceof DeliveryOutcome.Retriable retriable
                    && retriable.cause() == DeliveryOutcome.Retriable.Cause.SERVICE);
    assertThat(delivered()).isEmpty();
  }

  @Test
  public void emptyMailboxReturnsAtOnce() {
    assertThat(completions().take(Duration.ZERO)).isNull();
  }

  protected final Completion completionOf(MessageBatch batch) {
    sender().send(batch);
    Completion completion = completions().take(LONG);
    assertThat(completion).isNotNull();
    assertThat(completion.batch()).isSameAs(batch);
    return completion;
  }
}
