package io.github.sqsconnect.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with Connect's own definition and rules. */
class ConnectKeysTest {
  private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  private static final Map<String, ConfigKey> OF_CONNECT =
      SinkConnectorConfig.configDef().configKeys();

  @Test
  void keysAreThoseOfConnect() {
    ConnectKeys.definition().configKeys().values().stream()
        .filter(key -> !key.name.equals("value.converter.schemas.enable"))
        .forEach(
            key -> {
              assertThat(OF_CONNECT).containsKey(key.name);
              ConfigKey known = OF_CONNECT.get(key.name);
              if (key.defaultValue != null) {
                assertThat(key.defaultValue).isEqualTo(known.defaultValue);
              }
              if (known.type != Type.CLASS && known.type != Type.LIST) {
                assertThat(key.type).isEqualTo(known.type);
              }
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | a b/c",
        "name | ''",
        "name | ' '",
        "name | 'a\nb'",
        "tasks.max | abc",
        "tasks.max | 0",
        "tasks.max | -1",
        "tasks.max | ' 2 '",
        "tasks.max | 3000000000",
        "errors.tolerance | al",
        "errors.tolerance | ALL",
        "errors.tolerance | all",
        "errors.deadletterqueue.context.headers.enable | yes",
        "errors.deadletterqueue.context.headers.enable | TRUE",
        "errors.deadletterqueue.topic.name | orders",
        "errors.deadletterqueue.topic.name | ' payments '",
        "errors.deadletterqueue.topic.name | orders.dlq",
        "errors.deadletterqueue.topic.name | ' '",
      })
  void refusesWhatConnectRefuses(String key, String value) {
    assertSameAsConnect(Map.of("topics", "orders, payments", key, value));
  }

  @ParameterizedTest
  @CsvSource({"orders.*, orders.dlq", "orders, orders.dlq", "orders, orders", "'(', orders"})
  void patternOfTopicsMustNotMatchTheDeadLetterTopic(String regex, String deadLetters) {
    assertSameAsConnect(
        Map.of("topics.regex", regex, "errors.deadletterqueue.topic.name", deadLetters));
  }

  @ParameterizedTest
  @CsvSource({
    "producer.override.max.request.size, 2MB, 1",
    "producer.override.max.request.size, -1, 1",
    "producer.override.max.request.size, 2097152, 0",
    "producer.override.max.block.ms, 10s, 1",
    "producer.override.delivery.timeout.ms, 2m, 1",
    "producer.override.request.timeout.ms, x, 1",
    "consumer.override.max.poll.records, 0, 1",
    "consumer.override.fetch.max.bytes, 1k, 1",
    "consumer.override.default.api.timeout.ms, ${file:a:b}, 0",
    "consumer.override.isolation.level, committed, 1",
    "consumer.override.auto.offset.reset, latest, 0",
    "admin.override.request.timeout.ms, soon, 1",
    "producer.override.interceptor.classes, org.example.OfTheWorker, 0",
    "producer.override.key.serializer, org.example.OfTheWorker, 0",
    "producer.override.of.another.release, 1, 0"
  })
  void overridesOfClientsAreCheckedByTheClients(String key, String value, int errors) {
    assertThat(ConnectKeys.errors(Map.of(key, value)))
        .hasSize(errors)
        .allSatisfy(error -> assertThat(error.key()).isEqualTo(key))
        .allSatisfy(error -> assertThat(error.message()).startsWith(key + " = '" + value + "'"));
  }

  @Test
  void schemasMatterWithTheJsonConverterOnly() {
    String schemas = "value.converter.schemas.enable";
    assertThat(ConnectKeys.errors(Map.of(schemas, "no"))).isEmpty();
    assertThat(ConnectKeys.errors(Map.of(schemas, "no", "value.converter", "JsonConverter")))
        .extracting(Finding::key)
        .containsExactly(schemas);
  }

  @Test
  void placeholdersAreNotChecked() {
    Map<String, String> settings =
        Map.of("tasks.max", "${env:TASKS}", "topics.regex", ".*${env:A}", DEAD_LETTERS, "orders");
    assertThat(ConnectKeys.errors(settings)).isEmpty();
  }

  private static void assertSameAsConnect(Map<String, String> settings) {
    List<String> found =
        ConnectKeys.errors(settings).stream().map(Finding::key).distinct().toList();
    assertThat(found).isEqualTo(wrongInConnect(settings));
  }

  /** The keys that Connect refuses; its rule about the dead-letter topic names none. */
  private static List<String> wrongInConnect(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("name", "orders");
    all.put("connector.class", "java.lang.String");
    List<String> wrong = new ArrayList<>();
    SinkConnectorConfig.configDef().validate(all).stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .forEach(value -> wrong.add(value.name()));
    if (wrong.isEmpty()) {
      try {
        SinkConnectorConfig.validate(all);
      } catch (ConfigException refused) {
        wrong.add(DEAD_LETTERS);
      }
    }
    return wrong;
  }
}
