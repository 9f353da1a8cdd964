package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueuePatternTest {
  private static QueuePattern named(String name) {
    return new QueuePattern("sqs.queue.url", "https://sqs/1/", name);
  }

  @Test
  void nameWithAPlaceholderIsATemplate() {
    assertThat(named("a-${topic}").isTemplate()).isTrue();
    assertThat(named("a-topic").isTemplate()).isFalse();
  }

  @Test
  void templateIsFifoByItsOwnEnd() {
    assertThat(named("${key}.fifo").isFifo()).isTrue();
    assertThat(named("a.fifo").isFifo()).isTrue();
    assertThat(named("${key}").isFifo()).isFalse();
  }

  @Test
  void urlIsPathAndName() {
    assertThat(named("${key}.fifo").url()).isEqualTo("https://sqs/1/${key}.fifo");
  }
}
