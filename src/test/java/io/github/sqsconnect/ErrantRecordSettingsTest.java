package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrantRecordSettingsTest {
  private static final Map<String, String> TO_A_TOPIC =
      Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "rejected");

  @Test
  void nothingIsToleratedUnlessItIsSet() {
    assertThat(ErrantRecordSettings.from(Map.of()).tolerated()).isFalse();
    assertThat(ErrantRecordSettings.from(Map.of("errors.tolerance", "none")).tolerated()).isFalse();
    assertThat(ErrantRecordSettings.from(Map.of("errors.tolerance", "ALL")).tolerated()).isTrue();
  }

  @Test
  void topicAndLimitAreThoseOfTheConnector() {
    assertThat(ErrantRecordSettings.from(TO_A_TOPIC))
        .isEqualTo(new ErrantRecordPolicy(true, "rejected", 1_048_576));
    Map<String, String> properties = new HashMap<>(TO_A_TOPIC);
    properties.put("producer.override.max.request.size", " 3000000 ");
    assertThat(ErrantRecordSettings.from(properties).maxRequestBytes()).isEqualTo(3_000_000);
  }

  @Test
  void blankTopicIsNoTopic() {
    assertThat(
            ErrantRecordSettings.from(
                    Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", " "))
                .deadLetterTopic())
        .isEmpty();
  }

  @Test
  void toleranceWithoutDeadLetterTopicIsWarnedOf() {
    assertThat(ErrantRecordSettings.warnings(Map.of())).isEmpty();
    assertThat(ErrantRecordSettings.warnings(Map.of("errors.tolerance", "all")))
        .singleElement()
        .asString()
        .contains("errors.log.enable", "the first one stops the task");
    assertThat(
            ErrantRecordSettings.warnings(
                Map.of("errors.tolerance", "all", "errors.log.enable", "true")))
        .singleElement()
        .asString()
        .contains("only written to the worker's log");
  }

  @Test
  void recordThatMayExceedItsEstimateIsWarnedOf() {
    for (String converter :
        new String[] {"org.apache.kafka.connect.json.JsonConverter", "JsonConverter", "Json", ""}) {
      Map<String, String> properties = new HashMap<>(TO_A_TOPIC);
      properties.put("value.converter", converter);
      assertThat(ErrantRecordSettings.warnings(properties))
          .singleElement()
          .asString()
          .contains("producer.override.max.request.size", "the task stops");
      properties.put("producer.override.max.request.size", "3000000");
      assertThat(ErrantRecordSettings.warnings(properties)).isEmpty();
    }
  }

  @Test
  void textAndBytesWithoutATransformShowTheRawSize() {
    for (String converter :
        new String[] {
          "org.apache.kafka.connect.storage.StringConverter",
          "org.apache.kafka.connect.converters.ByteArrayConverter",
          "StringConverter",
          "String",
          "ByteArray"
        }) {
      Map<String, String> properties = new HashMap<>(TO_A_TOPIC);
      properties.put("value.converter", converter);
      assertThat(ErrantRecordSettings.warnings(properties)).isEmpty();
      properties.put("transforms", "drop");
      assertThat(ErrantRecordSettings.warnings(properties)).hasSize(1);
    }
  }
}
