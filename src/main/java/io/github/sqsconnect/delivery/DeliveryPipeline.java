package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
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
 * The corridor a record walks through, from {@code put} to the offset that may be committed. One
 * thread owns it; answers come through the mailbox.
 */
public final class DeliveryPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);

  /** Longest time one {@code put} takes, because all tasks of a worker share its shutdown time. */
  private static final long LONGEST_PUT_MS = 1_000;

  /**
   * Longest time {@code preCommit} waits for answers; it may be the last one before a revocation.
   */
  private static final long LONGEST_COMMIT_WAIT_MS = 2_000;

  /** Longest time that one {@code put} makes calls to Connect's reporter, twice. */
  private static final long LONGEST_REPORTING_MS = 250;

  /** Records registered behind the first outstanding one before their partition is paused. */
  private static final int MAX_REGISTERED_AFTER_FIRST = 50_000;

  /** Age of the first outstanding record before its partition is paused, if later ones get done. */
  private static final long LONGEST_HOLD_UP_MS = 60_000;

  private static final long HOUR_MS = 3_600_000;

  /** How soon the mailbox is looked into again while requests are under way. */
  private static final long LOOK_AGAIN_MS = 5;

  private final DeliverySettings settings;
  private final MessageAssembler assembler;
  private final MessageSender sender;
  private final Completions completions;
  private final ErrantRecordHandler errantRecords;
  private final MillisClock clock;
  private final ToLongFunction<SinkRecord> rawSize;
  private final DeliveryMetrics metrics = new DeliveryMetrics();
  private final OffsetTracker offsets = new OffsetTracker();
  private final MessageAccumulator accumulator;

  /** Registered records of which no messages are made yet, in order. */
  private final ArrayDeque<TrackedRecord> unassembled = new ArrayDeque<>();

  private final OutcomeHandler settlement;
  private final RateLimit rateLimit;
  private final Set<MessageBatch> inFlight = new HashSet<>();
  private long inFlightBytes;
  private final MinimumInterval crowdedGroupWarnings = new MinimumInterval(HOUR_MS);

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
    rateLimit = new RateLimit(settings.rateLimitMessagesPerSecond());
    settlement =
        new OutcomeHandler(settings, retryPolicy, assembler, accumulator, sender, clock, metrics);
  }

  /**
   * Partitions were assigned. One that is still open was revoked without a close, because Connect
   * was woken up while it committed: its records are read again, and are dropped here.
   */
  public void open(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::open);
    dropOrphans();
  }

  /** Partitions were revoked: what waits for them is dropped, what is in flight is forgotten. */
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::close);
    dropOrphans();
  }

  private void dropOrphans() {
    unassembled.removeIf(TrackedRecord::isOrphan);
    settlement.dropOrphans();
  }

  /**
   * Accepts records, and sends what can be sent.
   *
   * @throws ConnectException when the task must stop; nothing is lost, offsets stay uncommitted
   */
  public void accept(Collection<SinkRecord> records) {
    long deadline = clock.now() + LONGEST_PUT_MS;
    settleAll(deadline);
    register(records);
    assembleWhatFits(deadline);
    sendDue(deadline);
    reportErrantRecords();
    warnOfCrowdedGroups();
  }

  /** Notes all records as outstanding, in their order, before the first becomes messages. */
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
   * a part of the log. From the new offset on they mean other records than those that were read.
   */
  private void rewind(PartitionOffsets partition, long offset) {
    long last = partition.lastOffset();
    int dropped = partition.rewindTo(offset);
    LOG.warn(
        "event=offsets_went_back topic={} partition={} from={} to={} dropped={}; the topic was recreated, or its log cut"
            + " off. Records from this offset on that were read before and not delivered are dropped",
        partition.topicPartition().topic(),
        partition.topicPartition().partition(),
        last,
        offset,
        dropped);
    dropOrphans();
  }

  /**
   * Makes messages of records and sends the requests they fill, as long as the messages at hand are
   * below the bound. The rest stays in memory as records: one record may become a thousand times
   * its size.
   */
  private void assembleWhatFits(long deadline) {
    long now = clock.now();
    while (now < deadline && couldAssemble()) {
      assemble(unassembled.removeFirst(), now);
      settleArrived(deadline);
      throwIfFailed();
      now = clock.now();
      // Only full requests: the others may be filled by the records that follow.
      send(QueueBacklog.ALWAYS, now);
    }
  }

  private boolean couldAssemble() {
    return !unassembled.isEmpty() && accumulator.bytes() < settings.bufferMaxBytes();
  }

  private void assemble(TrackedRecord tracked, long now) {
    Assembly assembly = assembler.assemble(tracked.sinkRecord());
    if (assembly instanceof Assembly.Messages messages) {
      tracked.addMessages(messages.messages().size());
      for (OutboundMessage message : messages.messages()) {
        accumulator.append(new Delivery(message, tracked, now));
      }
    } else if (assembly instanceof Assembly.Rejected rejection) {
      tracked.reject(rejection.reason());
      settlement.rejected(tracked);
    } else {
      metrics.recordFiltered();
      tracked.acknowledge();
    }
  }

  /** Says once an hour that groups with many waiting messages set the pace, and what helps. */
  private void warnOfCrowdedGroups() {
    int crowdedGroups = accumulator.crowdedGroups();
    if (crowdedGroups > 0 && crowdedGroupWarnings.tryAcquire(clock.now())) {
      LOG.warn(
          "event=crowded_groups groups={} waiting={} mend=\"one message of a group is under way at a time; choose a"
              + " finer sqs.message.group.id{}\"",
          crowdedGroups,
          accumulator.waiting(),
          settings.fifoOrdering() == DeliverySettings.FifoOrdering.STRICT
              ? ", or sqs.fifo.ordering=relaxed, which lets consecutive messages of a group share a request"
              : "");
    }
  }

  /** Sends what is full or due at a time, as far as windows, connections and memory allow now. */
  private void send(long due, long now) {
    for (QueueBacklog backlog : accumulator.backlogs()) {
      while (mayStartRequest() && rateLimit.isOpen(now) && backlog.isOpen(now)) {
        MessageBatch batch = backlog.next(due, now);
        if (batch == null) {
          break;
        }
        batch.sent(now);
        backlog.sent(batch);
        rateLimit.sent(batch.deliveries().size(), now);
        inFlight.add(batch);
        inFlightBytes += batch.bytes();
        metrics.requestSent(batch);
        sender.send(batch);
      }
    }
  }

  private boolean mayStartRequest() {
    return inFlight.size() < settings.maxInFlightRequests()
        && (inFlight.isEmpty() || inFlightBytes < settings.bufferMaxBytes());
  }

  /**
   * Sends what is due. While the windows are full, or records cannot become messages yet, waits for
   * answers and continues.
   */
  private void sendDue(long deadline) {
    long now = clock.now();
    send(now, now);
    while (!inFlight.isEmpty()
        && now < deadline
        && rateLimit.isOpen(now)
        && (!unassembled.isEmpty() || accumulator.isSendable(now))) {
      settleNext(Duration.ofMillis(deadline - now));
      settleArrived(deadline);
      throwIfFailed();
      assembleWhatFits(deadline);
      now = clock.now();
      send(now, now);
    }
  }

  private void settleAll(long deadline) {
    settleArrived(deadline);
    errantRecords.settle(settlement.nextReportAt() != QueueBacklog.NEVER);
    reportErrantRecords();
    settlement.forgetOldLimits();
  }

  /** An answer may have a message made anew, which takes its time: what is left stays for later. */
  private void settleArrived(long deadline) {
    while (clock.now() < deadline && settleNext(Duration.ZERO)) {
      // Each answer that is there is settled.
    }
  }

  private boolean settleNext(Duration atMost) {
    Completion completion = completions.take(atMost);
    if (completion == null) {
      return false;
    }
    inFlight.remove(completion.batch());
    inFlightBytes -= completion.batch().bytes();
    settlement.settle(completion);
    return true;
  }

  /**
   * Reports rejected records, unless a call blocks; what is left is for the next put. Nothing that
   * was refused for a fault that stops the task is reported.
   */
  private void reportErrantRecords() {
    throwIfFailed();
    long deadline = clock.now() + LONGEST_REPORTING_MS;
    while (!errantRecords.isBusy() && clock.now() < deadline) {
      TrackedRecord tracked = settlement.nextRejected();
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

  private void throwIfFailed() {
    ConnectException failure = settlement.failure();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * What may be committed. Waits a while for requests that were under way when it began and carry
   * these partitions; sends nothing, reports nothing.
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Set<MessageBatch> awaited = new HashSet<>();
    for (MessageBatch batch : inFlight) {
      if (batch.deliveries().stream()
          .anyMatch(delivery -> current.containsKey(delivery.record().topicPartition()))) {
        awaited.add(batch);
      }
    }
    long deadline = clock.now() + LONGEST_COMMIT_WAIT_MS;
    settleArrived(deadline);
    awaited.retainAll(inFlight);
    for (long now = clock.now(); !awaited.isEmpty() && now < deadline; now = clock.now()) {
      settleNext(Duration.ofMillis(deadline - now));
      awaited.retainAll(inFlight);
    }
    return offsets.committable(current);
  }

  /**
   * What is retained, in bytes: records that are outstanding, with their raw size, and messages
   * that wait or are in flight.
   */
  public long bufferedBytes() {
    return offsets.bytes() + accumulator.bytes();
  }

  /** Open partitions whose first outstanding record holds up too much behind it. */
  public Set<TopicPartition> stalledPartitions() {
    Set<TopicPartition> heldUp = new HashSet<>();
    long now = clock.now();
    for (PartitionOffsets partition : offsets.openPartitions()) {
      TrackedRecord first = partition.first();
      if (first != null
          && (partition.registeredAfterFirst() > MAX_REGISTERED_AFTER_FIRST
              || (now - first.registeredAt() > LONGEST_HOLD_UP_MS
                  && partition.isLaterRecordAcknowledged()))) {
        heldUp.add(partition.topicPartition());
      }
    }
    return heldUp;
  }

  /**
   * How long Connect may leave the task alone, in milliseconds; null when nothing waits, is in
   * flight or is with the reporter, and no failure is to be thrown by the next {@code put}.
   */
  public @Nullable Long maxIdleMs() {
    long now = clock.now();
    long at = Math.max(accumulator.nextSendableAt(now), rateLimit.openAt());
    at = Math.min(at, Math.max(settlement.nextReportAt(), now + LOOK_AGAIN_MS));
    if (!inFlight.isEmpty() || errantRecords.isWaiting() || settlement.failure() != null) {
      at = Math.min(at, now + LOOK_AGAIN_MS);
    }
    if (couldAssemble()) {
      at = now;
    }
    return at == QueueBacklog.NEVER ? null : Long.valueOf(Math.max(1, at - now));
  }

  /** Partitions that are open. */
  public List<TopicPartition> openPartitions() {
    List<TopicPartition> open = new ArrayList<>();
    offsets.openPartitions().forEach(partition -> open.add(partition.topicPartition()));
    return open;
  }

  /** How it stands, as {@code key=value}: totals since the start, and what is under way now. */
  public String progress() {
    int window = 0;
    for (QueueBacklog backlog : accumulator.backlogs()) {
      window += backlog.window().size();
    }
    long now = clock.now();
    long oldestMs = 0;
    for (PartitionOffsets partition : offsets.openPartitions()) {
      TrackedRecord first = partition.first();
      oldestMs = first == null ? oldestMs : Math.max(oldestMs, now - first.registeredAt());
    }
    return metrics
        + " in_flight="
        + inFlight.size()
        + " window="
        + window
        + " records_waiting="
        + unassembled.size()
        + " waiting="
        + accumulator.waiting()
        + " crowded_groups="
        + accumulator.crowdedGroups()
        + " buffered_bytes="
        + bufferedBytes()
        + " oldest_unacknowledged_ms="
        + oldestMs;
  }

  /** Whether a {@code put} without records would send something now; for proofs. */
  public boolean couldSend() {
    long now = clock.now();
    return accumulator.backlogs().stream()
        .anyMatch(backlog -> backlog.isOpen(now) && backlog.isSendable(now));
  }

  /** The state of the pipeline, for proofs; see {@link PipelineSnapshot}. */
  public PipelineSnapshot snapshot() {
    return settlement.snapshot(
        offsets.snapshot(),
        unassembled.stream().map(TrackedRecord::snapshot).toList(),
        inFlight.stream().map(MessageBatch::snapshot).toList(),
        inFlightBytes,
        errantRecords.snapshot());
  }
}
