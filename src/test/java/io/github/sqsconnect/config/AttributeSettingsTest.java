package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.config.AttributeSettings.Configured;
import io.github.sqsconnect.config.AttributeSettings.Overflow;
import io.github.sqsconnect.fakes.ConnectorSettings;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeSettingsTest {
  private static final String ATTRIBUTES = "sqs.message.attributes";

  @Test
  void nothingIsSetByDefault() {
    AttributeSettings settings = settings();

    assertThat(settings.isUsed()).isFalse();
    assertThat(settings.readsHeaders()).isFalse();
    assertThat(settings.tracesHeader()).isFalse();
    assertThat(settings.overflow()).isEqualTo(Overflow.BUNDLE);
  }

  @Test
  void attributesHaveNameTypeAndTemplate() {
    assertThat(
            settings(ATTRIBUTES, "a=x=${key}, b:Number = ${offset} ,c:String=${value.a.b}")
                .configured())
        .containsExactly(
            new Configured("a", false, "x=${key}"),
            new Configured("b", true, "${offset}"),
            new Configured("c", false, "${value.a.b}"));
  }

  @Test
  void everyPlaceholderIsAllowed() {
    String template =
        "${topic}${partition}${offset}${timestamp}${key}${mpid}${header.h}${value.a}text";

    assertThat(settings(ATTRIBUTES, "a=" + template).configured().get(0).template())
        .isEqualTo(template);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a                 | 'a', which is not name=template",
        "=x                | contains the name '', which SQS refuses",
        "a b=x             | contains the name 'a b', which SQS refuses. Allowed: 1 to 256 letters",
        ".a=x              | contains the name '.a'",
        "a.=x              | contains the name 'a.'",
        "a..b=x            | contains the name 'a..b'",
        "aWs.x=x           | contains the name 'aWs.x'",
        "AMAZON.x=x        | contains the name 'AMAZON.x'",
        "ä=x               | contains the name 'ä'",
        "a:Binary=x        | contains the type 'Binary' of a. Allowed: String, Number",
        "a:number=x        | contains the type 'number' of a",
        "a=                | has a template for a that is blank",
        "a=${oops}         | has a template for a that contains ${oops}, which is not known",
        "a=${key           | has a template for a that has '${' without '}'",
        "a=x,b=x,a=y       | has the name 'a' twice"
      })
  void errorNamesTheProblem(String value, String problem) {
    assertThatThrownBy(() -> settings(ATTRIBUTES, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sqs.message.attributes = '")
        .hasMessageContaining(problem);
  }

  @Test
  void nameHasAtMost256Characters() {
    assertThat(settings(ATTRIBUTES, "n".repeat(256) + "=x").configured()).hasSize(1);
    assertThatThrownBy(() -> settings(ATTRIBUTES, "n".repeat(257) + "=x"))
        .hasMessageContaining("which SQS refuses");
  }

  @Test
  void atMostTenAttributesAreAllowed() {
    assertThat(settings(ATTRIBUTES, attributes(10)).configured()).hasSize(10);
    assertThatThrownBy(() -> settings(ATTRIBUTES, attributes(11)))
        .hasMessageContaining("has 11 attributes. Allowed: at most 10");
  }

  @Test
  void headersNeedRoomForOneAttribute() {
    assertThat(conflicts(ATTRIBUTES, attributes(9), "sqs.message.attributes.enabled", "true"))
        .isEmpty();
    assertThat(conflicts(ATTRIBUTES, attributes(10))).isEmpty();
    assertThat(conflicts(ATTRIBUTES, attributes(10), "sqs.message.attributes.enabled", "true"))
        .extractingByKey(ATTRIBUTES)
        .asString()
        .contains("at most 9");
  }

  @Test
  void nameOfTheBundleIsReservedWhereItIsNeeded() {
    String[] enabled = {ATTRIBUTES, "kafka_headers=x", "sqs.message.attributes.enabled", "true"};
    String[] dropping = {
      ATTRIBUTES,
      "kafka_headers=x",
      "sqs.message.attributes.enabled",
      "true",
      "behavior.on.attribute.overflow",
      "drop"
    };

    assertThat(conflicts(enabled)).extractingByKey(ATTRIBUTES).asString().contains("another name");
    assertThat(conflicts(dropping)).isEmpty();
    assertThat(conflicts(ATTRIBUTES, "kafka_headers=x")).isEmpty();
  }

  @Test
  void userIsOnlyKnownOfEventBatches() {
    assertThat(conflicts(ATTRIBUTES, "a=${mpid}")).isEmpty();
    assertThat(conflicts(ATTRIBUTES, "a=${mpid}", "sqs.message.format", "raw"))
        .extractingByKey(ATTRIBUTES)
        .asString()
        .contains("${mpid}, which only event batches have");
  }

  @Test
  void fifoQueueHasNoDelayPerRecord() {
    assertThat(config(ConnectorSettings.FIFO_QUEUE, "sqs.delay.header", "d").conflicts())
        .extractingByKey("sqs.delay.header")
        .asString()
        .contains("FIFO queue");
    assertThat(conflicts("sqs.delay.header", "d")).isEmpty();
  }

  @Test
  void settingsForHeadersHaveNoEffectWithoutHeaders() {
    String[] settings = {
      "sqs.message.attributes.include.list", "a", "behavior.on.attribute.overflow", "drop"
    };

    assertThat(config(ConnectorSettings.STANDARD_QUEUE, settings).warnings())
        .containsOnlyKeys("sqs.message.attributes.include.list", "behavior.on.attribute.overflow");
  }

  @Test
  void invalidCharactersMatterToAttributes() {
    String[] without = {"behavior.on.invalid.characters", "replace"};
    String[] with = {"behavior.on.invalid.characters", "replace", ATTRIBUTES, "a=${key}"};

    assertThat(config(ConnectorSettings.STANDARD_QUEUE, without).warnings())
        .containsOnlyKeys("behavior.on.invalid.characters");
    assertThat(config(ConnectorSettings.STANDARD_QUEUE, with).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqs.message.attributes.include.list", "sqs.delay.header"})
  void nameOfAHeaderIsNotBlank(String key) {
    assertThatThrownBy(() -> settings(key, key.endsWith("list") ? "a,,b" : " "))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  @Test
  void templatesReadHeadersToo() {
    assertThat(settings(ATTRIBUTES, "a=${header.h}").readsHeaders()).isTrue();
    assertThat(settings(ATTRIBUTES, "a=${key}").readsHeaders()).isFalse();
    assertThat(settings("sqs.message.attributes.enabled", "true").readsHeaders()).isTrue();
  }

  private static String attributes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i + "=x").collect(Collectors.joining(","));
  }

  private static AttributeSettings settings(String... keysAndValues) {
    return config(ConnectorSettings.STANDARD_QUEUE, keysAndValues).message().attributes();
  }

  private static Map<String, String> conflicts(String... keysAndValues) {
    return config(ConnectorSettings.STANDARD_QUEUE, keysAndValues).conflicts();
  }

  private static SqsSinkConfig config(String queue, String... keysAndValues) {
    return SqsSinkConfig.from(ConnectorSettings.with(queue, keysAndValues));
  }
}
