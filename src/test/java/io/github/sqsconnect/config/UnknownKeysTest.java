package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {
  @ParameterizedTest
  @CsvSource({
    "sqs.queue.ulr, sqs.queue.url",
    "sqs.queue, sqs.queue.url",
    "sqs.lingerms, sqs.linger.ms",
    "aws.acces.key.id, aws.access.key.id",
    "aws.secret.acces.key, aws.secret.access.key",
    "behavior.on.null.value, behavior.on.null.values",
    "event.exclude.field, event.exclude.fields",
    "sqs.batch.max.message, sqs.batch.max.messages"
  })
  void typingErrorIsReportedWithTheNearestKey(String key, String meant) {
    assertThat(UnknownKeys.in(List.of(key))).containsExactly(Map.entry(key, meant));
  }

  @Test
  void knownKeysAndOtherPrefixesAreNoErrors() {
    assertThat(UnknownKeys.in(SqsSinkConfig.definition().names())).isEmpty();
    assertThat(
            UnknownKeys.in(
                List.of(
                    "name",
                    "connector.class",
                    "topics",
                    "tasks.max",
                    "errors.tolerance",
                    "value.converter",
                    "transforms.x.type",
                    "producer.override.max.request.size")))
        .isEmpty();
  }
}
