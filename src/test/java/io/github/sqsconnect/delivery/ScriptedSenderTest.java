package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedSenderTest extends MessageSenderContract {
  private final ManualClock clock = new ManualClock();
  private final ScriptedSender sender = new ScriptedSender(clock);
  private final TargetQueue queue = new TargetQueue("https://sqs/123456789012/events");
  private Completion last;

  @Override
  protected MessageSender sender() {
    return sender;
  }

  @Override
  protected Completions completions() {
    return atMost -> {
      Completion completion = sender.take(atMost);
      last = completion == null ? last : completion;
      return completion;
    };
  }

  @Override
  protected TargetQueue queue() {
    return queue;
  }

  @Override
  protected void refuseEntry(String body) {
    sender.otherwise(
        ScriptedSender.failEntries(
            body::equals,
            new DeliveryOutcome.Rejected(
                DeliveryOutcome.Rejected.Kind.KNOWN, new ServiceError("Refused", "", ""), 0)));
  }

  @Override
  protected void failNextRequest() {
    sender.next(ScriptedSender.fail(Outcomes.internalError()));
  }

  @Override
  protected List<String> delivered() {
    return IntStream.range(0, last.outcomes().size())
        .filter(i -> last.outcomes().get(i) instanceof DeliveryOutcome.Delivered)
        .mapToObj(i -> last.batch().deliveries().get(i).message().body())
        .toList();
  }

  @Test
  void waitForAResponseMovesTheClock() {
    sender.latencyMs(30).send(MessageBatches.batch(queue, "a"));
    long start = clock.now();
    assertThat(sender.take(Duration.ofMillis(20))).isNull();
    assertThat(clock.now()).isEqualTo(start + 20);
    assertThat(sender.take(Duration.ofMillis(20))).isNotNull();
    assertThat(clock.now()).isEqualTo(start + 30);
  }
}
