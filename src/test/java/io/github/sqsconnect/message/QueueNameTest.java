package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "AZaz09-_", "a.fifo", "fifo", "-", "_"})
  void legalNames(String name) {
    assertThat(QueueName.isLegal(name)).isTrue();
    assertThat(QueueName.invalidAt(name)).isEqualTo(QueueName.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".fifo", "a.b", "a.fifo.fifo", "a b", "ä", "a/b", "a:b", "a\n", "@[`{"})
  void illegalNames(String name) {
    assertThat(QueueName.isLegal(name)).isFalse();
  }

  @Test
  void nameMayHave80CharactersWithItsEnd() {
    assertThat(QueueName.isLegal("x".repeat(80))).isTrue();
    assertThat(QueueName.isLegal("x".repeat(81))).isFalse();
    assertThat(QueueName.isLegal("x".repeat(75) + ".fifo")).isTrue();
    assertThat(QueueName.isLegal("x".repeat(76) + ".fifo")).isFalse();
  }

  @Test
  void firstInvalidCharacterIsFound() {
    assertThat(QueueName.invalidAt("ab.c d")).isEqualTo(2);
    assertThat(QueueName.invalidAt("a.fifo")).isEqualTo(QueueName.NONE);
    assertThat(QueueName.invalidAt("a..fifo")).isEqualTo(1);
  }
}
