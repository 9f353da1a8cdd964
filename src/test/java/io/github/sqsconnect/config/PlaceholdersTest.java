package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:QUEUE}",
        "${vault:secret/sqs:url}",
        "${x:}",
        "https://${env:HOST}/123456789012/events",
        "${topic}-${file:/etc/x.properties:suffix}"
      })
  void placeholderIsFoundAnywhereInAValue(String value) {
    assertThat(Placeholders.in(Map.of("sqs.queue.url", value))).containsExactly("sqs.queue.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"${topic}", "${header.soap:action}", "${value.a:b}", "a:b}", "${a", "{a:b}", ""})
  void textAndTemplatesAreNoPlaceholders(String value) {
    assertThat(Placeholders.in(Map.of("sqs.message.group.id", value))).isEmpty();
  }

  @Test
  void otherKeysAreIgnored() {
    Map<String, String> properties = new HashMap<>();
    properties.put("transforms.a.pattern", "${a:b}");
    properties.put("sqs.region", null);
    properties.put("sqs.linger.ms", "${a:b}");
    properties.put("aws.access.key.id", "${a:b}");
    properties.put("sqs.credentials.provider.token", "${a:b}");
    assertThat(Placeholders.in(properties))
        .containsExactly("aws.access.key.id", "sqs.credentials.provider.token", "sqs.linger.ms");
  }
}
