package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code docs/deploy} as far as that is possible without its platforms. */
class DeployDocsTest {
  private static final Path FOLDER = Path.of("docs/deploy");
  private static final Path OVERVIEW = FOLDER.resolve("README.md");
  private static final Pattern WAS_RUN =
      Pattern.compile(
          "\\*\\*Tested by\\*\\*|(?i:never\\s+run\\s+by\\s+us)|\\*\\*Run by us manually");
  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|IT|Properties))`");
  private static final Pattern OVERRIDE =
      Pattern.compile("(?:producer|consumer)\\.override\\.([a-z]+(?:\\.[a-z]+)+)");
  private static final Pattern ARCHIVE_VERSION =
      Pattern.compile("(?<=sqs-sink-|connect-sqs:|default = \")\\d+\\.\\d+\\.\\d+");
  private static final Pattern TERRAFORM_SETTING =
      Pattern.compile(
          "^ +\"([a-z.]+)\" += (?:\"(.*)\"|aws_sqs_queue.orders.url)$", Pattern.MULTILINE);

  /** Prefixes of settings that a worker passes on, and names that are newer than this Kafka. */
  private static final Pattern PASSED_ON =
      Pattern.compile(
          "(producer|consumer|config\\.providers\\.file)\\..+"
              + "|connector\\.client\\.config\\.override\\.allowlist");

  // --- pages

  @Test
  void everyStepNamesItsTestOrIsMarkedAsNotRun() {
    List<String> unmarked = new ArrayList<>();
    for (Path page : pages()) {
      if (!page.equals(OVERVIEW)) {
        String[] steps = ("\n" + ProjectFiles.read(page)).split("\n## ", -1);
        Stream.of(steps)
            .skip(1)
            .filter(step -> !WAS_RUN.matcher(step).find())
            .forEach(step -> unmarked.add(page + ": " + step.lines().findFirst().orElseThrow()));
      }
    }

    assertThat(pages()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(unmarked).isEmpty();
  }

  @Test
  void testsThatPagesNameExist() {
    Set<String> tests =
        Stream.of("src/test", "src/it", "src/proof")
            .flatMap(root -> ProjectFiles.tree(Path.of(root), ".java").stream())
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());

    assertThat(pages().stream().flatMap(page -> found(TEST_NAME, page)).toList())
        .hasSizeGreaterThan(10)
        .allMatch(tests::contains);
  }

  @Test
  void everyFileIsOnAPage() {
    List<String> links =
        pages().stream().flatMap(page -> MarkdownPage.of(page).links().stream()).toList();

    assertThat(ProjectFiles.list(FOLDER).map(file -> file.getFileName().toString()))
        .allMatch(name -> name.equals("README.md") || links.contains(name));
  }

  /** Run with {@code -Ddocs.write=true} for a new version. */
  @Test
  void archivesHaveTheVersionOfThisConnector() {
    String version = new SqsSinkConnector().version().replace("-SNAPSHOT", "");
    Stream<Path> resources = Stream.of("kafka-connect.yaml", "msk-connect.tf").map(FOLDER::resolve);
    Stream.concat(pages().stream(), resources)
        .map(GeneratedPage::new)
        .forEach(
            page -> page.assertContent(ARCHIVE_VERSION.matcher(page.text()).replaceAll(version)));
  }

  @Test
  void sensitiveKeysAreThoseWithTypePassword() {
    String keys =
        new SqsSinkConnector()
            .config().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .sorted()
                .collect(Collectors.joining(","));

    new GeneratedPage(FOLDER.resolve("confluent-cloud.md"))
        .assertSection(
            "<!-- sensitive keys: written by the build -->",
            "```text\n" + keys + "\n```\n",
            "<!-- end of sensitive keys -->");
  }

  // --- settings of the worker

  /** The group protocol is only mentioned, to advise against it. */
  @Test
  void settingsOfClientsThatPagesUseAreInTheAllowlist() {
    Set<String> used = new TreeSet<>();
    Stream.of(Path.of("docs"), Path.of("config"), Path.of("README.md"))
        .flatMap(place -> ProjectFiles.tree(place, "").stream())
        .filter(file -> file.toString().matches(".*\\.(md|json|properties|yaml|tf)"))
        .forEach(file -> found(OVERRIDE, file).forEach(used::add));
    used.remove("group.protocol");

    String list =
        properties(MarkdownPage.of(OVERVIEW).block("properties").text())
            .get("connector.client.config.override.allowlist");
    assertThat(list.split(",")).containsExactlyElementsOf(used);
  }

  @Test
  void settingsOfWorkersAreThoseOfConnect() {
    List<String> unknown = new ArrayList<>();
    Map<String, String> complete =
        properties(ProjectFiles.read(FOLDER.resolve("connect-distributed.properties")));
    Set<String> known = new DistributedConfig(complete).values().keySet();
    workers()
        .forEach(
            (place, settings) ->
                settings.keySet().stream()
                    .filter(key -> !known.contains(key) && !PASSED_ON.matcher(key).matches())
                    .forEach(key -> unknown.add(place + ": " + key)));

    assertThat(unknown).isEmpty();
    assertThat(workers().values())
        .noneMatch(settings -> settings.toString().contains("group.protocol"));
  }

  private static Map<String, Map<String, String>> workers() {
    Map<String, Map<String, String>> workers = new LinkedHashMap<>();
    for (String name : List.of("connect-distributed.properties", "msk-worker.properties")) {
      workers.put(name, properties(ProjectFiles.read(FOLDER.resolve(name))));
    }
    workers.put("compose.yaml", properties(yaml("compose.yaml").at("/configs/worker/content")));
    workers.put("kafka-connect.yaml", texts(yaml("kafka-connect.yaml").at("/spec/config")));
    return workers;
  }

  // --- compose

  @Test
  void partsOfTheComposeFileFitTogether() {
    JsonNode file = yaml("compose.yaml");
    Set<String> services = texts(file.path("services")).keySet();
    Set<String> configs = texts(file.path("configs")).keySet();
    List<String> used = new ArrayList<>();
    for (JsonNode service : file.path("services")) {
      assertThat(services).containsAll(texts(service.path("depends_on")).keySet());
      service.path("configs").forEach(config -> used.add(config.path("source").asText()));
    }
    Map<String, String> worker = properties(file.at("/configs/worker/content"));

    assertThat(used).containsExactlyInAnyOrderElementsOf(configs);
    assertThat(file.at("/services/connect/volumes/0").asText())
        .isEqualTo("./plugins:" + worker.get("plugin.path") + ":ro");
    assertThat(file.at("/services/connect/configs/0/target"))
        .isEqualTo(file.at("/services/connect/command/1"));
    assertThat(file.at("/services/kafka/environment/KAFKA_ADVERTISED_LISTENERS").asText())
        .contains("INTERNAL://" + worker.get("bootstrap.servers") + ",");
    assertThat(file.at("/services/connect/healthcheck/test").toString())
        .as("without it, up --wait returns before the worker accepts a connector")
        .contains("/" + worker.get("listeners").replaceAll(".*:", ""));
  }

  @Test
  void imagesAreTheVersionsThatTestsRun() {
    String elasticMq =
        ProjectFiles.read(Path.of("src/test-servers/elasticmq/pom.xml"))
            .replaceAll("(?s).*<elasticmq.version>(.*)</elasticmq.version>.*", "$1");

    assertThat(yaml("compose.yaml").path("services").findValuesAsText("image"))
        .containsExactly(
            "apache/kafka:" + ServerJars.NEWEST_KAFKA,
            "apache/kafka:" + ServerJars.NEWEST_KAFKA,
            "softwaremill/elasticmq-native:" + elasticMq);
    assertThat(yaml("kafka-connect.yaml").at("/spec/version").asText())
        .isEqualTo(ServerJars.NEWEST_KAFKA);
  }

  // --- configurations of the connector

  @Test
  void connectorAcceptsTheConfigurationOfStrimzi() {
    JsonNode spec = yaml("kafka-connector.yaml").path("spec");
    Map<String, String> config = texts(spec.path("config"));
    config.put("connector.class", spec.path("class").asText());
    config.put("tasks.max", spec.path("tasksMax").asText());

    assertThat(ReadmeTest.errors(config)).isEmpty();
  }

  @Test
  void settingsOfStrimziCanBeCopiedToProperties(@TempDir Path folder) throws IOException {
    String lines =
        ProjectFiles.read(FOLDER.resolve("kafka-connector.yaml")).split("\n  config:\n")[1];
    Path copy = Files.writeString(folder.resolve("copy.properties"), lines.replace("\"", ""));

    assertThat(ConfigFile.read(copy))
        .isEqualTo(texts(yaml("kafka-connector.yaml").at("/spec/config")));
  }

  @Test
  void connectorAcceptsTheConfigurationOfConfluentCloud() {
    MarkdownPage page = MarkdownPage.of(FOLDER.resolve("confluent-cloud.md"));
    Map<String, String> config = ReadmeTest.connector(page.block("json").text());
    assertThat(config).containsEntry("confluent.custom.connect.java.version", "17");
    config.keySet().removeIf(key -> key.startsWith("confluent.") || key.startsWith("kafka."));

    assertThat(ReadmeTest.errors(config)).isEmpty();
  }

  @Test
  void connectorAcceptsTheConfigurationOfTerraform() {
    Map<String, String> config = new HashMap<>();
    TERRAFORM_SETTING
        .matcher(ProjectFiles.read(FOLDER.resolve("msk-connect.tf")))
        .results()
        .forEach(
            setting ->
                config.put(
                    setting.group(1),
                    setting.group(2) == null
                        ? "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
                        : setting.group(2)));

    assertThat(config).hasSizeGreaterThan(10).containsKey("sqs.queue.url");
    assertThat(ReadmeTest.errors(config)).isEmpty();
  }

  @Test
  void policiesOfTerraformNameTopicsGroupsAndTheAccount() {
    assertThat(ProjectFiles.read(FOLDER.resolve("msk-connect.tf")))
        .contains("kafka-cluster:WriteData", "\"aws:SourceAccount\"")
        .doesNotContain("/*\"", "\"*\"");
  }

  private static List<Path> pages() {
    return ProjectFiles.tree(FOLDER, ".md");
  }

  private static Stream<String> found(Pattern pattern, Path file) {
    return pattern.matcher(ProjectFiles.read(file)).results().map(match -> match.group(1));
  }

  private static JsonNode yaml(String name) {
    return Unchecked.call(
        () ->
            new ObjectMapper(new YAMLFactory()).readTree(ProjectFiles.read(FOLDER.resolve(name))));
  }

  /** The members of an object with their values as text. */
  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
    return texts;
  }

  private static Map<String, String> properties(JsonNode text) {
    return properties(text.asText());
  }

  private static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    Unchecked.run(() -> properties.load(new StringReader(text)));
    Map<String, String> settings = new HashMap<>();
    properties.forEach((key, value) -> settings.put((String) key, (String) value));
    return settings;
  }
}
