package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;

/** The limits of two queues after any history, computed from the whole history. */
class LearnedLimitHistoryProperties {
  private static final int CONFIGURED = 5_000;
  private static final List<TargetQueue> QUEUES =
      List.of(new TargetQueue("https://sqs/1/a"), new TargetQueue("https://sqs/1/b", true));

  private enum Kind {
    LEARNED,
    ACCEPTED,
    EXPIRED,
    FORGOTTEN
  }

  /**
   * What happened.
   *
   * @param queue all queues expire at the same time
   * @param bytes the limit that SQS named, or the size of a message that it accepted
   * @param sentAt when that message was sent
   */
  private record Step(Kind kind, int queue, int bytes, long sentAt, long at) {
    private static Generator<Step> after(long before) {
      return draw -> {
        Kind kind =
            Generator.of(Kind.LEARNED, Kind.LEARNED, Kind.ACCEPTED, Kind.EXPIRED, Kind.FORGOTTEN)
                .from(draw);
        long at = before + Generator.of(0, 1, 300_000, 599_999, 600_000).from(draw);
        return new Step(
            kind,
            draw.below(2),
            Generator.of(2_000, 2_001, 4_999, 5_000, 6_000).from(draw),
            at - Generator.of(0, 1, 300_000).from(draw),
            at);
      };
    }

    void apply(LearnedLimits limits) {
      switch (kind) {
        case LEARNED -> limits.of(QUEUES.get(queue)).learn(bytes, at);
        case ACCEPTED -> limits.of(QUEUES.get(queue)).accepted(bytes, sentAt);
        case EXPIRED -> limits.expire(at);
        case FORGOTTEN -> limits.forget(QUEUES.get(queue));
      }
    }

    /** Whether the limit of a queue, which was learned before, ends with this step. */
    boolean ends(Step learned) {
      return switch (kind) {
        case LEARNED -> false;
        case ACCEPTED -> queue == learned.queue && bytes > learned.bytes && sentAt >= learned.at;
        case EXPIRED -> at - learned.at >= 600_000;
        case FORGOTTEN -> queue == learned.queue;
      };
    }
  }

  @Property(tries = 3000)
  void limitIsTheLastOneThatSqsNamedUntilItEnds(Draw draw) {
    LearnedLimits limits = new LearnedLimits(CONFIGURED);
    List<Step> newestFirst = new ArrayList<>();
    long now = 1_000_000;
    for (int i = draw.below(8); i > 0; i--) {
      Step step = draw.next("step " + newestFirst.size(), Step.after(now));
      now = step.at();
      step.apply(limits);
      newestFirst.add(0, step);

      int first = expected(newestFirst, 0);
      int second = expected(newestFirst, 1);
      assertThat(limits.bytes(QUEUES.get(0))).isEqualTo(first);
      assertThat(limits.bytes(QUEUES.get(1))).isEqualTo(second);
      assertThat(limits.isAnyLearned()).isEqualTo(Math.min(first, second) < CONFIGURED);
    }
  }

  private static int expected(List<Step> newestFirst, int queue) {
    List<Step> since = new ArrayList<>();
    for (Step step : newestFirst) {
      if (step.kind() == Kind.LEARNED && step.queue() == queue) {
        boolean hasEnded = since.stream().anyMatch(later -> later.ends(step));
        return hasEnded ? CONFIGURED : Math.min(CONFIGURED, step.bytes());
      }
      since.add(step);
    }
    return CONFIGURED;
  }
}
