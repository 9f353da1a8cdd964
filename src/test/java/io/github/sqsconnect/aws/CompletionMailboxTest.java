package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.MessageBatches;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CompletionMailboxTest {
  private final CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
  private final TargetQueue queue = new TargetQueue("https://sqs/123456789012/events");
  private final Completion answer = ScriptedSender.deliver(MessageBatches.batch(queue, "a"));

  @Test
  void completionsAreReturnedInOrder() {
    Completion second = ScriptedSender.deliver(MessageBatches.batch(queue, "b"));
    mailbox.add(answer);
    mailbox.add(second);
    assertThat(mailbox.take(Duration.ZERO)).isSameAs(answer);
    assertThat(mailbox.take(Duration.ofSeconds(1))).isSameAs(second);
    assertThat(mailbox.take(Duration.ZERO)).isNull();
  }

  @Test
  void takeWaitsNoLongerThanItsLimit() {
    long start = System.nanoTime();
    assertThat(mailbox.take(Duration.ofMillis(50))).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
  }

  @Test
  void takeReturnsWhenAnotherThreadAddsACompletion() {
    CompletableFuture<Void> sdk = CompletableFuture.runAsync(() -> mailbox.add(answer));
    assertThat(mailbox.take(Duration.ofSeconds(10))).isSameAs(answer);
    sdk.join();
  }

  @Test
  void interruptionEndsTheWaitAndIsPreserved() {
    Thread.currentThread().interrupt();
    assertThat(mailbox.take(Duration.ofSeconds(10))).isNull();
    assertThat(Thread.interrupted()).isTrue();
    mailbox.add(answer);
    Thread.currentThread().interrupt();
    assertThat(mailbox.take(Duration.ofSeconds(10))).isSameAs(answer);
    assertThat(Thread.interrupted()).isTrue();
  }
}
