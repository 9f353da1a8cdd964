package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.config.UnknownKeys;
import io.github.sqsconnect.docs.MarkdownPage.Block;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.schema.EventBatchSchema;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks README, links of all pages, and the sample configurations. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path FIRST_STEPS = Path.of("docs/getting-started.md");
  private static final Pattern COMMAND = Pattern.compile("(?<![\\w/])(?:\\./mvnw|\\.?bin/[\\w-]+)");
  private static final Pattern SAMPLE_OF_A_ROW =
      Pattern.compile("^\\| [^|]+ \\| \\[([\\w-]+)\\.json]");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{file:[^}]*}");

  private final List<Block> json =
      Stream.of(README, FIRST_STEPS)
          .flatMap(page -> MarkdownPage.of(page).blocks("json").stream())
          .toList();

  // --- links

  @Test
  void linksHaveTargets() {
    List<String> broken = new ArrayList<>();
    List<Path> pages = pages();
    assertThat(pages)
        .contains(README, Path.of("docs/event-format.md"), Path.of("src/testkit/README.md"));
    pages.forEach(page -> broken.addAll(brokenLinks(page)));
    assertThat(broken).isEmpty();
  }

  @Test
  void brokenLinksAreFound(@TempDir Path directory) throws IOException {
    Path page = directory.resolve("page.md");
    Files.writeString(
        page,
        "# A page, with `code`\n\n[a](#a-page-with-code) [b](other.md) [c](page.md#nowhere)\n"
            + "`[d](in-code.md)` [e](https://example.org/)\n```\n[f](in-a-block.md)\n```\n");
    assertThat(brokenLinks(page)).containsExactly(page + ": other.md", page + ": page.md#nowhere");
  }

  /** Anything else would be a placeholder such as {@code <name>}, which readers do not see. */
  @Test
  void proseContainsOnlyElementsOfPictures() {
    for (Path page : pages()) {
      assertThat(MarkdownPage.of(page).elements())
          .as(page.toString())
          .isSubsetOf("picture", "source", "img");
    }
    assertThat(new MarkdownPage("a `<code>` <name> \\<not> <https://a.b>\n").elements())
        .containsExactly("name");
  }

  @Test
  void everyPageOfTheDocsIsReachable() {
    Set<Path> reached = new LinkedHashSet<>();
    ArrayDeque<Path> toRead = new ArrayDeque<>(List.of(README));
    while (!toRead.isEmpty()) {
      Path page = toRead.remove();
      if (reached.add(page) && page.toString().endsWith(".md")) {
        for (String link : relativeLinks(page)) {
          toRead.addAll(filesOf(target(page, link)));
        }
      }
    }
    assertThat(reached).containsAll(filesOf(Path.of("docs")));
  }

  private static List<String> brokenLinks(Path page) {
    List<String> broken = new ArrayList<>();
    for (String link : relativeLinks(page)) {
      Path file = target(page, link);
      boolean found = Files.exists(file);
      if (found && link.contains("#")) {
        String anchor = link.substring(link.indexOf('#') + 1);
        found = MarkdownPage.of(file).anchors().contains(anchor);
      }
      if (!found) {
        broken.add(page + ": " + link);
      }
    }
    return broken;
  }

  private static List<String> relativeLinks(Path page) {
    return MarkdownPage.of(page).links().stream()
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  private static Path target(Path page, String link) {
    String file = link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
    return file.isEmpty() ? page : page.resolveSibling(file).normalize();
  }

  private static List<Path> pages() {
    return Stream.of(
            filesIn(Path.of("")),
            filesOf(Path.of("docs")),
            filesOf(Path.of("config")),
            filesIn(Path.of("examples")),
            filesIn(Path.of("examples/typescript")),
            filesIn(Path.of("examples/python")),
            filesIn(Path.of("examples/java")),
            filesOf(Path.of("src")))
        .flatMap(List::stream)
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesOf(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- commands

  @Test
  void commandsExist() throws IOException {
    Set<String> commands = new TreeSet<>();
    Matcher command = COMMAND.matcher(Files.readString(README));
    while (command.find()) {
      commands.add(command.group());
    }
    assertThat(commands).contains("bin/quickstart", "./mvnw");
    assertThat(commands).allSatisfy(name -> assertThat(Path.of(name)).isExecutable());
  }

  // --- JSON and configurations

  @Test
  void jsonParses() {
    assertThat(json).hasSizeGreaterThanOrEqualTo(4);
    json.forEach(block -> Json.parse(block.text()));
  }

  @Test
  void configurationsAreValid() {
    List<Block> configurations =
        json.stream().filter(block -> block.text().contains("connector.class")).toList();
    assertThat(configurations)
        .hasSize(2)
        .allSatisfy(block -> assertThat(errors(connector(block.text()))).isEmpty());
  }

  @Test
  void sampleConfigurationsAreValid() throws IOException {
    List<Path> samples = samples();
    assertThat(samples).hasSizeGreaterThanOrEqualTo(25);
    for (Path file : samples) {
      String text = Files.readString(file);
      assertThat(Json.parse(text)).as(file.toString()).isInstanceOf(Json.Obj.class);
      assertThat(text).contains("\"name\": \"" + nameOf(file) + "\"");
      assertThat(errors(connector(text))).as(file.toString()).isEmpty();
    }
  }

  /** All other samples exist in one form only, so that there is no copy to forget. */
  @Test
  void propertiesOfTheQuickstartAreThoseOfItsJson() throws IOException {
    Properties properties = new Properties();
    properties.load(
        new StringReader(Files.readString(Path.of("config/quickstart-sqs.properties"))));
    Map<String, String> config = new HashMap<>();
    properties.forEach((key, value) -> config.put((String) key, (String) value));

    assertThat(config.remove("name")).isEqualTo("quickstart-sqs");
    assertThat(config)
        .isEqualTo(connector(Files.readString(Path.of("config/quickstart-sqs.json"))));
    assertThat(filesOf(Path.of("config"))).hasSize(samples().size() + 2);
  }

  /** Both tables list every sample once. */
  @Test
  void everySampleIsInTheTables() {
    List<String> samples = samples().stream().map(ReadmeTest::nameOf).toList();
    for (Path page : List.of(Path.of("config/README.md"), README)) {
      List<String> listed =
          MarkdownPage.of(page).prose().stream()
              .map(SAMPLE_OF_A_ROW::matcher)
              .filter(Matcher::find)
              .map(row -> row.group(1))
              .toList();
      assertThat(listed).as(page.toString()).containsExactlyInAnyOrderElementsOf(samples);
    }
  }

  private static List<Path> samples() {
    return filesOf(Path.of("config")).stream()
        .filter(file -> file.toString().endsWith(".json"))
        .toList();
  }

  private static String nameOf(Path sample) {
    return sample.getFileName().toString().replace(".json", "");
  }

  @Test
  void errorsOfConfigurationsAreFound() {
    Map<String, String> config =
        new HashMap<>(
            Map.of(
                "topics", "t",
                "connector.class", SqsSinkConnector.class.getName(),
                "sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/q",
                "aws.access.key.id", "${file:/some/where:key}"));
    assertThat(errors(config)).hasSize(1);
    config.remove("aws.access.key.id");
    assertThat(errors(config)).isEmpty();
    config.put("sqs.linger.milliseconds", "5");
    assertThat(errors(config)).hasSize(1);
    config.put("event.int64.format", "hex");
    assertThat(errors(config)).hasSize(2);
  }

  static Map<String, String> connector(String json) {
    Json.Obj file = (Json.Obj) Json.parse(json);
    assertThat(file.get("name")).isPresent();
    Map<String, String> config = new HashMap<>();
    ((Json.Obj) file.get("config").orElseThrow())
        .members()
        .forEach(member -> config.put(member.name(), ((Json.Str) member.value()).value()));
    return config;
  }

  /** The errors of a configuration, including unknown keys. */
  static List<String> errors(Map<String, String> config) {
    assertThat(config).containsEntry("connector.class", SqsSinkConnector.class.getName());
    assertThat(config).containsKey("topics");
    Map<String, String> resolved = new HashMap<>(config);
    resolved.replaceAll((key, value) -> PLACEHOLDER.matcher(value).replaceAll("resolved"));
    resolved.put("sqs.validate.connection", "false");
    List<String> errors = new ArrayList<>(UnknownKeys.in(resolved.keySet()).keySet());
    new SqsSinkConnector()
        .validate(resolved)
        .configValues()
        .forEach(value -> errors.addAll(value.errorMessages()));
    return errors;
  }

  // --- the message

  /** The connector writes the message that the page shows without a change. */
  @Test
  void messageOfTheFirstStepsIsCorrect() {
    List<Block> messages =
        json.stream().filter(block -> block.section().equals("What arrives")).toList();
    assertThat(messages).hasSize(1);
    String message = messages.get(0).text();
    assertThat(EventBatchSchema.published().violations(message)).isEmpty();
    EventConverter converter =
        new EventConverter(DocumentedExample.config(Map.of()).event(), new IdGenerator(""));
    SinkRecord record = new SinkRecord("t", 0, null, null, null, message, 0);
    List<MessageBody> batches = converter.convert(record, null, message, BodyLimits.of(1_048_576));
    assertThat(batches.get(0).text()).isEqualTo(withoutLayout(message));
  }

  /** The text without white space outside of strings. */
  private static String withoutLayout(String json) {
    return json.replaceAll("\\s+(?=([^\"]*\"[^\"]*\")*[^\"]*$)", "");
  }
}
