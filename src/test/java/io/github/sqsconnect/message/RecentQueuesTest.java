package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentQueuesTest {
  private final RecentQueues recent = new RecentQueues();

  @Test
  void queueIsFoundByItsText() {
    TargetQueue queue = new TargetQueue("https://sqs/1/a", true);
    assertThat(recent.get("a")).isNull();
    recent.put("a", queue);
    assertThat(recent.get("a")).isSameAs(queue);
    assertThat(recent.get("b")).isNull();
  }

  /** The two texts have one hash. */
  @Test
  void anotherTextWithTheSameHashReplacesIt() {
    recent.put("Aa", new TargetQueue("https://sqs/1/Aa", true));
    assertThat(recent.get("BB")).isNull();
    recent.put("BB", new TargetQueue("https://sqs/1/BB", true));
    assertThat(recent.get("BB")).isEqualTo(new TargetQueue("https://sqs/1/BB", true));
    assertThat(recent.get("Aa")).isNull();
  }

  @Test
  void anyNumberOfTextsNeedsBoundedMemory() {
    IntStream.range(0, 10_000)
        .forEach(i -> recent.put("q" + i, new TargetQueue("https://sqs/1/q" + i, true)));
    assertThat(IntStream.range(0, 10_000).filter(i -> recent.get("q" + i) != null).count())
        .isBetween(512L, 1_024L);
  }
}
