package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.sqsconnect.metrics.MetricScope;
import io.github.sqsconnect.metrics.SinkMetric;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code docs/operations.md}, and the alert rules and the dashboard beside it. */
class OperationsDocsTest {
  private static final Path FOLDER = Path.of("docs/operations");
  private static final MarkdownPage PAGE = MarkdownPage.of(Path.of("docs/operations.md"));
  private static final String RUNBOOKS =
      "https://github.com/sqsconnect/kafka-connect-sqs-sink/blob/main/docs/operations.md#";

  private final List<JsonNode> alerts = alerts();
  private final JsonNode dashboard = json(FOLDER.resolve("grafana-dashboard.json"));

  // --- alerts

  @Test
  void everyAlertLinksToItsRunbook() {
    assertThat(alerts).hasSizeGreaterThanOrEqualTo(8);
    for (JsonNode alert : alerts) {
      String name = alert.path("alert").asText();
      assertThat(alert.at("/annotations/runbook_url").asText())
          .isEqualTo(RUNBOOKS + name.toLowerCase(Locale.ROOT));
      assertThat(PAGE.prose()).contains("### " + name);
      assertThat(alert.at("/annotations/summary").asText()).contains("$labels.connector");
      assertThat(alert.at("/annotations/description").asText()).isNotBlank();
    }
  }

