package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryCountsTest {
  @Test
  void taskCountsWithoutQueuesToo() {
    DeliveryCounts task = DeliveryCounts.ofTask(5);
    assertThat(task.deliveredAt()).isEqualTo(5);
    task.messageDelivered(7);
    task.messageRetried(RetryCause.SERVICE);
    assertThat(task.deliveredAt()).isEqualTo(7);
    assertThat(task.get(DeliveryCount.MESSAGES_DELIVERED)).isEqualTo(1);
    assertThat(task.retried(RetryCause.SERVICE)).isEqualTo(1);
  }
}
