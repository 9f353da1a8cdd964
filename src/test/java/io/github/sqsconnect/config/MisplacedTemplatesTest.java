package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MisplacedTemplatesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "${topic}",
        "${partition}",
        "${offset}",
        "${timestamp}",
        "${key}",
        "${mpid}",
        "${header.tenant}",
        "${value.user.id}"
      })
  void templateInPlainTextIsAnErrorWithTheKeysThatAllowIt(String word) {
    assertThat(errors("sqs.id.namespace", "a-" + word).get("sqs.id.namespace"))
        .startsWith("sqs.id.namespace = 'a-" + word + "' contains " + word + ", ")
        .contains("Set plain text. Templates are allowed in sqs.queue.url, ")
        .contains("sqs.message.group.id", "sqs.message.deduplication.id", "event.record.name");
  }

  @Test
  void everyTextThatIsNoTemplateIsChecked() {
    Map<String, String> properties = new HashMap<>();
    SqsSinkConfig.definition().names().forEach(key -> properties.put(key, "${topic}"));

    assertThat(MisplacedTemplates.errors(properties).keySet())
        .contains("event.unique.id", "aws.profile.name", "aws.sts.role.session.name", "sqs.region")
        .contains("event.exclude.fields")
        .doesNotContain("sqs.queue.url", "sqs.message.group.id", "event.record.name")
        .doesNotContain("sqs.linger.ms", "aws.secret.access.key");
  }

  @Test
  void placeholderOfAConfigProviderIsNoTemplate() {
    assertThat(errors("sqs.id.namespace", "${file:/secrets:topic}")).isEmpty();
    assertThat(errors("sqs.id.namespace", "$topic {topic} ${other}")).isEmpty();
  }

  @Test
  void defaultsAreNoErrors() {
    Map<String, String> defaults = new HashMap<>();
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      if (key.defaultValue instanceof String text) {
        defaults.put(key.name, text);
      }
    }
    assertThat(MisplacedTemplates.errors(defaults)).isEmpty();
  }

  private static Map<String, String> errors(String key, String value) {
    return MisplacedTemplates.errors(Map.of(key, value));
  }
}