  @Test
  void pageListsEveryAlertWithItsSeverity() {
    List<String> rows =
        PAGE.table("### Alerts").stream()
            .map(row -> row.get(0).replaceAll("\\[(\\w+)].*", "$1") + " " + row.get(1))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            alerts.stream()
                .map(
                    each ->
                        each.path("alert").asText() + " " + each.at("/labels/severity").asText())
                .toList());
  }

  @Test
  void everyAlertHasATestThatFiresAndClears() {
    List<JsonNode> tests = new ArrayList<>();
    yaml(FOLDER.resolve("alerts-test.yml")).path("tests").forEach(tests::add);
    assertThat(tests.get(0).path("name").asText()).isEqualTo("A quiet hour fires none");

    for (JsonNode alert : alerts) {
      String name = alert.path("alert").asText();
      assertThat(tests)
          .as("tests of %s", name)
          .anySatisfy(
              test -> {
                assertThat(test.path("name").asText()).startsWith(name);
                JsonNode steps = test.path("promql_expr_test");
                assertThat(steps.path(0).path("exp_samples")).isEmpty();
                assertThat(steps.toString()).contains(name);
                assertThat(steps.path(steps.size() - 1).path("exp_samples")).isEmpty();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check rules alerts.yml", "test rules alerts-test.yml"})
  void promtoolAcceptsTheAlerts(String arguments) throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not installed (Debian: apt-get install prometheus)");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments.split(" ")));
    Process promtool =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(output).isZero();
    assertThat(output).contains("SUCCESS");
  }

  // --- metrics

  @Test
  void everyMetricOfThisConnectorThatIsNamedIsDeclared() {
    Set<String> declared = new TreeSet<>(exportedNames().values());
    for (String file : List.of("alerts.yml", "alerts-test.yml", "grafana-dashboard.json")) {
      Set<String> named = named(ProjectFiles.read(FOLDER.resolve(file)));
      assertThat(named).as(file).isNotEmpty().isSubsetOf(declared);
    }
    assertThat(named(PAGE.toString())).isNotEmpty().isSubsetOf(declared);
  }

  private static Set<String> named(String text) {
    return Pattern.compile("sqs_sink_(?:task|queue|rejection|retry)_\\w+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The exporter uses the first rule that matches the MBean, its attribute and its value. */
  @Test
  void exporterRulesExportEveryAttributeButRates() {
    List<JsonNode> rules = new ArrayList<>();
    yaml(FOLDER.resolve("jmx-exporter.yml")).path("rules").forEach(rules::add);
    Map<String, String> exported = new TreeMap<>();
    for (String attribute : attributes()) {
      for (JsonNode rule : rules) {
        Pattern pattern = Pattern.compile("^.*(?:" + rule.path("pattern").asText() + ").*$");
        Matcher matcher = pattern.matcher(attribute + ": 1.0");
        if (matcher.matches()) {
          String name = matcher.replaceFirst(rule.path("name").asText()).replace('-', '_');
          boolean counter = rule.path("type").asText().equals("COUNTER");
          assertThat(counter).as(attribute).isEqualTo(name.endsWith("_total"));
          exported.put(attribute, name);
          break;
        }
      }
    }

    assertThat(exported).isEqualTo(exportedNames());
  }

  @Test
  void openTelemetryRulesLeadToTheSameNames() {
    Set<String> names = new TreeSet<>();
    for (JsonNode bean : yaml(FOLDER.resolve("opentelemetry-jmx.yml")).path("rules")) {
      String prefix = bean.path("prefix").asText();
      if (prefix.startsWith("sqs_sink.")) {
        for (JsonNode metric : bean.path("mapping")) {
          String total = metric.path("type").asText().equals("counter") ? "_total" : "";
          names.add(prefix.replace('.', '_') + metric.path("metric").asText() + total);
        }
      }
    }

    assertThat(names).containsExactlyInAnyOrderElementsOf(exportedNames().values());
  }

  /** Every attribute of every MBean, as the exporter writes it before it applies the rules. */
  private static List<String> attributes() {
    List<String> attributes = new ArrayList<>();
    for (SinkMetric metric : SinkMetric.values()) {
      MetricScope scope = metric.scope();
      String labels =
          scope.labels().stream().map(label -> ", " + label + "=x").collect(Collectors.joining());
      for (String attribute : metric.attributes()) {
        attributes.add(
            "kafka.connect<type=%s, connector=c, task=0%s><>%s"
                .formatted(scope.type(), labels, attribute));
      }
    }
    return attributes;
  }

  /** The name of each attribute in Prometheus; rates have none. */
  private static Map<String, String> exportedNames() {
    Map<String, String> names = new TreeMap<>();
    for (String attribute : attributes()) {
      Matcher parts = Pattern.compile(".*type=sqs-sink-(\\w+)-\\w+,.*><>(.*)").matcher(attribute);
      if (parts.matches() && !parts.group(2).endsWith("-rate")) {
        String name = parts.group(2).equals("info") ? "build" : parts.group(2).replace('-', '_');
        names.put(attribute, "sqs_sink_" + parts.group(1) + "_" + name);
      }
    }
    return names;
  }

  // --- dashboard

  @Test
  void dashboardHasItsVariablesAndRows() {
    assertThat(dashboard.path("uid").asText()).isEqualTo("kafka-connect-sqs-sink");
    assertThat(dashboard.at("/templating/list"))
        .extracting(each -> each.path("name").asText())
        .containsExactly("datasource", "cluster", "connector", "task", "queue", "price");
    assertThat(dashboard.path("panels"))
        .filteredOn(panel -> panel.path("type").asText().equals("row"))
        .extracting(panel -> panel.path("title").asText())
        .containsExactly(
            "Overview: is it healthy, how far behind, what does it cost",
            "Delivery",
            "Errors",
            "Back-pressure",
            "FIFO queues",
            "Credentials");
  }

  @Test
  void everyPanelIsDescribedAndUsesTheVariables() {
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as("id of %s", title).isTrue();
      if (panel.path("type").asText().equals("row")) {
        continue;
      }
      assertThat(panel.path("description").asText()).as(title).isNotBlank();
      assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
      assertThat(panel.path("targets")).as(title).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("expr").asText())
            .as(title)
            .contains("cluster=~\"$cluster\", connector=~\"$connector\", task=~\"$task\"");
      }
    }
  }

  @Test
  void panelsDoNotOverlap() {
    Set<String> cells = new TreeSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        assertThat(x).isLessThan(24);
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(cells.add(x + "," + y)).as(panel.path("title").asText()).isTrue();
        }
      }
    }
  }

  private static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    yaml(FOLDER.resolve("alerts.yml")).at("/groups/0/rules").forEach(alerts::add);
    return alerts;
  }

  private static JsonNode json(Path file) {
    return Unchecked.call(() -> new ObjectMapper().readTree(ProjectFiles.read(file)));
  }

  private static JsonNode yaml(Path file) {
    return Unchecked.call(
        () -> new ObjectMapper(new YAMLFactory()).readTree(ProjectFiles.read(file)));
  }
}
