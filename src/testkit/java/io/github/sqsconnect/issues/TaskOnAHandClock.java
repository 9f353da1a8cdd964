package io.github.sqsconnect.issues;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.RetryPolicy;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real task with the real client before a scripted endpoint, on a clock that the test moves, so
 * that minutes cost nothing. It tolerates errors, and its dead letter queue accepts everything.
 */
final class TaskOnAHandClock implements AutoCloseable {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final long BETWEEN_POLLS_MS = 100;

  private final ManualClock clock = new ManualClock();
  private final List<Long> letters = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  /** Dead letters that the broker confirms before the next call of the task. */
  private final List<CompletableFuture<Void>> pending = new ArrayList<>();

  private final Map<String, String> properties = new HashMap<>();
  private final AwsClients clients;
  private final AnswersAwaited answers;
  private final SimulatedTask task;
  private Supplier<Map<String, String>> configs = Map::of;
  private int looks;
  private long offset;

  TaskOnAHandClock(ScriptedSqs endpoint, ScriptedQueue queue, Map<String, String> settings) {
    properties.put("sqs.queue.url", queue.url());
    properties.put("sqs.region", "us-east-1");
    properties.put("sqs.message.format", "raw");
    properties.put("aws.access.key.id", "AKIDOLDER");
    properties.put("aws.secret.access.key", "older");
    properties.put("errors.tolerance", "all");
    properties.put("errors.deadletterqueue.topic.name", "d");
    properties.putAll(settings);
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of("us-east-1"),
            Optional.of(endpoint.uri()),
            "9.9.9");
    answers = new AnswersAwaited();
    TargetQueue target = new TargetQueue(queue.url());
    IdGenerator ids = new IdGenerator("");
    task =
        new SimulatedTask(
            target,
            config.delivery(),
            new MessageAssembler(
                config.message(), new EventConverter(config.event(), ids), ids, target),
            answers,
            answers,
            new RetryPolicy(
                config.delivery().retryBackoffMs(),
                config.delivery().retryBackoffMaxMs(),
                () -> 0.999999),
            clock,
            new FakeTaskContext(this::report),
            properties);
    task.open(List.of(PARTITION));
  }

  /** What the configuration is whenever it is read again: the changes to it. */
  TaskOnAHandClock configs(Supplier<Map<String, String>> changes) {
    configs = changes;
    return this;
  }

  /** How often the configuration was read again. */
  int looks() {
    return looks;
  }

  /** Requests stay in flight until {@link #releaseAnswers}. */
  void holdAnswers() {
    answers.areHeld = true;
  }

  void releaseAnswers() {
    answers.areHeld = false;
  }

  /** Puts a record for each value in one poll. */
  void put(List<String> values) {
    List<SinkRecord> records = new ArrayList<>();
    for (String value : values) {
      records.add(
          new SinkRecord(
              PARTITION.topic(),
              PARTITION.partition(),
              Schema.STRING_SCHEMA,
              "user-" + offset,
              Schema.STRING_SCHEMA,
              value,
              offset++));
    }
    task.put(records);
  }

  void put(String... values) {
    put(List.of(values));
  }

  /** Polls without records for so long. */
  void pollFor(Duration time) {
    long end = clock.now() + time.toMillis();
    while (clock.now() < end) {
      clock.advance(BETWEEN_POLLS_MS);
      pending.forEach(letter -> letter.complete(null));
      pending.clear();
      task.put(List.of());
    }
  }

  /** Puts all, polls for so long, and returns what the task says when it stops, or null. */
  @Nullable String stops(List<String> values, Duration within) {
    try {
      put(values);
      pollFor(within);
      return null;
    } catch (ConnectException stop) {
      return stop.getMessage();
    }
  }

  /** How many records are done, from the first on. */
  long committable() {
    return task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(offset))).get(PARTITION).offset();
  }

  /** The offsets of the records in the dead letter queue. */
  List<Long> letters() {
    return letters;
  }

  List<String> reasons() {
    return reasons;
  }

  @Override
  public void close() {
    clients.close();
  }

  private boolean renew() {
    looks++;
    Map<String, String> newer = new HashMap<>(properties);
    newer.putAll(configs.get());
    return clients.renew(SqsSinkConfig.from(newer).aws());
  }

  /** Waits for what is in flight, so that nothing but the test moves the clock. */
  private final class AnswersAwaited implements MessageSender, Completions {
    private final CompletionMailbox mailbox = new CompletionMailbox();
    private final SqsMessageSender sender =
        new SqsMessageSender(
            clients.sqs(), mailbox::add, Duration.ZERO, TaskOnAHandClock.this::renew, 0);
    private int inFlight;
    private boolean areHeld;

    @Override
    public void send(MessageBatch batch) {
      inFlight++;
      sender.send(batch);
    }

    @Override
    public boolean renewCredentials() {
      return sender.renewCredentials();
    }

    @Override
    public @Nullable Completion take(Duration atMost) {
      if (inFlight == 0 || areHeld) {
        clock.advance(atMost.toMillis());
        return null;
      }
      Completion completion = mailbox.take(Duration.ofMinutes(1));
      if (completion == null) {
        throw new AssertionError("the endpoint does not answer");
      }
      inFlight--;
      return completion;
    }
  }

  private Future<Void> report(SinkRecord record, Throwable error) {
    letters.add(record.originalKafkaOffset());
    reasons.add(error.getMessage());
    CompletableFuture<Void> letter = new CompletableFuture<>();
    pending.add(letter);
    return letter;
  }
}
