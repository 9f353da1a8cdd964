package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * For any failures and ends of messages: a recovery is reported once, when every message that
 * failed is done, with the time and the number of retries since the first of them failed.
 */
class QueueHealthProperties {
  private static final int MESSAGES = 4;

  private enum Kind {
    RETRY,
    REPORT,
    DONE,
    ASK,
    ASK_WHILE_FAILING
  }

  private record Step(Kind kind, int message, int waitMs) {}

  private static Generator<List<Step>> steps() {
    Generator<Kind> kinds =
        Generator.weighted(
            Generator.times(4, Kind.RETRY),
            Generator.times(2, Kind.REPORT),
            Generator.times(4, Kind.DONE),
            Generator.times(3, Kind.ASK),
            Generator.times(1, Kind.ASK_WHILE_FAILING));
    Generator<Step> step =
        draw -> new Step(kinds.from(draw), draw.below(MESSAGES), draw.below(1_000));
    return step.list(40);
  }

  @Property(tries = 500)
  void recoveryIsReportedOnceWhenEveryMessageThatFailedIsDone(Draw draw) {
    QueueHealth health = new QueueHealth();
    List<Delivery> messages = messages();
    Set<Integer> unfinished = new TreeSet<>();
    Set<Integer> done = new TreeSet<>();
    boolean isReported = false;
    long now = 1_000;
    long since = 0;
    int retries = 0;
    for (Step step : draw.next("steps", steps())) {
      now += step.waitMs();
      switch (step.kind()) {
        case RETRY -> {
          if (!done.contains(step.message())) {
            since = unfinished.isEmpty() ? now : since;
            retries = unfinished.isEmpty() ? 1 : retries + 1;
            unfinished.add(step.message());
            health.retried(messages.get(step.message()), now);
          }
        }
        case REPORT -> {
          isReported = true;
          health.reported();
        }
        case DONE -> {
          if (done.add(step.message())) {
            unfinished.remove(step.message());
            health.done(messages.get(step.message()));
          }
        }
        case ASK -> {
          boolean hasRecovered = isReported && unfinished.isEmpty();
          assertThat(health.hasRecovered(false)).isEqualTo(hasRecovered);
          isReported &= !hasRecovered;
        }
        case ASK_WHILE_FAILING -> assertThat(health.hasRecovered(true)).isFalse();
      }
      assertThat(health.retries()).isEqualTo(retries);
      assertThat(health.failingMs(now)).isEqualTo(now - since);
    }
  }

  private static List<Delivery> messages() {
    BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    return IntStream.range(0, MESSAGES).mapToObj(i -> fixture.delivery("m" + i, null, 0)).toList();
  }
}
