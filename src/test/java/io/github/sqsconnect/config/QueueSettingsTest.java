package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSettingsTest {
  private static QueueSettings of(String queue, String... keysAndValues) {
    return SqsSinkConfig.from(ConnectorSettings.with(queue, keysAndValues)).queue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo, true",
    "arn:aws:sqs:eu-west-1:123456789012:events.fifo, true",
    "'arn:aws:sqs:eu-west-1:123456789012:events.fifo ', true",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/events, false",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/events-fifo, false"
  })
  void queueIsFifoIfItsNameEndsInFifo(String queue, boolean fifo) {
    assertThat(of(queue).hasFifo()).isEqualTo(fifo);
    assertThat(of(queue).hasStandard()).isEqualTo(!fifo);
  }

  @Test
  void fifoQueuesAreFoundInSettingsWithErrors() {
    assertThat(
            QueueSettings.fifoQueues(
                Map.of("sqs.queue.url", "a.fifo ", "sqs.queue.url.map", "x=b, y=c.fifo,z,d.fifo")))
        .containsExactly("a.fifo", "c.fifo", "d.fifo");
    assertThat(QueueSettings.fifoQueues(Map.of())).isEmpty();
  }

  @Test
  void onlyTheQueueMustBeSet() {
    QueueSettings queue = of(ConnectorSettings.STANDARD_QUEUE);

    assertThat(queue.region()).isEmpty();
    assertThat(queue.endpoint()).isEmpty();
    assertThat(queue.validateConnection()).isTrue();
    assertThat(queue.proxy().url()).isEmpty();
  }
}
