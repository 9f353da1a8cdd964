package io.github.sqsconnect;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryObserver;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.jmh.TimedBenchmark;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.metrics.TaskMetrics;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The time of a task for a record, without and with metrics. Requests are answered at once, without
 * the SDK and the network, which need most of the time of a real task.
 */
public class MetricsBenchmark extends TimedBenchmark {
  private static final int RECORDS = 500;
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final String VALUE = "x".repeat(1_000);

  @Param({"false", "true"})
  boolean withMetrics;

  private @Nullable TaskMetrics metrics;
  private StartedTask task;
  private long offset;

  /** Accepts each request at once. */
  private static final class ImmediateSender implements MessageSender, Completions {
    private static final DeliveryOutcome DELIVERED = new DeliveryOutcome.Delivered();

    private final ArrayDeque<MessageBatch> sent = new ArrayDeque<>();

    @Override
    public void send(MessageBatch batch) {
      sent.addLast(batch);
    }

    @Override
    public boolean renewCredentials() {
      return false;
    }

    @Override
    public @Nullable Completion take(Duration atMost) {
      MessageBatch batch = sent.pollFirst();
      return batch == null
          ? null
          : Completion.of(batch, Collections.nCopies(batch.deliveries().size(), DELIVERED));
    }
  }

  /** A worker that does nothing. */
  private static SinkTaskContext idleContext() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            SinkTaskContext.class.getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> null);
  }

  @Setup
  public void setUp() {
    MillisClock clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    TargetQueue queue = new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    SqsSinkConfig config =
        SqsSinkConfig.from(Map.of("sqs.queue.url", queue.url(), "sqs.message.format", "raw"));
    SinkTaskContext context = idleContext();
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    TaskName name = new TaskName("benchmark", "0");
    DeliveryObserver observer = new DeliveryObserver() {};
    MetricsPublisher publisher = null;
    if (withMetrics) {
      metrics = new TaskMetrics(name.connector(), name.number(), "1", "raw", clock, context);
      observer = new TaskObserver(name, metrics, System::currentTimeMillis);
      publisher = new MetricsPublisher(metrics, clock, context);
    }

    ImmediateSender sender = new ImmediateSender();
    DeliveryPipeline pipeline =
        new DeliveryPipeline(
            config.delivery(),
            new MessageAssembler(
                config.message(),
                new EventConverter(config.event(), ids),
                ids,
                QueueRouter.fixed(queue)),
            sender,
            sender,
            new ErrantRecordReports(
                null, ErrantRecordSettings.from(Map.of()), new ErrantRecordThread(), clock),
            new BackoffPolicy(100, 1_000, () -> 0.5),
            clock,
            new RecordSize(),
            observer);
    PartitionPauser pauser = new PartitionPauser(context, name);
    UnseenRecords unseen = new UnseenRecords("", false, clock);
    task =
        new StartedTask(
            name,
            new QueuePattern("sqs.queue.url", "", queue.url()),
            Map.of(),
            pipeline,
            pauser,
            new TaskValues(
                clock, config.delivery().bufferMaxBytes(), pipeline, pauser, unseen, null),
            new ProgressLog(clock),
            publisher,
            new ConsumerPositions(context, clock, false),
            unseen,
            new ErrantRecordThread(),
            null);
    task.open(List.of(PARTITION));
  }

  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public void put() {
    List<SinkRecord> records = new ArrayList<>(RECORDS);
    long now = System.currentTimeMillis();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          new SinkRecord(
              PARTITION.topic(),
              PARTITION.partition(),
              null,
              null,
              null,
              VALUE,
              offset++,
              now,
              TimestampType.CREATE_TIME));
    }
    task.put(records);
  }

  @TearDown
  public void tearDown() {
    if (metrics != null) {
      metrics.close();
    }
  }
}
