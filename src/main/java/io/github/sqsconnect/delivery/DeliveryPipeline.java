package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The corridor that a record walks through, from {@code put} to the offset that may be committed.
 *
 * <pre>
 * put        accept    1 settle     responses → {@link OutcomeHandler}: acknowledge, reenqueue, reject, stop
 *                      2 register   the record is outstanding: {@link OffsetTracker}
 *                      3 assemble   record → messages: {@link MessageAssembler}
 *                      4 append     messages wait by queue and group: {@link MessageAccumulator}
 *                      5 drain      full or due requests → {@link MessageSender}
 *                      6 await      while windows are full: responses, settle, drain again
 * preCommit  committable            the first outstanding offset of each partition
 * </pre>
 *
 * <p>One thread owns it. Responses come through the mailbox, {@link Completions}.
 */
public final class DeliveryPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);

  /** Longest time of one {@code put}: all tasks of a worker share its time to shut down. */
  private static final long MAX_PUT_MS = 1_000;

  /** Longest time {@code preCommit} waits for responses; it may be the last one before a revoke. */
  private static final long MAX_COMMIT_WAIT_MS = 2_000;

  /** Longest time of calls to Connect's reporter; one {@code put} makes calls twice. */
  private static final long MAX_REPORTING_MS = 250;

  /** How soon Connect must call again while responses may arrive. */
  private static final long POLL_INTERVAL_MS = 5;

  private final DeliverySettings settings;
  private final MessageAssembler assembler;
  private final MessageSender sender;
  private final Completions completions;
  private final ErrantRecordHandler errantRecords;
  private final MillisClock clock;
  private final ToLongFunction<SinkRecord> rawSize;
  private final DeliveryMetrics metrics = new DeliveryMetrics();
  private final OffsetTracker offsets = new OffsetTracker();

  /** Registered records that have no messages yet, in order. */
  private final ArrayDeque<TrackedRecord> unassembled = new ArrayDeque<>();

  private final MessageAccumulator accumulator;
  private final InFlightRequests inFlight;
  private final RateLimit rateLimit;
  private final OutcomeHandler outcomes;
  private final CrowdedGroupWarning crowdedGroups;

  /**
   * A pipeline without records.
   *
   * @param rawSize the size of a record as it is in Kafka, in bytes
   */
  public DeliveryPipeline(
      DeliverySettings settings,
      MessageAssembler assembler,
      MessageSender sender,
      Completions completions,
      ErrantRecordHandler errantRecords,
      RetryPolicy retryPolicy,
      MillisClock clock,
      ToLongFunction<SinkRecord> rawSize) {
    this.settings = settings;
    this.assembler = assembler;
    this.sender = sender;
    this.completions = completions;
    this.errantRecords = errantRecords;
    this.clock = clock;
    this.rawSize = rawSize;
    accumulator = new MessageAccumulator(settings, retryPolicy);
    inFlight = new InFlightRequests(settings);
    rateLimit = new RateLimit(settings.rateLimitMessagesPerSecond());
    outcomes =
        new OutcomeHandler(settings, retryPolicy, assembler, accumulator, sender, clock, metrics);
    crowdedGroups = new CrowdedGroupWarning(settings);
  }

  /**
   * Partitions were assigned. A partition that is still open was revoked without a close, because
   * Connect was woken up during a commit: its records are read again, and are dropped here.
   */
  public void open(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::open);
    dropOrphans();
  }

  /** Partitions were revoked: what waits is dropped, and responses to the rest are ignored. */
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::close);
    dropOrphans();
  }

  private void dropOrphans() {
    unassembled.removeIf(TrackedRecord::isOrphan);
    outcomes.dropOrphans();
  }

  /**
   * Accepts records, and sends what can be sent.
   *
   * @throws ConnectException when the task must stop; nothing is lost, offsets stay uncommitted
   */
  public void accept(Collection<SinkRecord> records) {
    long deadline = clock.now() + MAX_PUT_MS;

    settle(deadline);
    register(records);
    assemble(deadline);
    drainDue();
    await(deadline);

    reportErrantRecords();
    crowdedGroups.check(accumulator, clock.now());
  }

  /** Step 1: settles responses and reports that have arrived. */
  private void settle(long deadline) {
    settleArrived(deadline);
    errantRecords.settle(outcomes.rejected().nextReportAt() != QueueBacklog.NEVER);
    reportErrantRecords();
    outcomes.forgetOldLimits();
  }

  /** Settling can rebuild messages, which takes time: the rest is left for the next call. */
  private void settleArrived(long deadline) {
    while (clock.now() < deadline && settleNext(Duration.ZERO)) {
      // Each response that has arrived is settled.
    }
  }

  private boolean settleNext(Duration atMost) {
    Completion completion = completions.take(atMost);
    if (completion == null) {
      return false;
    }

    inFlight.completed(completion.batch());
    outcomes.settle(completion);
    return true;
  }

  /** Step 2: makes all records outstanding, in order, before the first becomes messages. */
  private void register(Collection<SinkRecord> records) {
    long now = clock.now();
    for (SinkRecord record : records) {
      metrics.recordReceived();

      PartitionOffsets partition = offsets.partitionOf(record);
      if (record.originalKafkaOffset() <= partition.lastOffset()) {
        rewind(partition, record.originalKafkaOffset());
      }

      long bytes = rawSize.applyAsLong(record) + TrackedRecord.OVERHEAD_BYTES;
      unassembled.addLast(partition.register(record, bytes, now));
    }
  }

  /**
   * Offsets of a partition go back without a rebalance: the topic was recreated, or the broker lost
   * a part of the log. From the new offset on, they mean other records than those that were read.
   */
  private void rewind(PartitionOffsets partition, long offset) {
    long last = partition.lastOffset();
    int dropped = partition.rewindTo(offset);
    LOG.warn(
        "event=offsets_went_back topic={} partition={} from={} to={} dropped={}; the topic was recreated, or its log"
            + " truncated. Records from this offset on that were read before and are not delivered are dropped",
        partition.topicPartition().topic(),
        partition.topicPartition().partition(),
        last,
        offset,
        dropped);
    dropOrphans();
  }

  /**
   * Step 3: builds messages, and sends the requests that they fill, while the messages in memory
   * are below the bound. The rest stays in memory as records: a record may grow a thousandfold.
   */
  private void assemble(long deadline) {
    long now = clock.now();
    while (now < deadline && couldAssemble()) {
      assemble(unassembled.removeFirst(), now);

      settleArrived(deadline);
      outcomes.failure().throwIfPresent();

      now = clock.now();
      // Only full requests: the next records may fill the others.
      drain(QueueBacklog.ALWAYS, now);
    }
  }

  private boolean couldAssemble() {
    return !unassembled.isEmpty() && accumulator.bytes() < settings.bufferMaxBytes();
  }

  private void assemble(TrackedRecord tracked, long now) {
    Assembly assembly = assembler.assemble(tracked.sinkRecord());
    if (assembly instanceof Assembly.Messages messages) {
      append(tracked, messages.messages(), now);
    } else if (assembly instanceof Assembly.Rejected rejection) {
      tracked.reject(rejection.reason());
      outcomes.rejected().add(tracked);
    } else {
      metrics.recordFiltered();
      tracked.acknowledge();
    }
  }

  /** Step 4: the messages of a record wait for a request. */
  private void append(TrackedRecord tracked, List<OutboundMessage> messages, long now) {
    tracked.addMessages(messages.size());
    for (OutboundMessage message : messages) {
      accumulator.append(new Delivery(message, tracked, now));
    }
  }

  /** Step 5: sends what is full or due, as far as windows, rate limit and memory allow. */
  private void drainDue() {
    long now = clock.now();
    drain(now, now);
  }

  private void drain(long due, long now) {
    for (QueueBacklog backlog : accumulator.backlogs()) {
      while (inFlight.mayStart() && rateLimit.isOpen(now) && backlog.isOpen(now)) {
        MessageBatch batch = backlog.next(due, now);
        if (batch == null) {
          break;
        }
        send(batch, backlog, now);
      }
    }
  }

  private void send(MessageBatch batch, QueueBacklog backlog, long now) {
    batch.sent(now);
    backlog.sent(batch);
    rateLimit.sent(batch.deliveries().size(), now);
    inFlight.started(batch);
    metrics.requestSent(batch);
    sender.send(batch);
  }

  /**
   * Step 6: while the windows are full, or records cannot become messages yet, waits for responses
   * and continues with the steps before.
   */
  private void await(long deadline) {
    long now = clock.now();
    while (now < deadline && awaitsResponses(now)) {
      settleNext(Duration.ofMillis(deadline - now));
      settleArrived(deadline);
      outcomes.failure().throwIfPresent();

      assemble(deadline);
      drainDue();
      now = clock.now();
    }
  }

  private boolean awaitsResponses(long now) {
    return !inFlight.isEmpty()
        && rateLimit.isOpen(now)
        && (!unassembled.isEmpty() || accumulator.isSendable(now));
  }

  /**
   * Reports rejected records, unless a call blocks; the rest is left for the next {@code put}.
   * Nothing is reported that was rejected because of a fault that stops the task.
   */
  private void reportErrantRecords() {
    outcomes.failure().throwIfPresent();
    long deadline = clock.now() + MAX_REPORTING_MS;
    while (!errantRecords.isBusy() && clock.now() < deadline) {
      TrackedRecord tracked = outcomes.rejected().poll();
      if (tracked == null) {
        return;
      }

      String reason = tracked.rejection();
      if (!tracked.isOrphan() && reason != null) {
        metrics.recordRejected();
        errantRecords.report(tracked, reason);
      }
    }
  }

  /**
   * What may be committed. Waits for a while for requests that carry these partitions and were in
   * flight when it began. Sends nothing, and reports nothing.
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Set<MessageBatch> awaited = inFlight.carrying(current.keySet());
    long deadline = clock.now() + MAX_COMMIT_WAIT_MS;

    settleArrived(deadline);
    inFlight.retainIn(awaited);

    for (long now = clock.now(); !awaited.isEmpty() && now < deadline; now = clock.now()) {
      settleNext(Duration.ofMillis(deadline - now));
      inFlight.retainIn(awaited);
    }
    return offsets.committable(current);
  }

  /**
   * What is retained, in bytes: outstanding records with their raw size, and messages that wait or
   * are in flight.
   */
  public long bufferedBytes() {
    return offsets.bytes() + accumulator.bytes();
  }

  /** Open partitions whose first outstanding record delays too much behind it. */
  public Set<TopicPartition> stalledPartitions() {
    return offsets.stalled(clock.now());
  }

  /**
   * How long Connect may wait until its next call, in milliseconds; null when nothing waits, is in
   * flight or is being reported, and the next {@code put} has no failure to throw.
   */
  public @Nullable Long maxIdleMs() {
    long now = clock.now();
    if (couldAssemble()) {
      return 1L;
    }

    long at = Math.max(accumulator.nextSendableAt(now), rateLimit.openAt());
    at = Math.min(at, Math.max(outcomes.rejected().nextReportAt(), now + POLL_INTERVAL_MS));
    if (!inFlight.isEmpty()
        || errantRecords.isWaiting()
        || outcomes.failure().exception() != null) {
      at = Math.min(at, now + POLL_INTERVAL_MS);
    }
    return at == QueueBacklog.NEVER ? null : Long.valueOf(Math.max(1, at - now));
  }

  /** Partitions that are open. */
  public List<TopicPartition> openPartitions() {
    List<TopicPartition> open = new ArrayList<>();
    offsets.openPartitions().forEach(partition -> open.add(partition.topicPartition()));
    return open;
  }

  /** The progress as {@code key=value}: totals since the start, and what waits or is in flight. */
  public String progress() {
    return metrics
        + " in_flight="
        + inFlight.size()
        + " window="
        + accumulator.windowSize()
        + " records_waiting="
        + unassembled.size()
        + " waiting="
        + accumulator.waiting()
        + " crowded_groups="
        + accumulator.crowdedGroups()
        + " buffered_bytes="
        + bufferedBytes()
        + " oldest_unacknowledged_ms="
        + offsets.oldestAgeMs(clock.now());
  }

  /** Whether a {@code put} without records would send something now; for proofs. */
  public boolean couldSend() {
    long now = clock.now();
    return accumulator.backlogs().stream()
        .anyMatch(backlog -> backlog.isOpen(now) && backlog.isSendable(now));
  }

  /** The state of the pipeline, for proofs; see {@link PipelineSnapshot}. */
  public PipelineSnapshot snapshot() {
    return outcomes.snapshot(
        offsets.snapshot(),
        unassembled.stream().map(TrackedRecord::snapshot).toList(),
        inFlight.snapshot(),
        inFlight.bytesSnapshot(),
        errantRecords.snapshot());
  }
}
