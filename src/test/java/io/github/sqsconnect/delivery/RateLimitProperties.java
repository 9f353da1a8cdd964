package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** How much leaves in any stretch of time: never more than is allowed, and not much less. */
class RateLimitProperties {
  private record Sent(long at, int messages) {}

  @Property(tries = 300)
  void noStretchOfTimeCarriesMoreThanIsAllowed(
      @ForAll @IntRange(min = 1, max = 5_000) int perSecond,
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long start,
      @ForAll @Size(60) List<@IntRange(min = 1, max = 10) Integer> sizes,
      @ForAll @Size(60) List<@IntRange(max = 300) Integer> pauses) {
    RateLimit limit = new RateLimit(perSecond);
    assertThat(limit.isOpen(start)).isTrue();
    List<Sent> sent = new ArrayList<>();
    long now = start;
    for (int i = 0; i < sizes.size(); i++) {
      if (limit.isOpen(now)) {
        limit.sent(sizes.get(i), now);
        sent.add(new Sent(now, sizes.get(i)));
        assertThat(limit.isOpen(limit.openAt())).isTrue();
        assertThat(limit.isOpen(limit.openAt() - 1)).isFalse();
      }
      now += pauses.get(i);
    }
    for (int first = 0; first < sent.size(); first++) {
      long messages = 0;
      for (int last = first + 1; last < sent.size(); last++) {
        messages += sent.get(last - 1).messages();
        long stretch = sent.get(last).at() - sent.get(first).at();
        assertThat(messages * 1_000)
            .as("what has left when the next request leaves")
            .isLessThanOrEqualTo((stretch + 100) * perSecond);
      }
    }
  }

  @Property(tries = 100)
  void whoAsksEveryMillisecondIsLetThroughAsOftenAsIsAllowed(
      @ForAll @IntRange(min = 1, max = 5_000) int perSecond,
      @ForAll @IntRange(min = 1, max = 10) int size,
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long start) {
    RateLimit limit = new RateLimit(perSecond);
    long messages = 0;
    for (long now = start; now < start + 5_000; now++) {
      while (limit.isOpen(now)) {
        limit.sent(size, now);
        messages += size;
      }
    }
    assertThat(messages + 1).isGreaterThanOrEqualTo(perSecond * 5L * 99 / 100);
  }

  @Property(tries = 50)
  void withoutLimitItIsAlwaysOpen(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long now,
      @ForAll @IntRange(min = 1, max = 1_000_000) int messages) {
    RateLimit none = new RateLimit(0);
    none.sent(messages, now);
    assertThat(none.isOpen(now)).isTrue();
    assertThat(none.openAt()).isLessThan(now);
  }
}
