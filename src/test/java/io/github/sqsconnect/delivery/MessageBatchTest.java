package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageBatchTest {
  private final MessageBatch batch =
      MessageBatches.batch(TestPipeline.QUEUE, "a", "bb", "ccc", "dddd");

  @Test
  void itsSizeIsTheSumOfItsMessages() {
    assertThat(batch.bytes()).isEqualTo(10);
  }

  @Test
  void aHalfOfAHalfBelongsToTheRequestThatWasSent() {
    BadEntrySearch search = new BadEntrySearch(2);
    MessageBatch half = batch.subset(batch.deliveries().subList(0, 2), search);
    MessageBatch quarter = half.subset(half.deliveries().subList(0, 1), null);
    assertThat(batch.original()).isSameAs(batch);
    assertThat(half.original()).isSameAs(batch);
    assertThat(quarter.original()).isSameAs(batch);
    assertThat(half.search()).isSameAs(search);
    assertThat(quarter.search()).isNull();
    assertThat(half.bytes()).isEqualTo(3);
    assertThat(MessageBatches.bodies(half)).containsExactly("a", "bb");
  }

  @Test
  void sendingCountsAnAttemptOfEachMessage() {
    batch.sent(70);
    assertThat(batch.sentAt()).isEqualTo(70);
    assertThat(batch.deliveries()).extracting(Delivery::attempts).containsOnly(1);
  }

  @Test
  void latencyEndsWhenTheResponseArrivedNotWhenItIsHandled() {
    batch.sent(70);
    assertThat(batch.latencyMs(100)).isEqualTo(30);
    batch.completed(90);
    assertThat(batch.latencyMs(100)).isEqualTo(20);
  }

  @Test
  void laterChangesOfTheListDoNotChangeTheRequest() {
    List<Delivery> list = new ArrayList<>(batch.deliveries());
    MessageBatch copy = new MessageBatch(TestPipeline.QUEUE, list);
    list.clear();
    assertThat(copy.deliveries()).hasSize(4);
  }
}
