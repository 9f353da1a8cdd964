package io.github.sqsconnect.fakes;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.message.TargetQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The real task on a clock that the test advances, so that minutes take no time. It sends in memory
 * to a {@link ScriptedSender}, or with the real client to a scripted endpoint.
 */
public final class TaskOnManualClock implements AutoCloseable {
  public static final TopicPartition P0 = new TopicPartition("events", 0);
  public static final TopicPartition P1 = new TopicPartition("events", 1);
  private static final long POLL_INTERVAL_MS = 100;

  private final ManualClock clock;
  private final MessageSender sender;
  private final @Nullable ErrantRecordReporter reporter;
  private final FakeTaskContext context;
  private final SimulatedTask task;
  private long nextOffset;

  private <S extends MessageSender & Completions> TaskOnManualClock(
      ManualClock clock,
      S sender,
      Map<String, String> properties,
      @Nullable ErrantRecordReporter reporter) {
    this.clock = clock;
    this.sender = sender;
    this.reporter = reporter;
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    TargetQueue queue = new TargetQueue(config.queue().queue());
    context = new FakeTaskContext(reporter);
    task =
        new SimulatedTask(
            queue,
            config.delivery(),
            RecordAssembler.build(config, queue),
            sender,
            sender,
            new BackoffPolicy(
                config.delivery().retryBackoffMs(),
                config.delivery().retryBackoffMaxMs(),
                () -> 0.999999),
            clock,
            context,
            properties);
  }

  /** A task of two partitions that sends in memory; requests stay in flight until scripted. */
  public static TaskOnManualClock inMemory(String... keysAndValues) {
    Map<String, String> properties =
        ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, keysAndValues);
    properties.putIfAbsent("sqs.rejected.in.a.row.max", "-1");
    properties.putAll(ConnectorSettings.DEAD_LETTERS);
    ManualClock clock = new ManualClock();
    ScriptedSender sender = new ScriptedSender(clock).latencyMs(0).onSend(batch -> {});
    TaskOnManualClock task =
        new TaskOnManualClock(
            clock, sender.otherwise(ScriptedSender::hold), properties, FakeReporter.writingLater());
    task.task.open(List.of(P0, P1));
    return task;
  }

  /** A task of one partition that sends to an endpoint, with the keys AKIDOLDER and older. */
  public static TaskOnManualClock sendingTo(
      ScriptedSqs endpoint, ScriptedQueue queue, Map<String, String> settings) {
    Map<String, String> properties =
        ConnectorSettings.with(queue.url(), "sqs.region", "us-east-1", "sqs.message.format", "raw");
    properties.put("aws.access.key.id", "AKIDOLDER");
    properties.put("aws.secret.access.key", "older");
    properties.put("sqs.rejected.in.a.row.max", "-1");
    properties.putAll(ConnectorSettings.DEAD_LETTERS);
    properties.putAll(settings);
    return sendingTo(endpoint, "us-east-1", properties, FakeReporter.writingLater());
  }

  /**
   * A task of one partition that sends to an endpoint.
   *
   * @param reporter null for a worker without one
   */
  public static TaskOnManualClock sendingTo(
      ScriptedSqs endpoint,
      String region,
      Map<String, String> properties,
      @Nullable ErrantRecordReporter reporter) {
    ManualClock clock = new ManualClock();
    EndpointSender sender = new EndpointSender(endpoint, region, properties, clock);
    TaskOnManualClock task = new TaskOnManualClock(clock, sender, properties, reporter);
    task.task.open(List.of(P0));
    return task;
  }

  public ManualClock clock() {
    return clock;
  }

  /** The reporter of a task that was made without one. */
  public FakeReporter reporter() {
    return (FakeReporter) reporter;
  }

  public FakeTaskContext context() {
    return context;
  }

  /** The sender of a task in memory. */
  public ScriptedSender sender() {
    return (ScriptedSender) sender;
  }

  /** The sender of a task that sends to an endpoint. */
  public EndpointSender endpoint() {
    return (EndpointSender) sender;
  }

  /** A record at the offset after the last one. */
  public SinkRecord record(@Nullable Object value) {
    return recordAt(nextOffset, value);
  }

  public SinkRecord recordAt(long offset, @Nullable Object value) {
    nextOffset = offset + 1;
    Schema schema = value instanceof String ? Schema.STRING_SCHEMA : null;
    return new SinkRecord(
        P0.topic(), 0, Schema.STRING_SCHEMA, "user-" + offset, schema, value, offset);
  }

  /** One poll with a record for each value; a value that is a record is put as it is. */
  public void put(Object... values) {
    putAll(List.of(values));
  }

  public void putAll(List<?> values) {
    List<SinkRecord> records = new ArrayList<>(values.size());
    for (Object value : values) {
      records.add(value instanceof SinkRecord record ? record : record(value));
    }
    if (reporter instanceof FakeReporter fake) {
      fake.writePending();
    }
    var unused = context.takeTimeoutMs();
    task.put(records);
  }

  /** Polls without records for this time. */
  public void pollFor(Duration time) {
    long end = clock.now() + time.toMillis();
    while (clock.now() < end) {
      clock.advance(POLL_INTERVAL_MS);
      put();
    }
  }

  /** Puts the values and polls; returns the message of the exception that stops the task. */
  public @Nullable String stopMessage(List<?> values, Duration within) {
    try {
      putAll(values);
      pollFor(within);
      return null;
    } catch (ConnectException stop) {
      return stop.getMessage();
    }
  }

  /** The committable offset if Connect proposes the offset after the last record. */
  public long committable() {
    return committable(nextOffset);
  }

  public long committable(long proposed) {
    return task.preCommit(Map.of(P0, new OffsetAndMetadata(proposed))).get(P0).offset();
  }

  /** Opens the first partition again without closing it. */
  public void reopen() {
    task.open(List.of(P0));
  }

  /** Closes the first partition. */
  public void closePartition() {
    task.close(List.of(P0));
  }

  public long bufferedBytes() {
    return task.bufferedBytes();
  }

  @Override
  public void close() {
    if (sender instanceof EndpointSender real) {
      real.close();
    }
  }
}
