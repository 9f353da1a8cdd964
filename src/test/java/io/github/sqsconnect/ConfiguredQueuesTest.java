package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.CheckedQueue;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.TargetQueue;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredQueuesTest {
  private static final String PATH = "https://sqs.eu-west-1.amazonaws.com/123456789012/";

  private static ConfiguredQueues of(String queue, String map) {
    return ConfiguredQueues.of(config(queue, map).queue());
  }

  private static SqsSinkConfig config(String queue, String map) {
    return SqsSinkConfig.from(ConnectorSettings.with(queue, "sqs.queue.url.map", map));
  }

  private static Map<String, String> errors(String queue, String map) {
    Map<String, String> errors = new HashMap<>();
    ConfiguredQueues.check(config(queue, map).queue(), errors);
    return errors;
  }

  @Test
  void arnsAndUrlsNameTheSameQueue() {
    ConfiguredQueues queues =
        of(PATH + "a", "t=arn:aws:sqs:eu-west-1:123456789012:a,u=" + PATH + "b.fifo");
    assertThat(queues.router().fixedQueues())
        .containsExactly(new TargetQueue(PATH + "a"), new TargetQueue(PATH + "b.fifo"));
    assertThat(queues.checked())
        .containsExactly(
            new CheckedQueue("sqs.queue.url", "sqs.queue.url", PATH + "a", false),
            new CheckedQueue(
                "sqs.queue.url.map", "sqs.queue.url.map for topic 'u'", PATH + "b.fifo", false));
  }

  @Test
  void templatesKeepTheirPlaceholdersAndAreCheckedByAnExample() {
    ConfiguredQueues queues =
        of(PATH + "a-${topic}.fifo", "t=arn:aws:sqs:eu-west-1:999999999999:${header.x:y}");
    assertThat(queues.rest().pattern())
        .isEqualTo(new QueuePattern("sqs.queue.url", PATH, "a-${topic}.fifo"));
    assertThat(queues.patternsByTopic().get("t").url())
        .isEqualTo("https://sqs.eu-west-1.amazonaws.com/999999999999/${header.x:y}");
    assertThat(queues.checked())
        .extracting(CheckedQueue::url)
        .containsExactly(PATH + "a-x.fifo", "https://sqs.eu-west-1.amazonaws.com/999999999999/x");
    assertThat(queues.checked()).allMatch(CheckedQueue::isExample);
  }

  @Test
  void hostOfAnEmulatorOrVpcEndpointIsKept() {
    ConfiguredQueues queues =
        of("http://localhost:4566/000000000000/a", "t=http://LOCALHOST:4566/000000000000/${key}");
    assertThat(queues.router().fixedQueues()).hasSize(1);
    assertThat(queues.rest().address().endpoint()).hasToString("Optional[http://localhost:4566]");
  }

  @ParameterizedTest
  @CsvSource({
    "a=https://sqs.us-east-1.amazonaws.com/123456789012/q",
    "a=arn:aws:sqs:us-east-1:123456789012:q",
    "a=https://eu-west-1.queue.amazonaws.com/123456789012/q",
    "a=http://localhost:4566/000000000000/${topic}",
    "a=http://sqs.eu-west-1.amazonaws.com/123456789012/q"
  })
  void queueAtAnotherEndpointIsRefused(String map) {
    Map<String, String> errors = errors(PATH + "q", map);
    assertThat(errors).containsOnlyKeys("sqs.queue.url.map");
    assertThat(errors.get("sqs.queue.url.map"))
        .startsWith("sqs.queue.url.map for topic 'a' is a queue at ")
        .contains(
            ", and sqs.queue.url is one at https://sqs.eu-west-1.amazonaws.com in region 'eu-west-1'")
        .contains("because a task has one client", "use another connector");
  }

  @Test
  void queueInAnotherRegionOfOneEmulatorIsRefused() {
    String path = "http://localhost:4566/queue/";
    assertThat(errors(path + "eu-west-1/000000000000/q", "a=" + path + "us-east-1/000000000000/q"))
        .containsOnlyKeys("sqs.queue.url.map");
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.queue.url, events, '', sqs.queue.url = 'events' is not the URL of a queue",
    "sqs.queue.url.map, '', a=events, sqs.queue.url.map for topic 'a' = 'events' is not the URL",
    "sqs.queue.url.map, '', a=https://user:s3cret@h/1/q, sqs.queue.url.map for topic 'a' = (not shown",
    "sqs.queue.url, https://h/1/a.${topic}, '', 'sqs.queue.url = ''https://h/1/a.${topic}'', with ''x'' for each placeholder'",
    "sqs.queue.url, https://h/1/${topic}.fifo-2, '', 'sqs.queue.url = ''https://h/1/${topic}.fifo-2'''",
    "sqs.queue.url, https://user:s3cret@h/1/${topic}, '', 'sqs.queue.url = (not shown'"
  })
  void addressThatIsWrongIsRefusedOnItsKey(String key, String queue, String map, String error) {
    Map<String, String> errors = errors(queue.isEmpty() ? PATH + "q" : queue, map);
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).startsWith(error).doesNotContain("s3cret");
  }

  @Test
  void lengthOfATemplateIsThatOfItsShortestName() {
    String longest = "n".repeat(79);
    assertThat(errors(PATH + longest + "${topic}", "")).isEmpty();
    assertThat(errors(PATH + longest + "${topic}${key}", "")).containsOnlyKeys("sqs.queue.url");
  }

  @Test
  void shownAddressHasNoPassword() {
    assertThat(ConfiguredQueues.shown(PATH + "${topic}")).isEqualTo(PATH + "${topic}");
    assertThat(ConfiguredQueues.shown("https://user:s3cret@h/1/${topic}")).doesNotContain("s3cret");
  }
}
