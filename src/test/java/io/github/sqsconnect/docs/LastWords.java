package io.github.sqsconnect.docs;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.endpoint.FaultBuilder;
import io.github.sqsconnect.endpoint.RecordedRequest;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.SqsError;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.FakeTaskContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** Brings a real task to its end for each reason to stop, and gives what it says then. */
final class LastWords {
  /** Stands on the page in the place of the request id of the answer. */
  private static final String A_REQUEST_ID = "0a1b2c3d-0000-5000-8000-00000000002a";

  private static final String NAME = "events";
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/" + NAME;
  private static final String KEY = "AKIDEXAMPLE";
  private static final ErrantRecordReporter TAKES_ALL = (record, error) -> FakeReporter.written();

  /** Connect's answer when its producer refuses a record at once. */
  private static final ErrantRecordReporter REFUSES =
      (record, error) -> CompletableFuture.completedFuture(null);

  private static final List<String> ONE = List.of("one record");
  private static final List<String> TWO = List.of("one record", "another");

  private final boolean legacyCodes;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable ErrantRecordReporter reporter = TAKES_ALL;
  private List<String> values = TWO;
  private boolean revoked;

  private LastWords(boolean legacyCodes) {
    this.legacyCodes = legacyCodes;
    settings.put("sqs.queue.url", QUEUE);
    settings.put("sqs.message.format", "raw");
    settings.put("sqs.max.in.flight.requests", "1");
    settings.put("aws.access.key.id", KEY);
    settings.put("aws.secret.access.key", "secret");
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", "events-rejected");
  }

