package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({
    "sqs.lingr.ms, sqs.linger.ms",
    "sqs.lingre.ms, sqs.linger.ms",
    "sqs.qeueu.url, sqs.queue.url",
    "sqs.queue.urls, sqs.queue.url",
    "aws.secret.acces.keys, aws.secret.access.key",
    "sqs.validate.unknown.key, sqs.validate.unknown.keys",
  })
  void oneOrTwoLettersAwayIsAnError(String key, String meant) {
    assertThat(UnknownKeys.misspelled(Map.of(key, "any")).get(key))
        .startsWith(key + " is not a key of this connector. Did you mean " + meant + "? ")
        .contains("sqs.validate.unknown.keys=false");
    assertThat(UnknownKeys.misspelled(Map.of(key, "", "sqs.validate.unknown.keys", " False ")))
        .isEmpty();
    assertThat(UnknownKeys.misspelled(Map.of(key, "", "sqs.validate.unknown.keys", "true")))
        .containsOnlyKeys(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqs.linger", "sqs.somebody.elses", "topics", "sqs.linger.ms"})
  void otherKeysAreNoErrors(String key) {
    assertThat(UnknownKeys.misspelled(Map.of(key, ""))).isEmpty();
  }

  @Property(tries = 500)
  void editsAreCountedAsLetters(Draw draw) {
    String key = "sqs." + "abcdefghij".substring(0, 2 + draw.below(8));
    StringBuilder edited = new StringBuilder(key);
    int edits = draw.below(3);
    for (int i = 0; i < edits; i++) {
      int at = draw.below(edited.length() - 1);
      switch (draw.below(3)) {
        case 0 -> edited.insert(at, (char) ('k' + draw.below(10)));
        case 1 -> edited.deleteCharAt(at);
        default -> edited.setCharAt(at, (char) ('k' + draw.below(10)));
      }
    }
    int distance = UnknownKeys.distance(key, edited.toString());
    assertThat(distance).isLessThanOrEqualTo(edits);
    assertThat(distance).isEqualTo(UnknownKeys.distance(edited.toString(), key));
    assertThat(distance == 0).isEqualTo(edited.toString().equals(key));
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
