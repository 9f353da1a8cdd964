package io.github.sqsconnect.docs;

import io.github.sqsconnect.delivery.ReporterCalls;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.TaskOnManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a real task stop for one reason and returns its message. The steps for each reason are in
 * {@code stop-reasons.txt}. The task runs on a manual clock, so the message is always the same.
 */
final class StopScenario extends DocumentedScenario {
  private static final String SHOWN_REQUEST_ID = "0a1b2c3d-0000-5000-8000-00000000002a";
  private static final Duration LONGEST_RUN = Duration.ofSeconds(100);
  private static final long FIRST_OFFSET = 42;

  private @Nullable ErrantRecordReporter reporter = new FakeReporter();
  private List<String> values = List.of("one record", "another");
  private boolean revoked;
  private boolean onlyStart;

  /** Creates a task that works until a step breaks it; AWS sends errors with legacy codes. */
  private StopScenario(boolean legacyCodes) {
    sqs.legacyCodes(legacyCodes);
    settings.put("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    settings.put("sqs.message.format", "raw");
    settings.put("sqs.max.in.flight.requests", "1");
    settings.put("aws.access.key.id", "AKIDEXAMPLE");
    settings.put("aws.secret.access.key", "secret");
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", "events-rejected");
  }

  static String message(StopReason reason, boolean legacyCodes) {
    try (StopScenario scenario = new StopScenario(legacyCodes)) {
      scenario.run(DocumentedScenario.of("stop-reasons.txt").get(reason.id()));
      return scenario.onlyStart ? scenario.started() : scenario.stopped();
    }
  }

  static boolean containsRequestId(String message) {
    return message.contains(", AWS request id " + SHOWN_REQUEST_ID);
  }

  @Override
  Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("environment (\\S+) = (.+)", step -> environment(step.group(1), step.group(2)));
    actions.put("only start", step -> onlyStart = true);
    actions.put("the partition is revoked", step -> revoked = true);
    actions.put("records: (.+)", step -> values = List.of(step.group(1).split(", ")));
    actions.put(
        "one record of (\\d+) characters",
        step -> values = List.of("x".repeat(Integer.parseInt(step.group(1)))));

    actions.put(
        "sqs accepts only other credentials",
        step -> sqs.credentials().accept("ANOTHER", "secret"));
    actions.put(
        "every message fails: (\\S+) \\((.+)\\)",
        step -> {
          sqs.always().failEntry(step.group(1), true);
          explain(step.group(2));
        });
    actions.put("a gateway responds with 403", step -> respondAsGateway());

    actions.put("there is no reporter", step -> reporter = null);
    actions.put("the reporter refuses at once", step -> reporter = refusingAtOnce());
    actions.put("the reporter may not write", step -> reporter = withoutPermission());
    actions.put("the reporter blocks", step -> reporter = new BlockedReporter());
    return actions;
  }

  private void respondAsGateway() {
    sqs.always().htmlAnswer(403);
    sqs.always()
        .rewriteWire(
            response ->
                new String(response, StandardCharsets.ISO_8859_1)
                    .replaceFirst("(?i)x-amzn-requestid:[^\\r]*\\r\\n", "")
                    .getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns what Connect returns when its producer refuses a record at once. */
  private static ErrantRecordReporter refusingAtOnce() {
    return new FakeReporter(() -> CompletableFuture.completedFuture(null));
  }

  private static ErrantRecordReporter withoutPermission() {
    return new FakeReporter(
        () ->
            CompletableFuture.failedFuture(
                new TopicAuthorizationException(Set.of("events-rejected"))));
  }

  private String stopped() {
    try (TaskOnManualClock task =
        TaskOnManualClock.sendingTo(sqs, "eu-west-1", settings, reporter)) {
      if (revoked) {
        task.closePartition();
      }
      List<SinkRecord> records =
          IntStream.range(0, values.size())
              .mapToObj(i -> task.recordAt(FIRST_OFFSET + i, values.get(i)))
              .toList();
      String message = String.valueOf(task.stopMessage(records, LONGEST_RUN));
      return withRequestId(SHOWN_REQUEST_ID, message);
    }
  }

  /** Starts the task as a worker does, on a machine without a region. */
  private String started() {
    environment("AWS_REGION", null);
    environment("AWS_CONFIG_FILE", "/no/file");
    environment("AWS_EC2_METADATA_DISABLED", "true");
    return start(reporter);
  }

  /** A reporter whose calls never end. */
  private static final class BlockedReporter implements ErrantRecordReporter, ReporterCalls {
    @Override
    public Call begin(Supplier<Future<Void>> call) {
      return new Call() {
        @Override
        public boolean hasEnded() {
          return false;
        }

        @Override
        public Future<Void> returned() {
          throw new IllegalStateException("it never returns");
        }
      };
    }

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
      throw new IllegalStateException("it is never called");
    }
  }
}
