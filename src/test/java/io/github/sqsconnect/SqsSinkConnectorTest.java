package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.logs.CapturedLog;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SqsSinkConnectorTest {
  private static final String SECRET = "wJalrXUtnFEMIK7MDENG";
  private static final String URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";

  private final SqsSinkConnector connector = new SqsSinkConnector();

  @Test
  void isFoundByConnectWithAVersion() {
    assertThat(ServiceLoader.load(SinkConnector.class).stream())
        .anyMatch(provider -> provider.type() == SqsSinkConnector.class);
    assertThat(connector.version()).matches("[0-9]+\\..*").doesNotContain("$");
    assertThat(new SqsSinkTask().version()).isEqualTo(connector.version());
    assertThat(connector.taskClass()).isEqualTo(SqsSinkTask.class);
  }

  @Test
  void everyTaskGetsTheWholeConfigurationAndItsNumber() {
    Map<String, String> properties = new HashMap<>(Map.of("sqs.queue.url", URL, "topics", "t"));
    connector.start(properties);
    Map<String, String> first = new HashMap<>(properties);
    first.put("task.index", "0");
    Map<String, String> second = new HashMap<>(properties);
    second.put("task.index", "1");
    properties.put("topics", "changed later");
    assertThat(connector.taskConfigs(2)).containsExactly(first, second);
    assertThat(connector.taskConfigs(0)).isEmpty();
    connector.stop();
  }

  @Test
  void offsetsMayBeSetToAnything() {
    assertThat(connector.alterOffsets(Map.of(), Map.of(new TopicPartition("t", 0), 5L))).isTrue();
    Map<TopicPartition, Long> reset = new HashMap<>();
    reset.put(new TopicPartition("t", 0), null);
    assertThat(connector.alterOffsets(Map.of(), reset)).isTrue();
  }

  @Test
  void alteredOffsetsOfEveryFifoQueueAreWarnedOf() {
    String log =
        CapturedLog.of(
            () ->
                new SqsSinkConnector()
                    .alterOffsets(
                        Map.of(
                            "sqs.queue.url",
                            URL,
                            "sqs.queue.url.map",
                            "a=" + URL + "-a.fifo,b=" + URL + "-${topic}.fifo"),
                        Map.of(new TopicPartition("a", 0), 5L)));
    assertThat(log)
        .contains("event=offsets_altered queue=" + URL + "-a.fifo;")
        .contains("event=offsets_altered queue=" + URL + "-${topic}.fifo;")
        .doesNotContain("queue=" + URL + ";");
  }

  @Test
  void passwordsInQueuesAreNotShownButTemplatesAre() {
    Config config =
        new SqsSinkConnector()
            .validate(
                ConnectorSettings.with(
                    URL + "-${topic}",
                    "sqs.queue.url.map",
                    "a=" + URL + "-${key},b=https://user:s3cret@h/1/q"));
    Map<String, Object> values = new HashMap<>();
    config.configValues().forEach(value -> values.put(value.name(), value.value()));
    assertThat(values.get("sqs.queue.url")).isEqualTo(URL + "-${topic}");
    assertThat(values.get("sqs.queue.url.map").toString())
        .contains("a=" + URL + "-${key}", "b=(not shown")
        .doesNotContain("s3cret");
    assertThat(config.configValues().toString()).doesNotContain("s3cret");
  }

  @Test
  void keyThatIsSetOrHasAnErrorIsVisibleAlthoughItDoesNotMatter() {
    assertThat(visible(Map.of("sqs.queue.url", URL)))
        .doesNotContain("sqs.fifo.ordering", "sqs.proxy.password", "sqs.proxy.user");
    assertThat(visible(Map.of("sqs.queue.url", URL, "sqs.fifo.ordering", "strict")))
        .contains("sqs.fifo.ordering");
    assertThat(visible(Map.of("sqs.queue.url", URL, "sqs.proxy.user", "jane")))
        .contains("sqs.proxy.user", "sqs.proxy.password");
  }

  private List<String> visible(Map<String, String> properties) {
    return connector.validate(properties).configValues().stream()
        .filter(ConfigValue::visible)
        .map(ConfigValue::name)
        .toList();
  }

  @Test
  void keyThatDependsOnTwoOthersHasOneError() {
    assertThat(errors("sqs.queue.url", URL, "sqs.fifo.ordering", "loose"))
        .containsOnlyKeys("sqs.fifo.ordering")
        .extractingByKey("sqs.fifo.ordering")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  @Test
  void templatesInNamesOfQueuesAreAccepted() {
    assertThat(
            errors(
                "sqs.queue.url",
                URL + "-${topic}-${header.a/b:c}.fifo",
                "sqs.queue.url.map",
                "t=" + URL + "-${key},u=" + URL + "-${value.a}.fifo",
                "sqs.delay.ms",
                "1000",
                "sqs.fifo.ordering",
                "relaxed"))
        .isEmpty();
  }

  @Test
  void errorInTheMapIsReportedAlthoughTheQueueHasAPlaceholder() {
    assertThat(errors("sqs.queue.url", "${vault:a:b}", "sqs.queue.url.map", "a=queue"))
        .containsOnlyKeys("sqs.queue.url.map");
  }

  @Test
  void validConfigurationHasNoErrors() {
    assertThat(errors("sqs.queue.url", URL)).isEmpty();
    assertThat(errors("sqs.queue.url", "arn:aws:sqs:eu-west-1:123456789012:events.fifo")).isEmpty();
    assertThat(
            errors(
                "sqs.queue.url", URL,
                "sqs.region", "eu-west-1",
                "sqs.endpoint.url", "http://localhost:4566",
                "aws.access.key.id", "AKIDEXAMPLE",
                "aws.secret.access.key", SECRET,
                "aws.session.token", "token"))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqs.queue.url             | sqs.queue.url=                                              | is blank
          sqs.queue.url             | sqs.queue.url=events                                        | is not the URL of a queue
          sqs.queue.url             | sqs.queue.url=arn:aws:sqs:eu-west-1:1234:events             | is not the ARN of a queue
          sqs.queue.url             | sqs.queue.url=https://sqs.eu-west-1.amazonaws.com/events    | does not contain an account
          sqs.region                | sqs.region=us-east-1                                        | contradicts sqs.queue.url
          sqs.endpoint.url          | sqs.endpoint.url=localhost:4566                             | is not an endpoint
          aws.access.key.id         | aws.secret.access.key=wJalrXUtnFEMIK7MDENG                  | is missing although
          aws.secret.access.key     | aws.access.key.id=wJalrXUtnFEMIK7MDENG                      | is missing although
          aws.session.token         | aws.session.token=wJalrXUtnFEMIK7MDENG                      | is set without
          aws.secret.access.key     | aws.secret.access.key=                                      | is blank
          sqs.message.format        | sqs.message.format=avro                                     | Allowed: event-batch,
          event.exclude.fields      | event.exclude.fields=events                                 | without which there is no event batch
          event.exclude.fields      | event.exclude.fields=events.data                            | without which there is no event batch
          event.record.identities   | event.record.identities=mail=user.mail                      | which the format does not know
          event.record.id.path      | event.record.id.path=a..b                                   | has an empty segment
          event.record.name         | event.record.name=${offset}                                 | which is not known
          event.int64.format        | event.int64.format=hex                                      | Allowed: keep, number, string
          sqs.batch.max.messages    | sqs.batch.max.messages=11                                   | Allowed: 1 to 10
          sqs.batch.max.bytes       | sqs.batch.max.bytes=2000                                    | below sqs.message.max.bytes
          sqs.retry.backoff.max.ms  | sqs.retry.backoff.max.ms=1                                  | below sqs.retry.backoff.ms
          sqs.linger.ms             | sqs.linger.ms=soon                                          | soon
          """)
  void mistakeIsOneClearErrorOnTheKeyToFix(String key, String setting, String message) {
    int equals = setting.indexOf('=');
    Map<String, List<String>> errors =
        errors("sqs.queue.url", URL, setting.substring(0, equals), setting.substring(equals + 1));
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).hasSize(1);
    assertThat(errors.get(key).get(0)).contains(key, message).doesNotContain(SECRET);
  }

  @Test
  void missingQueueIsOneErrorOnItsKey() {
    Map<String, List<String>> errors =
        errors("aws.access.key.id", "AKID", "aws.secret.access.key", "s");
    assertThat(errors).containsOnlyKeys("sqs.queue.url");
    assertThat(errors.get("sqs.queue.url")).hasSize(1);
  }

  @Test
  void regionMayDifferFromTheUrlIfAnEndpointIsSet() {
    assertThat(
            errors(
                "sqs.queue.url", URL,
                "sqs.region", "us-east-1",
                "sqs.endpoint.url", "http://localhost:4566"))
        .isEmpty();
  }

  @Test
  void allErrorsAreReportedTogether() {
    assertThat(
            errors(
                "sqs.queue.url", "events",
                "aws.secret.access.key", SECRET,
                "behavior.on.null.values", "empty",
                "sqs.message.format", "raw"))
        .containsOnlyKeys("sqs.queue.url", "aws.access.key.id", "behavior.on.null.values");
  }

  @Test
  void validationReturnsNoSecrets() {
    String answer =
        String.valueOf(
            connector
                .validate(
                    Map.of(
                        "sqs.queue.url", "events",
                        "aws.access.key.id", SECRET,
                        "aws.session.token", SECRET))
                .configValues());
    assertThat(answer).contains("aws.access.key.id").doesNotContain(SECRET);
  }

  @Test
  void unknownKeyIsWarnedOfAtTheStart() {
    String log =
        CapturedLog.of(
            () ->
                connector.start(Map.of("sqs.queue.url", URL, "sqs.linger", "5", "tasks.max", "1")));
    assertThat(log)
        .contains("event=unknown_key key=sqs.linger nearest=sqs.linger.ms")
        .doesNotContain("tasks.max");
  }

  @Test
  void misspelledKeyIsAnErrorOfThatKeyWithoutItsValue() {
    Map<String, String> properties =
        ConnectorSettings.with(
            URL, "sqs.validate.connection", "false", "aws.secret.acces.key", SECRET);
    List<ConfigValue> values = connector.validate(properties).configValues();
    assertThat(values).extracting(ConfigValue::name).contains("aws.secret.acces.key");
    assertThat(String.valueOf(values)).doesNotContain(SECRET);
    assertThat(ConnectorSettings.errors(new HashMap<>(properties)))
        .containsOnlyKeys("aws.secret.acces.key");

    properties.put("sqs.validate.unknown.keys", "false");
    assertThat(ConnectorSettings.errors(new HashMap<>(properties))).isEmpty();
  }

  @Test
  void numberWithAUnitHasOneErrorWithTheFix() {
    Map<String, String> properties =
        ConnectorSettings.with(URL, "sqs.validate.connection", "false", "sqs.linger.ms", "5ms");
    assertThat(ConnectorSettings.errors(new HashMap<>(properties)).get("sqs.linger.ms"))
        .containsExactly(
            "sqs.linger.ms = '5ms' is not a whole number of milliseconds. Set the number without a unit, for"
                + " example 5.");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties))
        .hasMessageContaining("without a unit, for example 5");
  }

  @Test
  void templateWhereNoneIsAllowedIsAnError() {
    Map<String, String> properties =
        ConnectorSettings.with(
            URL, "sqs.validate.connection", "false", "sqs.id.namespace", "${topic}");
    assertThat(ConnectorSettings.errors(new HashMap<>(properties)))
        .containsOnlyKeys("sqs.id.namespace");
  }

  @Test
  void toleranceWithoutDeadLetterTopicIsWarnedOfAtTheStart() {
    assertThat(CapturedLog.of(() -> connector.start(Map.of("errors.tolerance", "all"))))
        .contains("event=errors_setting", "cannot report rejected records");
    assertThat(CapturedLog.of(() -> connector.start(Map.of("sqs.queue.url", URL)))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void everySampleConfigurationPasses(Path file) throws IOException {
    Map<String, String> sample = read(file);
    assertThat(sample).containsEntry("connector.class", SqsSinkConnector.class.getName());
    assertThat(errors(sample)).isEmpty();
    assertThat(CapturedLog.of(() -> connector.start(sample))).as("no warning").isEmpty();
  }

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("config"))) {
      List<Path> samples =
          files.filter(file -> file.toString().matches(".*\\.(json|properties)")).sorted().toList();
      assertThat(samples).hasSizeGreaterThan(1);
      return samples;
    }
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    if (file.toString().endsWith(".json")) {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      assertThat(json.path("name").asText()).isNotBlank();
      json.path("config")
          .properties()
          .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    } else {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
    }
    return settings;
  }

  @Test
  void wrongQueueIsDetectedWithOneRequest() {
    try (ScriptedSqs endpoint = ScriptedSqs.start()) {
      String url = endpoint.queue("events").url();
      Map<String, String> properties = new HashMap<>();
      properties.put("sqs.region", "us-east-1");
      properties.put("aws.access.key.id", "AKIDEXAMPLE");
      properties.put("aws.secret.access.key", SECRET);
      properties.put("sqs.validate.connection", "true");
      properties.put("sqs.queue.url", url);
      assertThat(errors(properties)).isEmpty();
      properties.put("sqs.queue.url", url + "-gone");
      assertThat(errors(properties)).containsOnlyKeys("sqs.queue.url");
      properties.put("sqs.validate.connection", "false");
      assertThat(errors(properties)).isEmpty();
      assertThat(endpoint.counters().requests()).isEqualTo(2);
    }
  }

  @Test
  void placeholderIsNotCheckedAndStopsATaskThatStartsWithIt() {
    try (ScriptedSqs endpoint = ScriptedSqs.start()) {
      for (String key : SqsSinkConfig.definition().names()) {
        Map<String, String> properties = new HashMap<>();
        properties.put("sqs.region", "us-east-1");
        properties.put("aws.access.key.id", "AKIDEXAMPLE");
        properties.put("aws.secret.access.key", SECRET);
        properties.put("sqs.validate.connection", "true");
        properties.put("sqs.queue.url", endpoint.queue("events.fifo").url());
        properties.put("sqs.message.deduplication.id", "${key}");
        properties.put(key, "${vault:secret/sqs:value}");
        assertThat(errors(properties)).as(key).isEmpty();
        SqsSinkTask task = new SqsSinkTask();
        assertThatThrownBy(() -> task.start(properties))
            .hasMessageStartingWith("SQS-020 a ${...} placeholder is still in " + key + ". ");
      }
      assertThat(endpoint.counters().requests()).isZero();
    }
  }

  @Test
  void placeholderInPartOfAValueIsNotCheckedEither() {
    assertThat(
            errors(
                "sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events",
                "sqs.region", "us-west-2",
                "sqs.endpoint.url", "https://${env:ENDPOINT}:443",
                "aws.access.key.id", "${env:ID}",
                "aws.sts.role.external.id", "external-1",
                "aws.sts.role.arn", "arn:aws:iam::${env:ACCOUNT}:role/sender"))
        .isEmpty();
  }

  @Test
  void wrongValueForABuiltInProviderIsAnErrorOnTheClass() {
    Map<String, List<String>> errors =
        errors(
            "sqs.queue.url",
            URL,
            "sqs.credentials.provider.class",
            "com.nordstrom.kafka.connect.auth.AWSAssumeRoleCredentialsProvider",
            "sqs.credentials.provider.role.arn",
            "sender");
    assertThat(errors).containsOnlyKeys("sqs.credentials.provider.class");
    assertThat(errors.get("sqs.credentials.provider.class").get(0))
        .startsWith("sqs.credentials.provider.role.arn becomes aws.sts.role.arn = 'sender'");
  }

  @Test
  void endpointsAndClassesAreCheckedBeforeAnyRequest() {
    assertThat(
            errors(
                "sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events",
                "sqs.proxy.url", "proxy:3128",
                "aws.sts.role.arn", "arn:aws:iam::123456789012:role/sender",
                "aws.sts.endpoint.url", "sts",
                "sqs.credentials.provider.class", "com.example.Missing"))
        .containsOnlyKeys(
            "sqs.proxy.url", "aws.sts.endpoint.url", "sqs.credentials.provider.class");
  }

  private Map<String, List<String>> errors(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return errors(properties);
  }

  private Map<String, List<String>> errors(Map<String, String> properties) {
    Map<String, List<String>> errors = new HashMap<>();
    Map<String, String> unconnected = new HashMap<>(properties);
    unconnected.putIfAbsent("sqs.validate.connection", "false");
    for (ConfigValue value : connector.validate(unconnected).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
