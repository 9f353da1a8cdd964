package io.github.sqsconnect;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryObserver;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.PipelineSnapshot;
import io.github.sqsconnect.delivery.PipelineStatus;
import io.github.sqsconnect.delivery.QueueLoad;
import io.github.sqsconnect.delivery.QueueStatus;
import io.github.sqsconnect.delivery.ReporterCalls;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.fakes.DirectReporterCalls;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.TargetQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * The real started task, pauser and pipeline, between ports that are not AWS. It lies in the root
 * package, because these classes are visible there only.
 */
public final class SimulatedTask {
  private final DeliveryPipeline pipeline;
  private final PartitionPauser pauser;
  private final UnseenRecords unseen;
  private final StartedTask started;

  public SimulatedTask(
      TargetQueue queue,
      DeliverySettings settings,
      MessageAssembler assembler,
      MessageSender sender,
      Completions completions,
      BackoffPolicy backoffPolicy,
      MillisClock clock,
      SinkTaskContext context,
      Map<String, String> properties) {
    pipeline =
        new DeliveryPipeline(
            settings,
            assembler,
            sender,
            completions,
            errantRecords(context.errantRecordReporter(), properties, clock),
            backoffPolicy,
            clock,
            new RecordSize(),
            new DeliveryObserver() {});
    pauser = new PartitionPauser(context, new TaskName("test", "0"));
    unseen = new UnseenRecords("", false, clock);
    started =
        new StartedTask(
            new TaskName("simulated", "0"),
            new QueuePattern("sqs.queue.url", "", queue.url()),
            Map.of(),
            pipeline,
            pauser,
            new TaskValues(clock, settings.bufferMaxBytes(), pipeline, pauser, unseen, null),
            new ProgressLog(clock),
            null,
            new ConsumerPositions(context, clock, false),
            unseen,
            new ErrantRecordThread(),
            null);
  }

  /** A reporter whose calls may block makes them itself, in the test's own time. */
  private static ErrantRecordReports errantRecords(
      @Nullable ErrantRecordReporter reporter, Map<String, String> properties, MillisClock clock) {
    ErrantRecordPolicy policy = ErrantRecordSettings.from(properties);
    return new ErrantRecordReports(
        CheckedReporter.of(reporter, policy.deadLetterTopic()),
        policy,
        reporter instanceof ReporterCalls calls ? calls : new DirectReporterCalls(),
        clock);
  }

  public void open(Collection<TopicPartition> partitions) {
    started.open(partitions);
  }

  public void put(Collection<SinkRecord> records) {
    started.put(records);
  }

  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> current) {
    return started.committable(current);
  }

  public void close(Collection<TopicPartition> partitions) {
    started.close(partitions);
  }

  /** The state of the pipeline. */
  public PipelineSnapshot snapshot() {
    return pipeline.snapshot();
  }

  /** Whether a put without records would send something now. */
  public boolean couldSend() {
    return pipeline.couldSend();
  }

  /** Partitions that the task has paused, as it counts them. */
  public Set<TopicPartition> paused() {
    return pauser.snapshot().paused();
  }

  /** Queues whose partitions the task pauses, because their share of the buffer is full. */
  public Set<String> full() {
    return pauser.snapshot().full();
  }

  /** What is retained, as the task counts it. */
  public long bufferedBytes() {
    return pipeline.bufferedBytes();
  }

  /** Partitions that the task wants held back because their first record is stuck. */
  public Set<TopicPartition> stalledPartitions() {
    return pipeline.stalledPartitions();
  }

  /** What the task has in memory and in flight. */
  public PipelineStatus status() {
    return pipeline.status();
  }

  /** The same for each queue with messages so far. */
  public List<QueueStatus> queues() {
    return pipeline.queues();
  }

  /** How many records the task thinks that it never received. */
  public long unseenRecords() {
    return unseen.count();
  }

  /** What the task has in memory for a queue, or null. */
  public @Nullable QueueLoad load(String url) {
    for (QueueLoad load : pipeline.loads()) {
      if (load.queue().equals(url)) {
        return load;
      }
    }
    return null;
  }
}