  /**
   * What a task says that stops for this reason.
   *
   * @param legacyCodes whether the endpoint names errors by their legacy codes, as AWS does, or by
   *     the names of the JSON protocol alone
   */
  static String of(StopReason reason, boolean legacyCodes) {
    LastWords words = new LastWords(legacyCodes);
    return switch (reason) {
      case CREDENTIALS_REFUSED -> words.when(sqs -> sqs.credentials().accept("ANOTHER", "secret"));
      case REQUEST_REFUSED ->
          words.fails("SomethingNew", "An error that was not known when this version was made.");
      case QUEUE_NOT_FOUND -> words.when(sqs -> sqs.deleteQueue(NAME));
      case ACCESS_DENIED ->
          words.fails(
              "AccessDenied",
              "User: arn:aws:iam::123456789012:user/events-to-sqs is not authorized to perform:"
                  + " sqs:sendmessage on resource: arn:aws:sqs:eu-west-1:123456789012:events");
      case KEY_DENIED ->
          words.fails("KMS.DisabledException", "The KMS key of the queue is disabled.");
      case WRONG_ADDRESS -> words.fails("InvalidAddress", "The address is not valid here.");
      case INSECURE -> words.fails("InvalidSecurity", "The queue is encrypted: use HTTPS.");
      case UNSUPPORTED ->
          words.fails("UnsupportedOperation", "The operation is not supported by the queue.");
      case WRONG_QUEUE_TYPE ->
          words
              .with("sqs.message.group.id", "${key}")
              .fails(
                  "InvalidParameterValue",
                  "Value user-0 for parameter MessageGroupId is invalid. Reason: The request includes"
                      + " a parameter that is not valid for this queue type.");
      case MALFORMED -> words.fails("BatchEntryIdsNotDistinct", "Id 0 repeated.");
      case ALL_REFUSED ->
          words.failing(
              "SomethingNew",
              "An error that was not known when this version was made.",
              faults -> faults.failEntry("SomethingNew", true));
      case ALL_REFUSED_ALONE -> words.withoutDeduplication().when(sqs -> {});
      case REFUSED_IN_A_ROW ->
          words
              .withoutDeduplication()
              .with("sqs.batch.max.messages", "1")
              .values(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"))
              .when(sqs -> {});
      case DELIVERY_TIMEOUT ->
          words
              .with("sqs.delivery.timeout.ms", "60000")
              .fails("InternalError", "We encountered an internal error. Please try again.");
      case REJECTED_WITHOUT_TOLERANCE -> words.with("errors.tolerance", "none").refused();
      case REJECTED_WITHOUT_REPORTER -> words.reporter(null).refused();
      case DEAD_LETTER_TOO_LARGE ->
          words.reporter(REFUSES).values(List.of("x".repeat(1_100_000))).when(sqs -> {});
      case DEAD_LETTER_NOT_TAKEN ->
          words
              .reporter(
                  (record, error) ->
                      CompletableFuture.failedFuture(
                          new TopicAuthorizationException(Set.of("events-rejected"))))
              .refused();
      case NO_REGION ->
          words.with("sqs.queue.url", "http://localhost:9324/000000000000/events").start();
      case PLACEHOLDER ->
          words.with("aws.access.key.id", "${file:/etc/connect/aws.properties:key}").start();
      case DEAD_LETTER_BLOCKED -> words.reporter(new BlockedReporter()).refused();
      case NOT_ASSIGNED -> words.revoked().when(sqs -> {});
      case WORKER_SETTINGS -> words.environment("AWS_DEFAULTS_MODE", "in_region").start();
      case GATEWAY_REFUSED ->
          words.when(
              sqs -> {
                sqs.always().htmlAnswer(403);
                sqs.always().rewriteWire(LastWords::withoutRequestIdHeader);
              });
    };
  }

  private LastWords environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  private LastWords with(String key, String value) {
    settings.put(key, value);
    return this;
  }

  private LastWords values(List<String> others) {
    values = others;
    return this;
  }

  /** The partition is revoked before its records are put. */
  private LastWords revoked() {
    revoked = true;
    return this;
  }

  private LastWords reporter(@Nullable ErrantRecordReporter other) {
    reporter = other;
    return this;
  }

  /** A FIFO queue that neither gets deduplication ids nor makes them. */
  private LastWords withoutDeduplication() {
    return with("sqs.queue.url", QUEUE + ".fifo").with("sqs.message.deduplication.id", "content");
  }

  /** Every request fails with this code. */
  private String fails(String code, String text) {
    return failing(code, text, faults -> faults.error(code));
  }

  /** The one message is refused, and the request is not. */
  private String refused() {
    return values(ONE)
        .failing(
            "InvalidMessageContents",
            "Invalid characters found.",
            faults -> faults.failEntry("InvalidMessageContents", true));
  }

  private String failing(String code, String text, Consumer<FaultBuilder> how) {
    return when(
        sqs -> {
          how.accept(sqs.always());
          sqs.always()
              .rewriteBody(
                  body ->
                      new String(body, StandardCharsets.UTF_8)
                          .replace("Scripted " + codeOf(code), text)
                          .getBytes(StandardCharsets.UTF_8));
        });
  }

  /** What comes from a gateway has none. */
  private static byte[] withoutRequestIdHeader(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1)
        .replaceFirst("(?i)x-amzn-requestid:[^\\r]*\\r\\n", "")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String codeOf(String name) {
    return SqsError.of(name).code();
  }

  private String when(Consumer<ScriptedSqs> happens) {
    try (ScriptedSqs endpoint = ScriptedSqs.start()) {
      endpoint.queue(NAME);
      endpoint.queue(NAME + ".fifo");
      endpoint.credentials().region(DoomedTask.REGION);
      endpoint.legacyCodes(legacyCodes);
      happens.accept(endpoint);
      try (DoomedTask task = new DoomedTask(endpoint, settings, reporter)) {
        if (revoked) {
          task.revoke();
        }
        return withoutRequestId(task.lastWords(values), endpoint);
      }
    }
  }

  /** The page shows the id of no request that really was. */
  private static String withoutRequestId(String words, ScriptedSqs endpoint) {
    String shown = words;
    for (RecordedRequest request : endpoint.requests()) {
      shown = shown.replace(request.requestId(), A_REQUEST_ID);
    }
    return shown;
  }

  static boolean namesRequestId(String words) {
    return words.contains(", AWS request id " + A_REQUEST_ID);
  }

  /** Starts the task as a worker does, on a machine that names no region. */
  private String start() {
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_REGION", null);
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_CONFIG_FILE", "/no/file");
    SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride(
        "AWS_EC2_METADATA_DISABLED", "true");
    environment.forEach(SystemSettingUtilsTestBackdoor::addEnvironmentVariableOverride);
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext(reporter));
    try {
      task.start(settings);
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    } finally {
      SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
      task.stop();
    }
    throw new AssertionError("the task starts");
  }
}
