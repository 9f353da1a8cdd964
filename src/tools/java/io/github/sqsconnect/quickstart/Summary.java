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
    Screen screen, QuickstartServers servers, SampleConfig config, SampleDelivery delivery) {
  /** The line that the connector logs when its task stops. */
  private static final Pattern COUNTS =
      Pattern.compile("\\bretries=(\\d+).*\\brequests=(\\d+).*\\bentries_per_request=([^\\s,]+)");

  void show() {
    DeliveredSamples delivered = delivery.delivered();
    showExample(delivered);
    showConnector();
    showCounts(delivered);
    screen.heading("Logs");
    screen.fact("worker, connector", RunDirectory.shown(servers.worker().log()));
    screen.fact("broker", RunDirectory.shown(servers.broker().log()));
    screen.fact("ElasticMQ", RunDirectory.shown(servers.elasticMq().log()));
  }

  /** What to try next. */
  static void showOtherCommands(Screen screen) {
    screen.heading("Next");
    screen.fact("bin/quickstart --keep", "keeps the servers running: type your own records");
    screen.fact("bin/quickstart --watch", "shows the pipeline as a page, with buttons to break it");
    screen.plain("");
  }

  private void showExample(DeliveredSamples delivered) {
    Sample order = delivery.samples().get(0);
    screen.heading("An order in Kafka");
    screen.json(order.value());
    screen.heading("and its message in SQS");
    MarkedBody.explain(screen);
    delivered
        .messageOf(order)
        .ifPresentOrElse(
            body -> MarkedBody.of(order.value(), body).show(screen),
            () -> screen.plain("    did not arrive"));
  }

  private void showConnector() {
    String name = config.connector();
    ConnectRest.Status status = servers.worker().rest().status(name);
    screen.heading("Connector");
    screen.fact("connector", status.connector().state());
    for (int task = 0; task < status.tasks().size(); task++) {
      screen.fact("task " + task, status.tasks().get(task).state());
    }

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
        delivery.samples().stream()
            .collect(Collectors.groupingBy(Sample::shape, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> each.getValue() + " " + each.getKey().plural)
            .collect(Collectors.joining(", "));
    screen.heading("Counts");
    screen.fact("records produced", delivery.samples().size() + ": " + shapes);
    screen.fact("records delivered", delivered.complete(delivery.samples()));
    screen.fact("events delivered twice", delivered.repeated());
    screen.fact("messages in the queue", servers.queue().count());
    List<MatchResult> logged = countsOfTheConnector();
    if (logged.isEmpty()) {
      screen.fact("requests", "not logged by the connector");
    } else {
      MatchResult last = logged.get(logged.size() - 1);
      screen.fact("requests", last.group(2));
      screen.fact("entries per request", last.group(3));
      screen.fact("retries during the outage", last.group(1));
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
