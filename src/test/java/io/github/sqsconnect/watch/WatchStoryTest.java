package io.github.sqsconnect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.watch.WatchStory.Kind;
import io.github.sqsconnect.watch.WatchStory.Situation;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchStoryTest {
  private static final TaskReading RUNNING =
      TaskReading.running(
          Map.of("in-flight-window", 4.0, "messages-waiting", 70.0, "requests-in-flight", 3.0));
  private static final TaskReading PAUSED = TaskReading.running(Map.of("partitions-paused", 3.0));

  @Test
  void numbersComeFromTheMetricsOfTheTask() {
    assertThat(story(RUNNING, 0, WatchAction.THROTTLE).text())
        .startsWith("SQS throttles.")
        .contains("has 4 requests in flight at most")
        .contains("8.5 messages");
    assertThat(story(RUNNING, 0, WatchAction.OUTAGE).text()).contains("keeps 70 messages");
    assertThat(story(RUNNING, 0, WatchAction.SLOW_ANSWERS).text()).contains("3 of 4 are in flight");
  }

  @Test
  void whatStopsDeliveryComesBeforeWhatDelaysIt() {
    assertThat(story(TaskReading.DOWN, 0, WatchAction.values()).kind()).isEqualTo(Kind.KILLED);
    assertThat(story(TaskReading.failed("SQS-001"), 0, WatchAction.values()).text())
        .contains("stopped with SQS-001");
    assertThat(story(PAUSED, 0, WatchAction.values()).kind()).isEqualTo(Kind.OUTAGE);
    assertThat(story(PAUSED, 0, WatchAction.THROTTLE).kind()).isEqualTo(Kind.PAUSED);
  }

  @Test
  void everyFaultHasASentenceOfItsOwn() {
    assertThat(
            Set.of(
                story(RUNNING, 0, WatchAction.THROTTLE).kind(),
                story(RUNNING, 0, WatchAction.SLOW_ANSWERS).kind(),
                story(RUNNING, 0, WatchAction.HALF_FAILED).kind(),
                story(RUNNING, 0, WatchAction.OUTAGE).kind(),
                story(RUNNING, 0, WatchAction.DROP_ANSWERS).kind(),
                story(RUNNING, 0, WatchAction.POISON).kind()))
        .doesNotContain(Kind.CALM)
        .hasSize(6);
  }

  @Test
  void afterAFaultTheConnectorCatchesUpAndThenAllIsCalm() {
    assertThat(story(RUNNING, 5_000).kind()).isEqualTo(Kind.CATCHING_UP);
    assertThat(story(RUNNING, 100).kind()).isEqualTo(Kind.CALM);
    WatchSample old = new WatchSample(1, 0, 0, 200, 190, 4, 3, 4, 0, 8.5, 100);
    assertThat(WatchStory.of(new Situation(Set.of(), RUNNING, old, 100, 0, null, "")).kind())
        .isEqualTo(Kind.CATCHING_UP);
  }

  @Test
  void failureOfTheViewItselfIsShown() {
    Situation broken =
        new Situation(Set.of(), RUNNING, WatchSample.NONE, 0, 0, null, "The broker is gone");
    assertThat(WatchStory.of(broken).text()).isEqualTo("The broker is gone");
  }

  @Test
  void sentenceStaysLongEnoughToBeRead() {
    StoryLine line = new StoryLine();
    line.offer(new WatchStory(Kind.CALM, "one"), 1_000);
    line.offer(new WatchStory(Kind.CALM, "two"), 2_500);
    assertThat(line.shown().text()).isEqualTo("one");

    line.offer(new WatchStory(Kind.OUTAGE, "three"), 2_600);
    assertThat(line.shown().text()).isEqualTo("three");
    line.offer(new WatchStory(Kind.CALM, "four"), 3_000);
    assertThat(line.shown().text()).isEqualTo("three");
    line.offer(new WatchStory(Kind.OUTAGE, "five"), 8_000);
    assertThat(line.shown().text()).isEqualTo("five");
  }

  private static WatchStory story(TaskReading task, long lag, WatchAction... active) {
    WatchSample sample = new WatchSample(1, 0, 0, 200, 190, 0, 3, 4, 12, 8.5, lag);
    return WatchStory.of(new Situation(Set.of(active), task, sample, lag, 0, null, ""));
  }
}
