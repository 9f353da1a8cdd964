package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The alert rules of {@code docs/operations} in a real Prometheus, which scrapes a real worker
 * before, in and after a scripted incident. A minute of the rules lasts two seconds; nothing else
 * differs from the rules that users load.
 */
@ExtendWith(SharedServers.class)
final class AlertsIT {
  private static final Path FOLDER = ProjectFiles.root().resolve("docs/operations");
  private static final Duration QUIET = MonitoredWorker.MINUTE.multipliedBy(10);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final byte[] NOT_JSON = "not json".getBytes(UTF_8);

  /** The alerts that each connector must cause; the healthy one must cause none. */
  private static final Map<String, Set<String>> EXPECTED =
      Map.of(
          "alerts-healthy", Set.of(),
          "alerts-outage", Set.of("SqsSinkRecordsTooOld", "SqsSinkNoSuccess", "SqsSinkPaused"),
          "alerts-throttled", Set.of("SqsSinkThrottled"),
          "alerts-unauthorized", Set.of("SqsSinkCredentialsFailing"),
          "alerts-poisoned", Set.of("SqsSinkDeadLetters"),
          "alerts-stopped", Set.of("SqsSinkTaskStopped"),
          "alerts-skipping", Set.of("SqsSinkRecordsSkipped"));

  /** An alert of the rules in the time of the test. */
  private record Rule(String name, String expression, Duration pending) {
    static List<Rule> read(String rules) {
      List<Rule> all = new ArrayList<>();
      JsonNode file = Unchecked.call(() -> new ObjectMapper(new YAMLFactory()).readTree(rules));
      for (JsonNode rule : file.at("/groups/0/rules")) {
        String pending = "PT" + rule.path("for").asText("0s");
        all.add(
            new Rule(
                rule.path("alert").asText(), rule.path("expr").asText(), Duration.parse(pending)));
      }
      return all;
    }
  }

  @Test
  void everyAlertFiresInTimeAndClearsAndAQuietPeriodFiresNone(LocalServers servers) {
    assumeTrue(
        PrometheusServer.installed(),
        "Prometheus is not installed (Debian: apt-get install prometheus)");
    String rules = ProjectFiles.read(FOLDER.resolve("alerts.yml"));
    try (MonitoredWorker worker = new MonitoredWorker(servers, "alerts", settings -> {})) {
      createConnectors(worker);
      try (PrometheusServer prometheus = worker.prometheus(rules)) {
        Await.pause(QUIET);
        assertThat(alerts(prometheus, "pending|firing")).as("alerts in a quiet period").isEmpty();

        Instant begin = Instant.now();
        List<EndpointFault> faults = beginIncident(worker);
        Await.value(
            "alerts",
            LIMIT,
            () -> {
              worker.send("alerts-poisoned", 1, NOT_JSON);
              worker.send("alerts-skipping", 1, NOT_JSON);
              return alerts(prometheus, "firing");
            },
            firing -> firing.containsAll(expected()));
        requireDataInEveryPanel(prometheus);

        Instant repaired = Instant.now();
        faults.forEach(EndpointFault::remove);
        worker.configure(
            "alerts-stopped", "alerts-stopped", ConnectorConfig.deadLetters("alerts-dead"));
        Await.until("end of all alerts", LIMIT, () -> alerts(prometheus, "firing").isEmpty());

        requireInTime(prometheus, Rule.read(MonitoredWorker.inTestTime(rules)), begin, repaired);
        requireMatchingLogQueries(worker.worker.logText());
      }
    }
  }

  private static void createConnectors(MonitoredWorker worker) {
    Map<String, Map<String, String>> settings = new HashMap<>();
    settings.put("alerts-outage", Map.of("sqs.buffer.max.bytes", "1048576"));
    settings.put("alerts-poisoned", ConnectorConfig.deadLetters("alerts-dead"));
    settings.put(
        "alerts-skipping",
        Map.of(
            "errors.tolerance", "all",
            "value.converter", ConnectorConfig.JSON,
            "value.converter.schemas.enable", "false"));
    for (String name : EXPECTED.keySet()) {
      String queue = name.equals("alerts-healthy") ? "healthy.fifo" : name;
      worker.connector(name, 1, queue, settings.getOrDefault(name, Map.of()));
      worker.feed(name, () -> 3);
    }
    EXPECTED.keySet().forEach(worker.worker.rest()::awaitRunning);
  }

  private static List<EndpointFault> beginIncident(MonitoredWorker worker) {
    worker.feed("alerts-outage", () -> 40);
    worker.send("alerts-stopped", 1, NOT_JSON);
    return List.of(
        worker.sqs.onQueue("alerts-outage").error("InternalError"),
        worker.sqs.onQueue("alerts-throttled").withChance(0.2).throttle(),
        worker.sqs.onQueue("alerts-unauthorized").expiredCredentials());
  }

