package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueMapTest {
  @Test
  void pairsKeepTheirOrder() {
    List<String> pairs = List.of("b=https://h/1/b?a=c", " a.v1 = arn:x ");
    QueueMap.rule().ensureValid("sqs.queue.url.map", pairs);
    assertThat(QueueMap.of(pairs))
        .containsExactly(entry("b", "https://h/1/b?a=c"), entry("a.v1", "arn:x"));
    QueueMap.rule().ensureValid("sqs.queue.url.map", List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:s3cret@h/1/a, has no topic and '=' in pair 2",
    "=https://h/1/a, has no topic and '=' in pair 2",
    "https://user:s3cret@h/1/a?b=c, has no topic and '=' in pair 2",
    "a b=https://h/1/a, has no topic and '=' in pair 2",
    "'', has no topic and '=' in pair 2",
    "a=, has no queue for topic 'a'",
    "first=https://user:s3cret@h/1/a, has topic 'first' twice",
    "a=https://user:s3cret@h/${key}/a, for topic 'a' has ${key} before the name",
    "a=https://h/1/${mpid}, 'for topic ''a'' contains ${mpid}, which is not known'",
    "a=https://h/1/${key, for topic 'a' has '${' without '}'"
  })
  void pairThatIsWrongIsNamedWithoutItsUrl(String pair, String error) {
    assertThatThrownBy(
            () ->
                QueueMap.rule()
                    .ensureValid("sqs.queue.url.map", List.of("first=https://h/1/first", pair)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sqs.queue.url.map " + error)
        .hasMessageNotContaining("s3cret");
  }
}
