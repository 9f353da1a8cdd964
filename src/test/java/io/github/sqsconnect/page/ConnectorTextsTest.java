package io.github.sqsconnect.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** Each text is read by a parser that this project has not written, and must mean the same. */
class ConnectorTextsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";

  /** Values that some syntax reads as something else. */
  private static final List<String> NASTY =
      List.of(
          "it's",
          "''",
          "say \"hello\"",
          "back\\slash\\",
          "\\u0041 \\n",
          "two\nlines\n",
          "carriage\rreturn\r\n",
          "tab\there",
          "  leading and trailing  ",
          "\t",
          " ",
          "",
          "$HOME ${topic} $(id) `id`",
          "# no comment",
          "a # b",
          "! bang !",
          "@/etc/passwd",
          "key: value",
          "- item",
          "a=b:c",
          "{\"a\":[1,2]}",
          "*anchor &ref |> %tag ?",
          "~",
          "null",
          "true",
          "on",
          "1e3",
          "0o17",
          "2026-11-24",
          "---",
          "EOF",
          "äöü ß é",
          "日本語",
          "😀 end",
          "line\u2028separator\u2029 next\u0085line",
          "\uFEFFmark \u200B \u00A0",
          "bell\u0007 delete\u007F control\u009F nul\u0000",
          "'\\''; touch /tmp/owned; '");

  private static Map<String, String> nasty() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", "nasty");
    settings.put("sqs.queue.url", QUEUE);
    for (int i = 0; i < NASTY.size(); i++) {
      settings.put("transforms.t" + i + ".value", NASTY.get(i));
      if (!NASTY.get(i).isEmpty()) {
        settings.put(NASTY.get(i), "value of a nasty key");
      }
    }
    return settings;
  }

  /** What all texts must mean. */
  private static Map<String, String> expected(Map<String, String> settings) {
    Map<String, String> expected = new HashMap<>(settings);
    expected.putIfAbsent("connector.class", "io.github.sqsconnect.SqsSinkConnector");
    expected.remove("name");
    return expected;
  }

  private static ConnectorTexts texts(String... keysAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConnectorTexts.of(new LinkedHashMap<>(settings));
  }

  private static ConnectorTexts nastyTexts() {
    return ConnectorTexts.of(new LinkedHashMap<>(nasty()));
  }

  @Test
  void jsonMeansTheSettings() throws IOException {
    JsonNode json = JSON.readTree(nastyTexts().json());

    assertThat(json.path("name").asText()).isEqualTo("nasty");
    assertThat(strings(json.path("config"))).isEqualTo(expected(nasty()));
  }

  @Test
  void propertiesMeanTheSettings() throws IOException {
    String text = nastyTexts().properties();
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

    Map<String, String> read = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
    assertThat(read.remove("name")).isEqualTo("nasty");
    assertThat(read).isEqualTo(expected(nasty()));
  }

  @Test
  void strimziResourceMeansTheSettings() {
    Map<String, Object> resource = new Yaml().load(nastyTexts().strimzi());

    assertThat(resource).containsEntry("kind", "KafkaConnector");
    assertThat(resource.get("metadata")).asString().contains("name=nasty");
    Map<?, ?> spec = (Map<?, ?>) resource.get("spec");
    assertThat(spec.get("class")).isEqualTo("io.github.sqsconnect.SqsSinkConnector");
    Map<String, String> expected = expected(nasty());
    expected.remove("connector.class");
    assertThat(spec.get("config")).isEqualTo(expected);
  }

  @Test
  void shellPassesTheSettingsToCurl() throws Exception {
    List<String> arguments = curlArguments(nastyTexts().curl("http://connect:8083/"));

    assertThat(arguments).contains("http://connect:8083/connectors/nasty/config");
    String body = arguments.get(arguments.indexOf("--data-raw") + 1);
    assertThat(strings(JSON.readTree(body))).isEqualTo(expected(nasty()));
  }

  /** A shell runs the text with a function in place of curl that prints its arguments. */
  private static List<String> curlArguments(String command)
      throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    try (var in = shell.getOutputStream()) {
      in.write(
          ("curl() { printf '%s\\036' \"$@\"; }\n" + command).getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return List.of(output.split("\u001E", -1));
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new HashMap<>();
    object.properties().forEach(member -> strings.put(member.getKey(), member.getValue().asText()));
    return strings;
  }

  @ParameterizedTest
  @CsvSource({
    "orders, orders",
    "Orders to SQS!, orders-to-sqs",
    "a_b.c, a-b.c",
    "-.a.-b-, a.b",
    "日本, sqs-sink"
  })
  void resourceOfStrimziHasANameThatKubernetesAllows(String name, String resource) {
    String text = texts("name", name, "sqs.queue.url", QUEUE).strimzi();

    assertThat(text).contains("  name: \"" + resource + "\"\n");
    assertThat(text.contains("Kubernetes allows no other name")).isEqualTo(!name.equals(resource));
  }

  @Test
  void nameOfTheConnectorIsEncodedInTheAddress() throws Exception {
    List<String> arguments = curlArguments(texts("name", "a b/c?'ä").curl(null));

    assertThat(arguments).contains("http://localhost:8083/connectors/a%20b%2Fc%3F%27%C3%A4/config");
  }

  @ParameterizedTest
  @CsvSource({
    "https://connect.example.com/, https://connect.example.com/connectors/sqs-sink/config",
    "http://[::1]:8083, http://[::1]:8083/connectors/sqs-sink/config",
    "--upload-file /etc/passwd, http://localhost:8083/connectors/sqs-sink/config",
    "file:///etc/passwd, http://localhost:8083/connectors/sqs-sink/config"
  })
  void onlyAnAddressOfHttpIsTheWorker(String worker, String address) throws Exception {
    assertThat(curlArguments(texts().curl(worker))).contains(address);
  }

  @Test
  void secretsAreReplacedButPlaceholdersOfSecretsStay() {
    ConnectorTexts texts =
        texts(
            "sqs.queue.url", QUEUE,
            "aws.access.key.id", "${file:/run/keys:id}",
            "aws.secret.access.key", "s3cret",
            "sqs.proxy.password", "s3cret",
            "sqs.credentials.provider.key", "s3cret",
            "value.converter.basic.auth.user.info", "jane:s3cret");

    for (String text :
        List.of(texts.json(), texts.properties(), texts.curl(null), texts.strimzi())) {
      assertThat(text)
          .doesNotContain("s3cret")
          .contains("${file:/run/keys:id}")
          .contains("secrets.properties:aws.secret.access.key}");
    }
  }

  @Test
  void settingsOfConnectStandFirst() {
    assertThat(
            texts("a.b", "1", "sqs.linger.ms", "1", "sqs.queue.url", QUEUE, "topics", "t")
                .settings())
        .containsOnlyKeys("connector.class", "topics", "sqs.queue.url", "sqs.linger.ms", "a.b");
  }

  @Test
  void tasksOfStrimziAreANumber() {
    Map<String, Object> resource = new Yaml().load(texts("tasks.max", "3").strimzi());
    assertThat(((Map<?, ?>) resource.get("spec")).get("tasksMax")).isEqualTo(3);
    assertThat(texts("tasks.max", "3 # many").strimzi()).doesNotContain("tasksMax");
  }

  @Test
  void policyOfEachOwnerIsJsonOrItsProblemIsNamed() throws IOException {
    ConnectorTexts.Policies role =
        texts("sqs.queue.url", QUEUE, "aws.sts.role.arn", "arn:aws:iam::123456789012:role/r").iam();
    assertThat(role.byOwner()).hasSize(3);
    for (String policy : role.byOwner().values()) {
      assertThat(JSON.readTree(policy).at("/Statement/0/Effect").asText()).isEqualTo("Allow");
    }
    ConnectorTexts.Policies none = texts().iam();
    assertThat(none.byOwner()).isEmpty();
    assertThat(none.problem()).isPresent();
  }
}
