package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutedTopicsTest {
  private static final String PATH = "https://sqs.eu-west-1.amazonaws.com/123456789012/";

  private static SqsSinkConfig config(String queue, String map, String... keysAndValues) {
    Map<String, String> settings = ConnectorSettings.with(PATH + queue, keysAndValues);
    if (!map.isEmpty()) {
      settings.put("sqs.queue.url.map", map);
    }
    return SqsSinkConfig.from(settings);
  }

  @ParameterizedTest
  @CsvSource({
    "a-${topic}, '', sqs.queue.url",
    "q, b.c=https://h/1/${topic}.fifo, sqs.queue.url.map",
    "a-${topic}, 'b.c=https://h/1/q', ''",
    "a-${key}, '', ''",
    "q, '', ''"
  })
  void topicWithADotCannotBeInTheNameOfItsQueue(String queue, String map, String key) {
    Map<String, String> conflicts = config(queue, map, "topics", "a, b.c").conflicts();
    if (key.isEmpty()) {
      assertThat(conflicts).isEmpty();
    } else {
      assertThat(conflicts).containsOnlyKeys(key);
      assertThat(conflicts.get(key))
          .startsWith(key + " contains ${topic}, and topic 'b.c' has a dot");
    }
  }

  @Test
  void topicsThatATransformCanRenameOrThatAreNotNamedAreNotChecked() {
    assertThat(config("a-${topic}", "", "topics", "b.c", "transforms", "t").conflicts()).isEmpty();
    assertThat(config("a-${topic}", "", "topics.regex", "b.c").conflicts()).isEmpty();
    assertThat(config("q", "a=x", "topics.regex", "b").warnings()).isEmpty();
    assertThat(config("q", "a=x", "topics", "b", "transforms", "t").warnings()).isEmpty();
  }

  @Test
  void pairOfATopicThatIsNotReadIsWarnedOf() {
    assertThat(config("q", "a=x,ordres=y", "topics", "a,orders").warnings())
        .containsExactly(
            Map.entry(
                "sqs.queue.url.map", "topic 'ordres' is not in topics, so its queue is not used"));
    assertThat(config("q", "a=x", "topics", " a ,b").warnings()).isEmpty();
  }
}
