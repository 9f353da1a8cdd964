package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FifoBufferTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.FIFO);
  private FifoBuffer buffer = buffer(BufferFixture.settings("sqs.linger.ms", 0));

  @Test
  void requestFillsFromDifferentGroups() {
    append("a1", "a");
    append("a2", "a");
    append("b1", "b");
    append("c1", "c");
    append("b2", "b");
    assertThat(drain(0)).containsExactly("a1", "b1", "c1");
    assertThat(buffer.size()).isEqualTo(2);
  }

  @Test
  void isEmptyWhenNothingWaitsOrIsInFlight() {
    assertThat(buffer.isEmpty()).isTrue();
    Delivery delivery = append("a1", "a");
    assertThat(buffer.isEmpty()).isFalse();
    assertThat(drain(0)).containsExactly("a1");
    assertThat(buffer.isEmpty()).as("in flight").isFalse();
    buffer.complete(delivery);
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void isEmptyWhenAllWaitingMessagesWereRemoved() {
    append("a1", "a");
    append("b1", "b");
    buffer.remove(any -> true, new ArrayList<>());
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(buffer.size()).isZero();
  }

  @Test
  void groupWithAMessageInFlightIsMuted() {
    Delivery first = append("a1", "a");
    append("a2", "a");
    assertThat(drain(0)).containsExactly("a1");
    assertThat(buffer.isSendable(0)).isFalse();
    assertThat(buffer.nextSendableAt(0)).isEqualTo(QueueBacklog.NEVER);
    append("a3", "a");
    assertThat(buffer.drain(0, 0)).isEmpty();
    buffer.complete(first);
    assertThat(drain(0)).containsExactly("a2");
  }

  @Test
  void reenqueuedMessageReturnsToItsPlaceAndItsGroupBacksOff() {
    Delivery first = append("a1", "a");
    append("a2", "a");
    append("b1", "b");
    buffer.drain(0, 0);
    buffer.reenqueue(first, List.of(first), 500);
    assertThat(buffer.nextSendableAt(0)).isEqualTo(500);
    assertThat(buffer.drain(499, 499)).isEmpty();
    assertThat(drain(500)).containsExactly("a1");
    buffer.complete(first);
    assertThat(drain(500)).containsExactly("a2");
  }

  @Test
  void groupThatBacksOffDelaysNoOther() {
    Delivery first = append("a1", "a");
    buffer.drain(0, 0);
    buffer.reenqueue(first, List.of(first), 500);
    append("b1", "b");
    assertThat(drain(10)).containsExactly("b1");
  }

  @Test
  void partFullRequestWaitsForItsOldestMessage() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50));
    append("a1", "a", 100);
    append("b1", "b", 140);
    assertThat(buffer.nextSendableAt(140)).isEqualTo(150);
    assertThat(buffer.drain(149, 149)).isEmpty();
    assertThat(drain(150)).containsExactly("a1", "b1");
  }

  @Test
  void requestWithEnoughGroupsIsSentImmediately() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.messages", 2));
    append("a1", "a", 100);
    append("a2", "a", 100);
    assertThat(buffer.isSendable(100)).as("one group is not a full request").isFalse();
    append("b1", "b", 100);
    assertThat(drain(100)).containsExactly("a1", "b1");
  }

  @Test
  void requestWithFullBytesIsSentImmediately() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 50, "sqs.batch.max.bytes", 2048));
    append("a".repeat(1000), "a", 100);
    append("b".repeat(1000), "b", 100);
    assertThat(buffer.isSendable(100)).isFalse();
    append("c".repeat(48), "c", 100);
    assertThat(buffer.isSendable(100)).isTrue();
    assertThat(buffer.drain(100, 100)).hasSize(3);
  }

  @Test
  void requestContainsAsManyBytesAsAllowed() {
    buffer = buffer(BufferFixture.settings("sqs.linger.ms", 0, "sqs.batch.max.bytes", 2048));
    append("a".repeat(1024), "a");
    append("b".repeat(1024), "b");
    append("c", "c");
    assertThat(buffer.drain(0, 0)).hasSize(2);
    assertThat(drain(0)).containsExactly("c");
  }

  @Test
  void unwantedHeadThatBacksOffFreesItsGroup() {
    Delivery first = append("a1", "a");
    append("a2", "a");
    buffer.drain(0, 0);
    buffer.reenqueue(first, List.of(first), 500);
    assertThat(remove("a1")).containsExactly("a1");
    assertThat(drain(0)).containsExactly("a2");
  }

  @Test
  void groupStaysMutedWhenItsWaitingMessagesAreRemoved() {
    Delivery first = append("a1", "a");
    append("a2", "a");
    append("a3", "a");
    buffer.drain(0, 0);
    assertThat(remove("a2")).containsExactly("a2");
    assertThat(buffer.size()).isEqualTo(1);
    assertThat(buffer.drain(0, 0)).isEmpty();
    buffer.complete(first);
    assertThat(drain(0)).containsExactly("a3");
  }

  @Test
  void groupWithoutMessagesIsRemoved() {
    append("a1", "a");
    append("b1", "b");
    assertThat(remove("a1")).containsExactly("a1");
    assertThat(drain(0)).containsExactly("b1");
    assertThat(buffer.size()).isZero();
    append("a2", "a");
    assertThat(drain(0)).containsExactly("a2");
  }

  @Test
  void groupIsForgottenWhenItsLastMessageIsDone() {
    Delivery first = append("a1", "a");
    buffer.drain(0, 0);
    buffer.complete(first);
    assertThatThrownBy(() -> buffer.complete(first)).isInstanceOf(IllegalStateException.class);
    assertThat(buffer.drain(0, 0)).isEmpty();
    append("a2", "a");
    assertThat(drain(0)).containsExactly("a2");
    assertThat(buffer.drain(0, 0)).isEmpty();
  }

  /**
   * Deliveries, failures and removals at random: order within a group, one at a time, none lost.
   */
  @Test
  void forAnyOutcomesAGroupIsSentInOrderAndOneAtATime() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      buffer = buffer(BufferFixture.settings("sqs.linger.ms", random.nextInt(3)));
      Map<String, Integer> appended = new TreeMap<>();
      Map<String, Integer> delivered = new HashMap<>();
      Map<String, Delivery> originalsInFlight = new HashMap<>();
      long now = 0;
      int total = 0;
      while (total < 60 || !originalsInFlight.isEmpty() || buffer.size() > 0) {
        now += random.nextInt(3);
        if (total < 60) {
          String group = "g" + random.nextInt(5);
          int number = appended.merge(group, 1, Integer::sum);
          append(Integer.toString(number), group, now);
          total++;
        }
        for (Delivery delivery : buffer.drain(now, now)) {
          assertThat(originalsInFlight.put(delivery.group(), delivery)).as("in flight").isNull();
          assertThat(Integer.parseInt(delivery.message().body()))
              .as("order within " + delivery.group())
              .isEqualTo(delivered.getOrDefault(delivery.group(), 0) + 1);
        }
        for (String group : List.copyOf(originalsInFlight.keySet())) {
          if (random.nextBoolean()) {
            Delivery delivery = originalsInFlight.remove(group);
            if (random.nextInt(3) == 0) {
              buffer.reenqueue(delivery, List.of(delivery), now + random.nextInt(10));
            } else {
              delivered.merge(group, 1, Integer::sum);
              buffer.complete(delivery);
            }
          }
        }
        assertThat(now).as("it ends").isLessThan(100_000);
      }
      assertThat(delivered).isEqualTo(appended);
    }
  }

  private static FifoBuffer buffer(DeliverySettings settings) {
    return new FifoBuffer(new RequestLimits(settings), settings.lingerMs(), true);
  }

  private Delivery append(String body, String group) {
    return append(body, group, 0);
  }

  private Delivery append(String body, String group, long now) {
    Delivery delivery = fixture.delivery(body, group, now);
    buffer.append(delivery);
    return delivery;
  }

  private List<String> drain(long now) {
    return MessageBatches.bodies(buffer.drain(now, now));
  }

  private List<String> remove(String body) {
    List<Delivery> removed = new ArrayList<>();
    buffer.remove(delivery -> delivery.message().body().equals(body), removed);
    return MessageBatches.bodies(removed);
  }
}
