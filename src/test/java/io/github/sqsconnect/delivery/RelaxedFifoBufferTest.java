package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FIFO lanes whose requests may carry consecutive messages of one group. */
class RelaxedFifoBufferTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.FIFO);
  private FifoBuffer lanes = lanes("sqs.linger.ms", 0, "sqs.batch.max.messages", 4);

  @Test
  void requestTakesConsecutiveMessagesOfAGroupAndThenOfTheNext() {
    append("a1", "a2", "a3", "b1", "b2", "b3");
    assertThat(drain(0)).containsExactly("a1", "a2", "a3", "b1");
    assertThat(lanes.drain(0, 0)).as("both groups are mute").isEmpty();
  }

  @Test
  void oneGroupFillsARequest() {
    lanes = lanes("sqs.linger.ms", 50, "sqs.batch.max.messages", 3);
    append("a1", "a2");
    assertThat(lanes.isSendable(0)).isFalse();
    append("a3");
    assertThat(drain(0)).containsExactly("a1", "a2", "a3");
  }

  @Test
  void bytesOfOneGroupFillARequest() {
    lanes = lanes("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048);
    append("a".repeat(1_000), "a".repeat(1_000));
    assertThat(lanes.isSendable(0)).isFalse();
    append("a".repeat(48));
    assertThat(lanes.drain(0, 0)).hasSize(3);
  }

  @Test
  void groupStaysMuteUntilTheLastOfItsMessagesIsDone() {
    append("a1", "a2", "a3");
    List<Delivery> away = lanes.drain(0, 0);
    append("a4");
    lanes.complete(away.get(0));
    lanes.complete(away.get(2));
    assertThat(lanes.drain(0, 0)).isEmpty();
    lanes.complete(away.get(1));
    assertThat(drain(0)).containsExactly("a4");
  }

  @Test
  void thoseThatComeBackKeepTheirOrderBeforeAllThatWaits() {
    append("a1", "a2", "a3", "a4", "a5");
    List<Delivery> away = lanes.drain(0, 0);
    reenqueue(away.get(0), 10);
    lanes.complete(away.get(1));
    reenqueue(away.get(2), 30);
    assertThat(lanes.isBehindReenqueued(away.get(3))).isTrue();
    reenqueue(away.get(3), 20);
    assertThat(lanes.size()).isEqualTo(4);
    assertThat(lanes.drain(29, 29)).as("the latest of them sets the time").isEmpty();
    assertThat(drain(30)).containsExactly("a1", "a3", "a4", "a5");
  }

  @Test
  void whatCameBackAndDidNotFitComesBeforeWhatComesBackLater() {
    lanes = lanes("sqs.linger.ms", 0, "sqs.batch.max.bytes", 2048, "sqs.batch.max.messages", 4);
    append("a1", "a2", "a3");
    for (Delivery delivery : lanes.drain(0, 0)) {
      reenqueue(delivery, 10);
    }
    append("a4", "a5");
    List<Delivery> again = lanes.drain(10, 10);
    assertThat(MessageBatches.bodies(again)).containsExactly("a1", "a2", "a3", "a4");
    lanes.complete(again.get(0));
    reenqueue(again.get(1), 20);
    lanes.complete(again.get(2));
    reenqueue(again.get(3), 20);
    assertThat(drain(20)).containsExactly("a2", "a4", "a5");
  }

  @Test
  void unwantedMessagesLeaveFromThoseThatCameBackToo() {
    append("a1", "a2", "a3");
    List<Delivery> away = lanes.drain(0, 0);
    reenqueue(away.get(0), 10);
    append("a4");
    List<Delivery> removed = new ArrayList<>();
    lanes.remove(delivery -> delivery.message().body().matches("a[14]"), removed);
    assertThat(MessageBatches.bodies(removed)).containsExactly("a1", "a4");
    assertThat(lanes.size()).isZero();
    lanes.complete(away.get(1));
    reenqueue(away.get(2), 10);
    assertThat(drain(10)).containsExactly("a3");
  }

  @Test
  void groupWithMoreThanAHundredWaitingIsACrowd() {
    for (int i = 0; i < 100; i++) {
      append("a" + i);
    }
    append("b1");
    assertThat(lanes.crowdedGroups()).isZero();
    append("a100");
    assertThat(lanes.crowdedGroups()).isEqualTo(1);
    List<Delivery> away = lanes.drain(0, 0);
    assertThat(lanes.crowdedGroups()).isZero();
    lanes.reenqueue(away.get(0), List.of(away.get(0), away.get(1), away.get(2), away.get(3)), 5);
    assertThat(lanes.crowdedGroups()).as("what came back waits too").isEqualTo(1);
    lanes.remove(delivery -> true, new ArrayList<>());
    assertThat(lanes.crowdedGroups()).isZero();
  }

  private static FifoBuffer lanes(Object... settings) {
    DeliverySettings delivery = BufferFixture.settings(settings);
    return new FifoBuffer(new RequestLimits(delivery), delivery.lingerMs(), false);
  }

  /** The first letter of a body is its group. */
  private void append(String... bodies) {
    for (String body : bodies) {
      lanes.append(fixture.delivery(body, body.substring(0, 1), 0));
    }
  }

  private void reenqueue(Delivery delivery, long dueAt) {
    lanes.reenqueue(delivery, List.of(delivery), dueAt);
  }

  private List<String> drain(long now) {
    return MessageBatches.bodies(lanes.drain(now, now));
  }
}
