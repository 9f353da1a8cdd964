package io.github.sqsconnect.docs;

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
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real task with the real client, before a scripted endpoint and on a clock moved by hand: put
 * and polled until it stops. It stops with the same words on every machine.
 */
final class DoomedTask implements AutoCloseable {
  static final String REGION = "eu-west-1";

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final long BETWEEN_POLLS_MS = 100;
  private static final int MOST_POLLS = 1_000;

  private final ManualClock clock = new ManualClock();
  private final AwsClients clients;
  private final SimulatedTask task;

  DoomedTask(
      ScriptedSqs endpoint,
      Map<String, String> properties,
      @Nullable ErrantRecordReporter reporter) {
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of(REGION),
            Optional.of(endpoint.uri()),
            "9.9.9");
    TargetQueue queue = new TargetQueue(config.queue().queue());
    IdGenerator ids = new IdGenerator("");
    AnswersAwaited answers = new AnswersAwaited(clients);
    task =
        new SimulatedTask(
            queue,
            config.delivery(),
            new MessageAssembler(
                config.message(), new EventConverter(config.event(), ids), ids, queue),
            answers,
            answers,
            new RetryPolicy(
                config.delivery().retryBackoffMs(),
                config.delivery().retryBackoffMaxMs(),
                () -> 0.999999),
            clock,
            new FakeTaskContext(reporter),
            properties);
    task.open(List.of(PARTITION));
  }

  void revoke() {
    task.close(List.of(PARTITION));
  }

  /** Puts a record for each value, and polls until the task stops; gives what it says then. */
  String lastWords(List<String> values) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      records.add(
          new SinkRecord(
              PARTITION.topic(),
              PARTITION.partition(),
              Schema.STRING_SCHEMA,
              "user-" + i,
              Schema.STRING_SCHEMA,
              values.get(i),
              42 + i));
    }
    try {
      task.put(records);
      for (int i = 0; i < MOST_POLLS; i++) {
        clock.advance(BETWEEN_POLLS_MS);
        task.put(List.of());
      }
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("the task goes on");
  }

  @Override
  public void close() {
    clients.close();
  }

  /** Waits for whatever is under way, so that nothing but the hand moves the clock. */
  private static final class AnswersAwaited implements MessageSender, Completions {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CompletionMailbox mailbox = new CompletionMailbox();
    private final SqsMessageSender sender;
    private int underWay;

    AnswersAwaited(AwsClients clients) {
      sender = new SqsMessageSender(clients.sqs(), mailbox::add, Duration.ZERO, () -> false, 0);
    }

    @Override
    public void send(MessageBatch batch) {
      underWay++;
      sender.send(batch);
    }

    @Override
    public boolean renewCredentials() {
      return sender.renewCredentials();
    }

    @Override
    public @Nullable Completion take(Duration atMost) {
      if (underWay == 0) {
        return null;
      }
      Completion completion = mailbox.take(LONG);
      if (completion == null) {
        throw new AssertionError("the endpoint does not answer");
      }
      underWay--;
      return completion;
    }
  }
}
