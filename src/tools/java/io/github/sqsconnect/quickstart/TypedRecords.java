package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.analysis.RejectedPlace;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.quickstart.Screen.Mark;
import io.github.sqsconnect.servers.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Typed records that wait for their answer: delivered, rejected, or why neither is known yet. What
 * the connector makes of a record is computed from its configuration; a message that arrives
 * belongs to the record whose message has the same bytes. Rejections are read from the dead-letter
 * topic.
 */
final class TypedRecords {
  private static final String ERROR_HEADER = "__connect.errors.";
  private static final Pattern SUBJECT = Pattern.compile("^record \\S+ cannot be delivered: ");
  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RESTART = Duration.ofSeconds(15);

  private final Screen screen;
  private final QuickstartServers servers;
  private final SampleConfig config;
  private final List<TypedRecord> waiting = new ArrayList<>();
  private Map<String, String> settings;
  private Map<String, String> settingsBefore;
  private long changedNanos;
  private boolean failed;

  TypedRecords(Screen screen, QuickstartServers servers, SampleConfig config) {
    this.screen = screen;
    this.servers = servers;
    this.config = config;
    settings = servers.worker().rest().config(config.connector());
    settingsBefore = settings;
  }

  /** Answers from now on, in threads that do not keep the process running. */
  void start() {
    servers.queue().onMessage(this::receive);
    Thread checks = new Thread(this::checkAgainAndAgain, "quickstart-typed");
    checks.setDaemon(true);
    checks.start();
  }

  /** Produces a record; a message of it that arrives meanwhile waits until this returns. */
  synchronized void produce(String line) {
    try {
      refresh();
      Preview.of(new HashMap<>(settings));
      byte[] value = line.getBytes(UTF_8);
      RecordMetadata place =
          servers.topics().sendAll(List.of(new ProducerRecord<>(config.topic(), value))).get(0);
      boolean restarting =
          Duration.ofNanos(System.nanoTime() - changedNanos).compareTo(RESTART) < 0;
      TypedRecord typed =
          new TypedRecord(record(place, value), restarting ? settingsBefore : settings);
      waiting.add(typed);
      typed.expect(settings);
    } catch (RuntimeException e) {
      showProblem("not produced: ", e);
    }
  }

  /** Asks for the configuration. After a change, the tasks have the one before for some seconds. */
  private void refresh() {
    Map<String, String> now = servers.worker().rest().config(config.connector());
    if (!now.equals(settings)) {
      settingsBefore = settings;
      settings = now;
      changedNanos = System.nanoTime();
      waiting.forEach(typed -> typed.expect(now));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(RecordMetadata place, byte[] value) {
    return new ConsumerRecord<>(
        place.topic(),
        place.partition(),
        place.offset(),
        place.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        value.length,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private synchronized void receive(Message message) {
    for (TypedRecord typed : waiting) {
      Optional<OutboundMessage> expected = typed.arrived(config.queue(), message.body());
      if (expected.isPresent()) {
        delivered(typed, expected.get(), message.messageId());
        if (typed.complete()) {
          waiting.remove(typed);
        }
        return;
      }
    }
    screen.outcome(true, "received " + message.messageId() + ", which was not typed here");
    screen.cut(Mark.PLAIN, "    " + message.body());
  }

  private void delivered(TypedRecord typed, OutboundMessage message, String id) {
    screen.outcome(true, "delivered as " + id);
    screen.text(
        Mark.FAINT,
        "    ",
        "%s to queue %s, %d bytes, %.1f s%s"
            .formatted(
                typed.position(),
                config.queue(),
                message.bytes(),
                typed.age().toMillis() / 1000.0,
                typed.outdated() ? "; the task had not restarted with your change yet" : ""));
    MarkedBody.of(new String(typed.raw().value(), UTF_8), message.body()).show(screen);
    screen.plain("");
  }

  private void checkAgainAndAgain() {
    while (true) {
      Await.pause(CHECK_EVERY);
      check();
    }
  }

  private synchronized void check() {
    try {
      showFailure();
      if (servers.worker().rest().connectors().contains(config.connector())) {
        refresh();
      }
      if (waiting.isEmpty()) {
        return;
      }
      Map<TopicPartition, Long> committed = servers.topics().committed(config.connector());
      List<ConsumerRecord<byte[], byte[]>> rejected = servers.topics().read(config.rejected());
      waiting.removeIf(typed -> isAnswered(typed, committed, rejected));
    } catch (RuntimeException e) {
      showProblem("no answer yet: ", e);
    }
  }

  /** Shows no problem that the end of a server explains. */
  private void showProblem(String subject, RuntimeException problem) {
    if (!Await.within(Duration.ofSeconds(1), () -> servers.ended().isPresent())) {
      screen.outcome(false, subject + Problem.of(problem));
    }
  }

  private void showFailure() {
    Optional<String> failure = servers.failedTask(config.connector());
    if (failure.isPresent() && !failed) {
      screen.outcome(false, failure.get());
    }
    failed = failure.isPresent();
  }

  private boolean isAnswered(
      TypedRecord typed,
      Map<TopicPartition, Long> committed,
      List<ConsumerRecord<byte[], byte[]>> rejected) {
    for (ConsumerRecord<byte[], byte[]> letter : rejected) {
      if (position(letter).equals(typed.position())) {
        rejected(typed, letter);
        return true;
      }
    }
    if (committed.getOrDefault(typed.partition(), 0L) > typed.raw().offset()) {
      return isAnsweredByCommit(typed);
    }
    if (typed.age().compareTo(PATIENCE) > 0 && typed.excuse()) {
      screen.outcome(false, typed.position() + " is not delivered yet: " + reason());
    }
    return false;
  }

  private void rejected(TypedRecord typed, ConsumerRecord<byte[], byte[]> letter) {
    String reason = SUBJECT.matcher(header(letter, "exception.message")).replaceFirst("");
    screen.outcome(false, "rejected: " + reason);
    RejectedPlace.of(typed.latest(), reason)
        .ifPresent(
            place -> {
              screen.cut(Mark.PLAIN, "    " + place.text());
              screen.cut(Mark.BAD, "    " + " ".repeat(place.column()) + '^');
            });
    screen.text(
        Mark.FAINT,
        "    ",
        "%s; its dead letter is %s-%d@%d"
            .formatted(typed.position(), letter.topic(), letter.partition(), letter.offset()));
    screen.plain("");
  }

  /** A message of this window's queue may arrive a moment after the commit. */
  private boolean isAnsweredByCommit(TypedRecord typed) {
    if (!typed.seenCommitted()) {
      return false;
    }
    screen.outcome(true, typed.answer(config.queue()));
    return true;
  }

  private String reason() {
    if (failed) {
      return "the task has failed, and the record waits in Kafka";
    }
    String state = servers.worker().rest().status(config.connector()).connector().state();
    return state.equals("RUNNING")
        ? "the connector retries. Its log is " + RunDirectory.shown(servers.worker().log())
        : "the connector is " + state + ", and the record waits in Kafka";
  }

  private static String position(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "topic")
        + '-'
        + header(letter, "partition")
        + '@'
        + header(letter, "offset");
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(ERROR_HEADER + name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
