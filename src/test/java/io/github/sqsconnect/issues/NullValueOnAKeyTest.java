package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connect passes a JSON null to the connector. It passed validation, and the connector failed
 * without a message.
 */
class NullValueOnAKeyTest {
  static Collection<String> ourKeys() {
    return SqsSinkConfig.definition().names();
  }

  @ParameterizedTest
  @MethodSource("ourKeys")
  void nullIsAnErrorOnItsKey(String key) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE, key, null);
    Map<String, List<String>> errors = ConnectorSettings.errors(properties);
    assertThat(errors).containsKey(key);
    assertThat(errors.get(key)).hasSize(1);
    assertThat(errors.get(key).get(0)).startsWith(key + " is null").contains("remove the key");
  }

  @ParameterizedTest
  @MethodSource("ourKeys")
  void startErrorNamesTheKeyWithNull(String key) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE, key, null);
    assertThatThrownBy(() -> new SqsSinkConnector().start(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " is null");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " is null");
  }

  @Test
  void errorNamesAllKeysWithNull() {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE, "sqs.linger.ms", null, "event.validation", null);
    assertThat(ConnectorSettings.errors(properties))
        .containsOnlyKeys("sqs.linger.ms", "event.validation");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .hasMessageContaining("sqs.linger.ms is null")
        .hasMessageContaining("event.validation is null");
  }

  @Test
  void nullForTheProviderClassIsAnErrorOnTheClass() {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(
            ConnectorSettings.STANDARD_QUEUE,
            "sqs.credentials.provider.class",
            "com.nordstrom.kafka.connect.auth.AWSAssumeRoleCredentialsProvider",
            "sqs.credentials.provider.role.arn",
            null);
    properties.remove("aws.access.key.id");
    properties.remove("aws.secret.access.key");
    Map<String, List<String>> errors = ConnectorSettings.errors(properties);
    assertThat(errors).containsOnlyKeys("sqs.credentials.provider.class");
    assertThat(errors.get("sqs.credentials.provider.class").get(0))
        .startsWith("sqs.credentials.provider.role.arn is null");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sqs.credentials.provider.role.arn is null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors.tolerance",
        "errors.log.enable",
        "errors.deadletterqueue.topic.name",
        "producer.override.max.request.size",
        "value.converter",
        "transforms",
        "sqs.not.a.key"
      })
  void nullOnKeysOfConnectIsAccepted(String key) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(ConnectorSettings.STANDARD_QUEUE, key, null);
    assertThat(ConnectorSettings.errors(properties)).isEmpty();
    SqsSinkConnector connector = new SqsSinkConnector();
    connector.start(properties);
    assertThat(connector.taskConfigs(1)).hasSize(1);
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    assertThatCode(() -> task.start(properties)).doesNotThrowAnyException();
    task.stop();
  }

  @Test
  void offsetsCanBeAlteredWithNullSettings() {
    Map<String, @Nullable String> properties = new HashMap<>();
    properties.put("sqs.queue.url", null);
    assertThat(new SqsSinkConnector().alterOffsets(properties, Map.of())).isTrue();
  }
}
