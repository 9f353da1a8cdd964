package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;

/** Compares when requests may be sent with a plain model of window, backoff and probe. */
class QueueBacklogProperties {
  private static final long PROBE_MS = 2_000;
  private static final int WINDOW = 3;

  private enum Kind {
    SEND,
    ANSWER,
    SUCCEED,
    FAIL,
    WAIT
  }

  private record Step(Kind kind, int number) {}

  private static Generator<List<Step>> steps() {
    Generator<Step> step =
        draw -> new Step(Generator.of(Kind.values()).from(draw), integers(0, 2_200).from(draw));
    return step.list(60);
  }

  @Property(tries = 400)
  void isOpenWhenWindowBackoffAndProbeAllowIt(Draw draw) {
    List<Step> steps = draw.next("steps", steps());
    new ModelledBacklog().run(steps);
  }

  /** A backlog beside the model. */
  private static final class ModelledBacklog {
    private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    private final QueueBacklog backlog =
        new QueueBacklog(
            TestPipeline.QUEUE,
            BufferFixture.settings(
                "sqs.linger.ms",
                0,
                "sqs.batch.max.messages",
                1,
                "sqs.max.in.flight.requests",
                WINDOW),
            new BackoffPolicy(100, 20_000, () -> 0.999999),
            DeliveryCounts.ofTask(0));
    private final List<MessageBatch> originalsInFlight = new ArrayList<>();
    private long now = 10_000;
    private int failures;
    private long closedUntil;
    private MessageBatch probe;

    void run(List<Step> steps) {
      for (Step step : steps) {
        switch (step.kind()) {
          case SEND -> send();
          case ANSWER -> answer(step.number());
          case SUCCEED -> {
            backlog.requestSucceeded();
            failures = 0;
            closedUntil = 0;
          }
          case FAIL -> {
            backlog.requestFailed(now);
            failures++;
            closedUntil = now + Math.min(PROBE_MS, 100L << Math.min(20, failures - 1));
          }
          case WAIT -> now += step.number();
        }
        check();
      }
    }

    private void check() {
      boolean probed = failures > 0 && probe != null && now - probe.sentAt() < PROBE_MS;
      assertThat(backlog.isOpen(now))
          .isEqualTo(now >= closedUntil && originalsInFlight.size() < WINDOW && !probed);
      assertThat(backlog.isSendable(now)).isFalse();
      assertThat(backlog.nextSendableAt(now)).isEqualTo(QueueBacklog.NEVER);
      Delivery waiting = fixture.delivery("x", null, now);
      backlog.buffer().append(waiting);
      assertThat(backlog.isSendable(now)).isEqualTo(now >= closedUntil);
      assertThat(backlog.nextSendableAt(now)).isEqualTo(Math.max(now, closedUntil));
      assertThat(backlog.remove(waiting::equals)).containsExactly(waiting);
    }

    private void send() {
      if (backlog.isOpen(now)) {
        backlog.buffer().append(fixture.delivery("m", null, now));
        MessageBatch batch = backlog.next(now, now);
        batch.sent(now);
        backlog.sent(batch);
        originalsInFlight.add(batch);
        probe = failures > 0 ? batch : probe;
      }
    }

    private void answer(int number) {
      if (!originalsInFlight.isEmpty()) {
        MessageBatch batch = originalsInFlight.remove(number % originalsInFlight.size());
        backlog.completed(batch);
        probe = probe == batch ? null : probe;
      }
    }
  }
}
