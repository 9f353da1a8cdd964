package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetQueueTest {
  private static final String HOST = "https://sqs.eu-central-1.amazonaws.com/123456789012/";

  @Test
  void queueIsFifoByTheEndOfItsName() {
    assertThat(new TargetQueue(HOST + "events.fifo").isFifo()).isTrue();
    assertThat(new TargetQueue(HOST + "events").isFifo()).isFalse();
    assertThat(new TargetQueue(HOST + "fifo").isFifo()).isFalse();
    assertThat(new TargetQueue(HOST + "events.fifo-copy").isFifo()).isFalse();
  }

  @Test
  void nameIsThePartAfterTheLastSlash() {
    assertThat(new TargetQueue(HOST + "events.fifo").name()).isEqualTo("events.fifo");
  }
}