  private static Set<String> expected() {
    Set<String> alerts = new TreeSet<>();
    EXPECTED.forEach(
        (connector, names) -> names.forEach(name -> alerts.add(connector + " " + name)));
    return alerts;
  }

  /** The connectors and names of the alerts that are in this state now. */
  private static Set<String> alerts(PrometheusServer prometheus, String state) {
    Set<String> alerts = new TreeSet<>();
    for (JsonNode each : prometheus.query("ALERTS{alertstate=~\"" + state + "\"}")) {
      JsonNode labels = each.path("metric");
      alerts.add(labels.path("connector").asText() + " " + labels.path("alertname").asText());
    }
    return alerts;
  }

  /** From the first second in which its condition is true, an alert fires after its {@code for}. */
  private static void requireInTime(
      PrometheusServer prometheus, List<Rule> rules, Instant begin, Instant repaired) {
    Instant now = Instant.now();
    Set<String> fired = new TreeSet<>();
    for (Rule rule : rules) {
      for (Map.Entry<String, Set<String>> each : EXPECTED.entrySet()) {
        if (!each.getValue().contains(rule.name)) {
          continue;
        }
        Predicate<JsonNode> ours =
            series -> series.at("/metric/connector").asText().equals(each.getKey());
        String firing = "ALERTS{alertstate=\"firing\", alertname=\"%s\"}".formatted(rule.name);
        List<Long> isTrue = seconds(prometheus.range(rule.expression, begin, now), ours);
        List<Long> fires = seconds(prometheus.range(firing, begin, now), ours);
        fired.add(rule.name);
        System.out.printf(
            "%s: true %d s after the fault, firing %d s later (for: %d s), cleared %d s after the repair%n",
            rule.name,
            isTrue.get(0) - begin.getEpochSecond(),
            fires.get(0) - isTrue.get(0),
            rule.pending.toSeconds(),
            fires.get(fires.size() - 1) + 1 - repaired.getEpochSecond());
        assertThat(fires.get(0) - isTrue.get(0))
            .as("seconds until %s fires", rule.name)
            .isBetween(
                rule.pending.toSeconds() - 1,
                rule.pending.plus(PrometheusServer.SCRAPE_INTERVAL.multipliedBy(2)).toSeconds());
      }
    }
    assertThat(fired).containsExactlyInAnyOrderElementsOf(rules.stream().map(Rule::name).toList());
    assertThat(prometheus.query("count_over_time(ALERTS{connector=\"healthy\"}[10m])"))
        .as("alerts of the healthy connector")
        .isEmpty();
  }

  /** The seconds in which one of our series has a value. */
  private static List<Long> seconds(JsonNode result, Predicate<JsonNode> ours) {
    Set<Long> seconds = new TreeSet<>();
    for (JsonNode series : result) {
      if (ours.test(series)) {
        series.path("values").forEach(value -> seconds.add(value.path(0).asLong()));
      }
    }
    return List.copyOf(seconds);
  }

  /** Every query of the dashboard has a result in the incident. */
  private static void requireDataInEveryPanel(PrometheusServer prometheus) {
    String text = ProjectFiles.read(FOLDER.resolve("grafana-dashboard.json"));
    JsonNode dashboard = Unchecked.call(() -> new ObjectMapper().readTree(text));
    List<String> empty = new ArrayList<>();
    for (JsonNode target : dashboard.findValues("expr").stream().toList()) {
      String query =
          target
              .asText()
              .replaceAll("\\$(cluster|connector|task|queue)\\b", ".*")
              .replace("$__rate_interval", "20s")
              .replace("$price", "0.40");
      if (prometheus.query(query).isEmpty()) {
        empty.add(query);
      }
    }
    assertThat(empty).as("queries without data").isEmpty();
  }

  /** The expressions of the log queries match lines of the connector, as Connect writes them. */
  private static void requireMatchingLogQueries(String log) {
    String page = ProjectFiles.read(ProjectFiles.root().resolve("docs/operations.md"));
    List<String> expressions =
        Pattern.compile("(?s)```logs-insights\\n(.*?)```")
            .matcher(page)
            .results()
            .flatMap(query -> query.group(1).lines())
            .flatMap(
                line -> Pattern.compile("(?:like|parse @message) /(.*)/$").matcher(line).results())
            .map((MatchResult expression) -> expression.group(1).replaceAll("\\?<\\w+>", ""))
            .toList();

    assertThat(expressions).hasSizeGreaterThan(20);
    assertThat(expressions).allMatch(each -> Pattern.compile(each).matcher(log).find());
  }
}
