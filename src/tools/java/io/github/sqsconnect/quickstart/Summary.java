package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** What the quickstart shows at the end: an example, the state of the connector, counts, logs. */
record Summary(
    Screen screen, QuickstartServers servers, SampleConfig config, List<Sample> samples) {
  /** The line that the connector logs when its task stops. */
  private static final Pattern COUNTS =
      Pattern.compile("\\brequests=(\\d+).*\\bentries_per_request=([^\\s,]+)");

  void show() {
    DeliveredSamples delivered = DeliveredSamples.in(servers.queue().bodies());
    showExample(delivered);
    showConnector();
    showCounts(delivered);
    screen.heading("Logs");
    screen.fact("worker, connector", RunDirectory.shown(servers.worker().log()));
    screen.fact("broker", RunDirectory.shown(servers.broker().log()));
    screen.fact("ElasticMQ", RunDirectory.shown(servers.elasticMq().log()));
  }

  private void showExample(DeliveredSamples delivered) {
    Sample example = samples.get(0);
    screen.heading("A record in Kafka");
    screen.json(example.value());
    screen.heading("and the event batch made of it in SQS");
    delivered
        .messageOf(example)
        .ifPresentOrElse(screen::json, () -> screen.plain("    did not arrive"));
  }

  private void showConnector() {
    String name = config.connector();
    ConnectRest.Status status = servers.worker().rest().status(name);
    screen.heading("Connector");
    screen.fact("connector", status.connector().state());
    for (int task = 0; task < status.tasks().size(); task++) {
      screen.fact("task " + task, status.tasks().get(task).state());
    }
    status
        .failedTask()
        .ifPresent(
            task ->
                task.trace()
                    .lines()
                    .filter(line -> line.startsWith("Caused by"))
                    .forEach(line -> screen.fact("", line)));

    Map<TopicPartition, Long> committed = servers.topics().committed(name);
    servers.topics().ends(config.topic()).entrySet().stream()
        .sorted(Comparator.comparing(end -> end.getKey().partition()))
        .forEach(
            end ->
                screen.fact(
                    "partition " + end.getKey().partition(),
                    "committed %d of %d records"
                        .formatted(committed.getOrDefault(end.getKey(), 0L), end.getValue())));
  }

  private void showCounts(DeliveredSamples delivered) {
    String shapes =
        samples.stream()
            .collect(Collectors.groupingBy(Sample::shape, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> each.getValue() + " " + each.getKey().plural)
            .collect(Collectors.joining(", "));
    List<MatchResult> logged = countsOfTheConnector();
    screen.heading("Counts");
    screen.fact("records produced", samples.size() + screen.dim("   " + shapes));
    screen.fact("records delivered", delivered.complete(samples));
    screen.fact("events delivered twice", delivered.repeated());
    screen.fact("messages in the queue", servers.queue().count());
    if (logged.isEmpty()) {
      screen.fact("requests", "not logged by the connector");
    } else {
      MatchResult last = logged.get(logged.size() - 1);
      screen.fact("requests", last.group(1));
      screen.fact("entries per request", last.group(2));
    }
  }

  /** A task logs its counts when it stops, so the connector is stopped for a moment. */
  private List<MatchResult> countsOfTheConnector() {
    ConnectRest rest = servers.worker().rest();
    rest.stop(config.connector());
    Await.within(Duration.ofSeconds(10), () -> !logged().isEmpty());
    rest.resume(config.connector());
    return logged();
  }

  private List<MatchResult> logged() {
    return COUNTS.matcher(servers.worker().logText()).results().toList();
  }
}
