package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An excluded field was sent, because the message format ignored the setting. */
class SettingThatIsIgnoredTest {
  static List<String> eventKeys() {
    return SqsSinkConfig.definition().names().stream()
        .filter(key -> key.startsWith("event."))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("eventKeys")
  void rawFormatRejectsEveryChangedEventKey(String key) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE, "sqs.message.format", "raw", key, changed(key));
    Map<String, List<String>> errors = ConnectorSettings.errors(properties);
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).hasSize(1);
    assertThat(errors.get(key).get(0)).startsWith(key).contains("sqs.message.format = 'raw'");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @MethodSource("eventKeys")
  void rawFormatAcceptsEventKeysWithTheirDefaults(String key) {
    ConfigDef.ConfigKey definition = SqsSinkConfig.definition().configKeys().get(key);
    if (definition.defaultValue == null) {
      return;
    }
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE,
            "sqs.message.format",
            "raw",
            key,
            definition.defaultValue instanceof List ? "" : definition.defaultValue.toString());
    assertThat(ConnectorSettings.errors(properties)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "envelope", "cloudevents"})
  void formatsWithTheWholeValueRejectEventKeysToo(String format) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE,
            "sqs.message.format",
            format,
            "event.exclude.fields",
            "ip");
    Map<String, List<String>> errors = ConnectorSettings.errors(properties);
    assertThat(errors).containsOnlyKeys("event.exclude.fields");
    assertThat(errors.get("event.exclude.fields").get(0))
        .contains("sqs.message.format = '" + format + "'");
  }

  @Test
  void errorOfAnIgnoredExclusionNamesWhatWouldBeSent() {
    assertThat(
            ConnectorSettings.errors(
                    ConnectorSettings.complete(
                        ConnectorSettings.STANDARD_QUEUE,
                        "sqs.message.format",
                        "raw",
                        "event.exclude.fields",
                        "ip"))
                .get("event.exclude.fields")
                .get(0))
        .contains(
            "sends every value unchanged",
            "remove or change",
            "sqs.message.format = 'event-batch'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.kafka.connect.json.JsonConverter",
        "JsonConverter",
        "io.confluent.connect.avro.AvroConverter",
        "io.confluent.connect.protobuf.ProtobufConverter",
        "io.confluent.connect.json.JsonSchemaConverter"
      })
  void rawFormatRejectsAConverterOfStructuredData(String converter) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE,
            "sqs.message.format",
            "raw",
            "value.converter",
            converter);
    assertThat(ConnectorSettings.errors(properties)).containsOnlyKeys("sqs.message.format");
    assertThat(ConnectorSettings.errors(properties).get("sqs.message.format").get(0))
        .contains("'json', 'envelope', 'cloudevents' or 'event-batch'");
    properties.put("transforms", "toText");
    assertThat(ConnectorSettings.errors(properties)).isEmpty();
    properties.put("transforms", "");
    properties.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    assertThat(ConnectorSettings.errors(properties)).isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event.input.format=batch   | event.record.attributes.exclude=ssn         | event.record.attributes.exclude
          event.input.format=event   | event.record.attributes.exclude=ssn         | event.record.attributes.exclude
          event.input.format=batch   | event.record.attributes.include=id          | event.record.attributes.include
          sqs.region=eu-west-1       | sqs.credentials.provider.role.arn=x         | sqs.credentials.provider.class
          sqs.region=eu-west-1       | sqs.message.deduplication.id=auto           | sqs.message.deduplication.id
          sqs.region=eu-west-1       | sqs.fifo.ordering=relaxed                   | sqs.fifo.ordering
          sqs.region=eu-west-1       | sqs.fifo.ordering=strict                    | sqs.fifo.ordering
          sqs.queue.url=https://sqs.eu-west-1.amazonaws.com/123456789012/q.fifo | sqs.delay.ms=1 | sqs.delay.ms
          """)
  void settingThatWouldNotProtectDataIsRejected(String first, String second, String key) {
    assertThat(ConnectorSettings.errors(with(first, second))).containsOnlyKeys(key);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          event.input.format=batch   | event.record.name=${topic}-click            | event.record.name
          event.input.format=event   | event.record.identities=email=mail          | event.record.identities
          sqs.region=eu-west-1       | behavior.on.invalid.characters=replace      | behavior.on.invalid.characters
          sqs.region=eu-west-1       | sqs.json.decimal.format=string              | sqs.json.decimal.format
          sqs.region=eu-west-1       | aws.sts.role.session.name=sender            | aws.sts.role.session.name
          sqs.region=eu-west-1       | aws.sts.role.session.duration.ms=900000     | aws.sts.role.session.duration.ms
          """)
  void harmlessIgnoredSettingIsLogged(String first, String second, String key) {
    Map<String, @Nullable String> properties = with(first, second);
    assertThat(ConnectorSettings.errors(properties)).isEmpty();
    assertThat(CapturedLog.of(() -> new SqsSinkConnector().start(properties)))
        .contains("WARN", "event=setting_without_effect key=" + key + " reason=");
  }

  @Test
  void effectiveSettingsAreNotLogged() {
    Map<String, @Nullable String> properties =
        with("event.input.format=auto", "event.record.name=${topic}-click");
    assertThat(CapturedLog.of(() -> new SqsSinkConnector().start(properties))).isEmpty();
  }

  private static Map<String, @Nullable String> with(String... settings) {
    Map<String, @Nullable String> properties =
        new HashMap<>(ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      properties.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return properties;
  }

  /** A value that the key allows and that is not its default. */
  private static String changed(String key) {
    ConfigDef.ConfigKey definition = SqsSinkConfig.definition().configKeys().get(key);
    return switch (definition.type) {
      case BOOLEAN -> String.valueOf(!(Boolean) definition.defaultValue);
      case INT, LONG -> "7";
      case LIST ->
          key.equals("event.record.identities")
              ? "email=mail"
              : key.endsWith(".attributes") && !key.contains("attributes.")
                      || key.endsWith(".device")
                  ? "plan=plan"
                  : "ip";
      default ->
          switch (key) {
            case "event.input.format" -> "batch";
            case "event.validation" -> "none";
            case "event.environment" -> "development";
            case "event.int64.format" -> "string";
            case "event.record.type" -> "screen_view";
            case "event.record.custom.type" -> "search";
            case "event.record.name" -> "click";
            default -> "user.id";
          };
    };
  }
}
