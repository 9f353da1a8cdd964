package io.github.sqsconnect.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.analysis.ConfigCheck;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigureViewTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";

  private final PageView view = ConfigureView.create();

  private JsonNode answer(String address, Map<String, Object> body) throws IOException {
    PageHandler handler = view.handlers().get(address);
    return JSON.readTree(handler.handle(new PageRequest(new HashMap<>(body))).content());
  }

  private JsonNode check(String... keysAndValues) throws IOException {
    return answer("POST /api/check", Map.of("config", config(keysAndValues)));
  }

  private static Map<String, String> config(String... keysAndValues) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("name", "orders");
    config.put("topics", "orders");
    config.put("sqs.queue.url", QUEUE);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      config.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return config;
  }

  private static List<String> errors(JsonNode check, String key) {
    return check.path("keys").path(key).path("errors").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void formHasEveryKeyInItsGroup() throws IOException {
    JsonNode options = answer("GET /api/options", Map.of());

    Map<String, String> groups = new HashMap<>();
    options
        .path("groups")
        .forEach(
            group ->
                group
                    .path("keys")
                    .forEach(
                        key ->
                            groups.put(key.path("name").asText(), group.path("title").asText())));
    SqsSinkConfig.definition()
        .configKeys()
        .values()
        .forEach(key -> assertThat(groups).containsEntry(key.name, key.group));
    assertThat(groups).containsEntry("topics", "Connector");
  }

  @Test
  void everyKeyOfAFilterExists() throws IOException {
    Set<String> basic = new TreeSet<>();
    Set<String> fifo = new TreeSet<>();
    answer("GET /api/options", Map.of())
        .path("groups")
        .forEach(
            group ->
                group
                    .path("keys")
                    .forEach(
                        key -> {
                          String topics = key.path("topics").toString();
                          if (topics.contains("basic")) {
                            basic.add(key.path("name").asText());
                          }
                          if (topics.contains("fifo")) {
                            fifo.add(key.path("name").asText());
                          }
                        }));
    assertThat(basic).hasSize(14);
    assertThat(fifo).hasSize(6);
  }

  static List<Preset> presets() {
    return Preset.all();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void presetHasNoErrorsAndNoWarnings(Preset preset) {
    Map<String, String> settings = new HashMap<>(preset.settings());
    settings.put("connector.class", "SqsSinkConnector");

    ConfigCheck check = ConfigCheck.of(new HashMap<>(settings), false);

    assertThat(check.errors()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void errorIsAtItsKeyAndKeysAppearWhenTheyMatter() throws IOException {
    JsonNode standard = check("sqs.linger.ms", "soon");
    assertThat(errors(standard, "sqs.linger.ms")).hasSize(1);
    assertThat(standard.at("/keys/sqs.linger.ms/visible").asBoolean()).isTrue();
    assertThat(errors(standard, "sqs.queue.url")).isEmpty();
    assertThat(standard.at("/keys/sqs.fifo.ordering/visible").asBoolean()).isFalse();

    JsonNode fifo = check("sqs.queue.url", QUEUE + ".fifo", "errors.tolerance", "all");
    assertThat(fifo.at("/keys/sqs.fifo.ordering/visible").asBoolean()).isTrue();
    assertThat(fifo.at("/keys/errors.deadletterqueue.topic.name/visible").asBoolean()).isTrue();
    assertThat(standard.at("/keys/errors.deadletterqueue.topic.name/visible").asBoolean())
        .isFalse();
  }

  @Test
  void errorOfAKeyWithoutAFieldIsReported() throws IOException {
    assertThat(errors(check("transforms", "t"), "transforms.t.type")).hasSize(1);
    assertThat(errors(check("sqs.lingr.ms", "1"), "sqs.lingr.ms")).hasSize(1);
  }

  @Test
  void settingWithoutEffectIsAWarningOfItsKey() throws IOException {
    JsonNode warnings = check("sqs.cloudevents.type", "a").path("warnings");

    assertThat(warnings)
        .extracting(each -> each.path("key").asText())
        .contains("sqs.cloudevents.type");
  }

  @ParameterizedTest
  @CsvSource({
    "tasks.max, many",
    "errors.tolerance, ALL",
    "topics.regex, orders(",
    "errors.deadletterqueue.topic.name, orders",
    "producer.override.max.request.size, 2MB"
  })
  void valueThatConnectRefusesIsAnErrorOfItsKey(String key, String value) throws IOException {
    assertThat(errors(check(key, value), key)).hasSize(1);
  }

  @Test
  void topicsAreRequired() throws IOException {
    assertThat(errors(check("topics", ""), "topics")).hasSize(1);
  }

  @Test
  void noAnswerContainsASecret() throws IOException {
    Map<String, String> config =
        config(
            "aws.access.key.id", "AKIDs3cret",
            "aws.secret.access.key", "line1\ns3cret",
            "sqs.proxy.password", "s3cret",
            "sqs.credentials.provider.token", "s3cret");
    JsonNode check = answer("POST /api/check", Map.of("config", config));
    JsonNode outputs = answer("POST /api/outputs", Map.of("config", config));

    assertThat(errors(check, "aws.secret.access.key")).hasSize(1);
    assertThat(check.toString() + outputs).doesNotContain("s3cret");
  }
}
