package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static io.github.sqsconnect.property.Generator.longs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;

/** No interval carries more messages than the limit allows, and not many fewer. */
class RateLimitProperties {
  private record Sent(long at, int messages) {}

  @Property(tries = 300)
  void noIntervalCarriesMoreThanTheLimit(Draw draw) {
    int perSecond = draw.next("perSecond", integers(1, 5_000));
    long start = draw.next("start", longs(-1_000_000, 1_000_000));
    List<Integer> sizes = draw.next("sizes", integers(1, 10).list(60, 60));
    List<Integer> pauses = draw.next("pauses", integers(0, 300).list(60, 60));
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
        long interval = sent.get(last).at() - sent.get(first).at();
        assertThat(messages * 1_000)
            .as("messages sent before the next request")
            .isLessThanOrEqualTo((interval + 100) * perSecond);
      }
    }
  }

  @Property(tries = 100)
  void sendingWheneverItIsOpenReachesTheLimit(Draw draw) {
    int perSecond = draw.next("perSecond", integers(1, 5_000));
    int size = draw.next("size", integers(1, 10));
    long start = draw.next("start", longs(-1_000_000, 1_000_000));
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
  void withoutLimitItIsAlwaysOpen(Draw draw) {
    long now = draw.next("now", longs(-1_000_000, 1_000_000));
    int messages = draw.next("messages", integers(1, 1_000_000));
    RateLimit none = new RateLimit(0);
    none.sent(messages, now);
    assertThat(none.isOpen(now)).isTrue();
    assertThat(none.openAt()).isLessThan(now);
  }
}
