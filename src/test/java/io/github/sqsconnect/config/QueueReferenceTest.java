package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueReferenceTest {
  private static final String HOST = "https://sqs.eu-west-1.amazonaws.com/123456789012/";

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/123456789012/events, events, false, false",
    "' https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo ', events.fifo, false, true",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/${topic}-a, ${topic}-a, true, false",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/${key}.fifo, ${key}.fifo, true, true",
    "https://h/1/a-${header.x/y:z}, a-${header.x/y:z}, true, false",
    "arn:aws:sqs:eu-west-1:123456789012:events, events, false, false",
    "arn:aws:sqs:eu-west-1:123456789012:${header.x:y}.fifo, ${header.x:y}.fifo, true, true",
    "events, events, false, false",
    "'', '', false, false"
  })
  void nameIsTheLastPart(String text, String name, boolean isTemplate, boolean isFifo) {
    QueueReference queue = QueueReference.of(text);
    assertThat(queue.name()).isEqualTo(name);
    assertThat(queue.isTemplate()).isEqualTo(isTemplate);
    assertThat(queue.isFifo()).isEqualTo(isFifo);
    assertThat(QueueReference.error(text)).isNull();
  }

  @Test
  void exampleHasAnXForEachPlaceholder() {
    assertThat(QueueReference.of(HOST + "a-${topic}-${header.b/c}.fifo").example())
        .isEqualTo(HOST + "a-x-x.fifo");
    assertThat(QueueReference.of(HOST + "a").example()).isEqualTo(HOST + "a");
    assertThat(QueueReference.of(HOST + "a-${topic").example()).isEqualTo(HOST + "a-${topic");
  }

  @ParameterizedTest
  @CsvSource({
    "https://${header.host}/123456789012/events, ${header.host}",
    "https://sqs.${value.region}.amazonaws.com/123456789012/events, ${value.region}",
    "https://sqs.eu-west-1.amazonaws.com/${key}/events, ${key}",
    "arn:aws:sqs:${topic}:123456789012:events, ${topic}",
    "arn:aws:sqs:eu-west-1:${header.a:b}:events, ${header.a:b}"
  })
  void placeholderBeforeTheNameIsAnError(String text, String placeholder) {
    assertThat(QueueReference.error(text))
        .startsWith("has " + placeholder + " before the name of the queue. Allowed: ");
  }

  @Test
  void placeholderThatIsNotKnownIsAnError() {
    assertThat(QueueReference.error(HOST + "${mpid}"))
        .isEqualTo(
            "contains ${mpid}, which is not known. Allowed: ${topic}, ${partition}, ${key}, ${header.NAME},"
                + " ${value.PATH}.");
    assertThat(QueueReference.error(HOST + "a${topic")).contains("'${' without '}'");
    assertThat(QueueReference.error(HOST + "${value.}")).isNotNull();
  }
}
