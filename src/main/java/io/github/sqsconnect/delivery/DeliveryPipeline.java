package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
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
 * The steps from a record in {@code put} to the offset that may be committed.
 *
 * <pre>
 * put        accept    1 settle     responses → {@link OutcomeHandler}: acknowledge, retry, reject, stop
 *                      2 register   the record is outstanding: {@link OffsetTracker}
 *                      3 assemble   record → messages: {@link MessageAssembler}
 *                      4 append     messages wait by queue and group: {@link MessageAccumulator}
 *                      5 drain      full or due requests → {@link MessageSender}
 *                      6 wait       while windows are full: for responses, then steps 1 and 3 to 5
 *                      7 report     rejected records → Connect's reporter: {@link ErrantRecordReports}
 * preCommit  committable            the first outstanding offset of each partition
 * </pre>
 *
 * <p>Where topics map to several queues, each of them has a share of the buffer and of the requests
 * in flight ({@link QueueLanes}), and no step waits for one queue while another needs records.
 *
 * <p>One thread uses it. Responses come through the mailbox, {@link Completions}.
 */
public final class DeliveryPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryPipeline.class);

  /** Longest time of one {@code put}: all tasks of a worker share its time to shut down. */
  private static final long MAX_PUT_MS = 1_000;

  /**
   * Longest time {@code preCommit} waits for responses; partitions may be revoked right after it.
   */
  private static final long MAX_COMMIT_WAIT_MS = 2_000;

  /** Longest time of calls to Connect's reporter; one {@code put} makes calls twice. */
  private static final long MAX_REPORTING_MS = 250;

  private final MessageAssembler assembler;
  private final Completions completions;
  private final ErrantRecordReports errantRecords;
  private final MillisClock clock;
  private final ToLongFunction<SinkRecord> rawSize;
  private final OffsetTracker offsets = new OffsetTracker();
  private final DeliveryCounts counts;

  private final QueueLanes lanes;
  private final MessageAccumulator accumulator;
  private final InFlightRequests inFlight;
  private final RateLimit rateLimit;
  private final RequestDrain requests;
  private final ResponseWait waits;
  private final RejectedStart start;
  private final OutcomeHandler outcomes;
  private final CrowdedGroupWarning crowdedGroups;

  /**
   * A pipeline without records.
   *
   * @param rawSize returns the size of a record as it is in Kafka, in bytes
   */
  public DeliveryPipeline(
      DeliverySettings settings,
      MessageAssembler assembler,
      MessageSender sender,
      Completions completions,
      ErrantRecordReports errantRecords,
      BackoffPolicy backoffPolicy,
      MillisClock clock,
      ToLongFunction<SinkRecord> rawSize,
      DeliveryObserver observer) {
    this.assembler = assembler;
    this.completions = completions;
    this.errantRecords = errantRecords;
    this.clock = clock;
    this.rawSize = rawSize;
    counts = DeliveryCounts.ofTask(clock.now());
    accumulator = new MessageAccumulator(settings, backoffPolicy, counts, clock);
    lanes = new QueueLanes(settings);
    inFlight = new InFlightRequests(settings, lanes, accumulator);
    rateLimit = new RateLimit(settings.rateLimitMessagesPerSecond());
    requests = new RequestDrain(accumulator, lanes, inFlight, rateLimit, sender);
    waits = new ResponseWait(accumulator, lanes, inFlight, rateLimit);
    start = new RejectedStart(errantRecords.canReport() ? settings.rejectedInARowMax() : -1);
    outcomes =
        new OutcomeHandler(
            settings,
            backoffPolicy,
            assembler,
            accumulator,
            sender,
            clock,
            observer,
            counts,
            start);
    crowdedGroups = new CrowdedGroupWarning(settings);
  }

  /**
   * Partitions were assigned. A partition that is still open was revoked without a close, because
   * Connect was woken up during a commit. Connect rereads its records, so they are dropped here.
   */
  public void open(Collection<TopicPartition> partitions) {
    close(partitions);
    for (TopicPartition partition : partitions) {
      lanes.open(offsets.open(partition), assembler.queueByTopic(recordOf(partition)));
    }
  }

  /** A record of a partition, without content. A transform may rename the topic of real ones. */
  private static SinkRecord recordOf(TopicPartition partition) {
    return new SinkRecord(partition.topic(), partition.partition(), null, null, null, null, 0);
  }

  /**
   * Partitions were revoked: their waiting messages are dropped, and responses to those in flight
   * are ignored.
   */
  public void close(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PartitionOffsets closed = offsets.close(partition);
      if (closed != null) {
        lanes.close(closed);
      }
    }
    dropOrphans();
  }

  private void dropOrphans() {
    lanes.dropOrphans();
    outcomes.dropOrphans();
  }

  /**
   * Accepts records, and sends what can be sent.
   *
   * @throws ConnectException when the task must stop; nothing is lost, offsets stay uncommitted
   */
  public void accept(Collection<SinkRecord> records) {
    long now = clock.now();
    long deadline = now + MAX_PUT_MS;
    lanes.beginPut();

    settle(deadline);
    if (lanes.areSeveral()) {
      // Full requests of one queue must not use up the rate before another queue has its turn.
      drainDue();
    }
    register(records);
    assembleAndAppend(deadline);
    drainDue();
    waitForResponses(now, deadline);

    stopIfTheStartIsRejected();
    reportErrantRecords();
    crowdedGroups.check(accumulator, clock.now());
  }

  /**
   * Step 1: settles responses that have arrived, and reports of errant records that are written.
   */
  private void settle(long deadline) {
    settleArrived(deadline);
    errantRecords.settle(outcomes.rejected().nextReportAt() != QueueBacklog.NEVER);
    reportErrantRecords();
    outcomes.forgetUnused();
  }

  /**
   * Settling can rebuild messages, which needs time. After the deadline the other responses wait
   * for the next call.
   *
   * @return whether any response was settled
   */
  private boolean settleArrived(long deadline) {
    boolean hasSettled = false;
    while (clock.now() < deadline && settleNext(Duration.ZERO)) {
      hasSettled = true;
    }
    return hasSettled;
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

  /** Step 2: makes all records outstanding, in order, before the first message is built. */
  private void register(Collection<SinkRecord> records) {
    long now = clock.now();
    for (SinkRecord record : records) {
      counts.add(DeliveryCount.RECORDS_RECEIVED);

      PartitionOffsets partition = offsets.partitionOf(record);
      if (record.originalKafkaOffset() <= partition.lastOffset()) {
        rewind(partition, record.originalKafkaOffset());
      }

      lanes.route(partition, assembler.queueByTopic(record));
      long bytes = rawSize.applyAsLong(record) + TrackedRecord.OVERHEAD_BYTES;
      partition.lane().addUnassembled(partition.register(record, bytes, now));
    }
  }

  /**
   * Offsets of a partition go back without a rebalance: the topic was recreated, or the broker lost
   * a part of the log. The new offset and those after it belong to other records than before.
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
   * Steps 3 and 4: builds messages, appends them, and sends the requests that they fill, while the
   * messages in memory are below the limit. The queues are served in turn.
   */
  private void assembleAndAppend(long deadline) {
    long now = clock.now();
    for (QueueLane lane = lanes.nextToAssemble();
        lane != null && now < deadline;
        lane = lanes.nextToAssemble()) {
      boolean hasFullRequest = assemble(lane.unassembled().removeFirst(), now);

      boolean wasAtLimit = requests.isSharedLimitReached();
      boolean hasSettled = settleArrived(deadline);
      outcomes.failure().throwIfPresent();

      now = clock.now();
      if (hasFullRequest || hasSettled) {
        // Mostly only full requests: the next records may fill the others.
        requests.drain(wasAtLimit && hasSettled ? now : QueueBacklog.ALWAYS, now);
      }
    }
  }

  /**
   * @return whether a queue of its messages has a full request now
   */
  private boolean assemble(TrackedRecord tracked, long now) {
    Assembly assembly = assembler.assemble(tracked.sinkRecord());
    if (assembly instanceof Assembly.Messages messages) {
      return append(tracked, messages.messages(), now);
    }
    if (assembly instanceof Assembly.Rejected rejection) {
      tracked.reject(rejection.reason(), RejectionCause.of(rejection.kind()));
      outcomes.rejected().add(tracked);
    } else {
      counts.add(DeliveryCount.RECORDS_FILTERED);
      if (tracked.sinkRecord().value() != null) {
        start.succeeded();
      }
      tracked.acknowledge();
    }
    return false;
  }

  /** Step 4: appends the messages of a record to those that wait for a request. */
  private boolean append(TrackedRecord tracked, List<OutboundMessage> messages, long now) {
    boolean hasFullRequest = false;
    tracked.addMessages(messages.size());
    if (messages.size() > 1 && tracked.markSplit()) {
      counts.add(DeliveryCount.RECORDS_SPLIT);
    }
    for (OutboundMessage message : messages) {
      hasFullRequest |= accumulator.append(new Delivery(message, tracked, now));
    }
    return hasFullRequest;
  }

  /** Step 5: sends requests that are full or due. */
  private void drainDue() {
    long now = clock.now();
    requests.drain(now, now);
  }

  /**
   * Step 6: waits for responses while the windows are full or there is no memory for more messages,
   * and repeats the other steps after each response.
   */
  private void waitForResponses(long begun, long deadline) {
    for (long now = clock.now(); now < waits.inPutUntil(now, begun, deadline); now = clock.now()) {
      boolean wasAtLimit = requests.isSharedLimitReached();
      settleNext(Duration.ofMillis(waits.inPutUntil(now, begun, deadline) - now));
      settleArrived(deadline);
      outcomes.failure().throwIfPresent();

      if (wasAtLimit) {
        drainDue();
      }
      assembleAndAppend(deadline);
      drainDue();
    }
  }

  /**
   * Stops the task if all records since its start were rejected. Messages that wait or are in
   * flight may still be delivered, so it decides without them only.
   */
  private void stopIfTheStartIsRejected() {
    if (!start.isUndecided() || lanes.unassembled() > 0 || accumulator.bytes() > 0) {
      return;
    }
    String why = start.reasonToStop(offsets.hasSilentPartition(), clock.now());
    if (why != null) {
      outcomes
          .failure()
          .setRejectedFromStart(
              why
                  + ". So far "
                  + counts.get(DeliveryCount.RECORDS_REJECTED)
                  + " of them were reported to "
                  + errantRecords.target());
    }
  }

  /**
   * Reports rejected records, unless a call blocks; the others wait for the next {@code put}. If
   * the task must stop, it reports none, because the configuration may be the cause of rejections.
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
      RejectionCause cause = tracked.cause();
      if (!tracked.isOrphan() && reason != null && cause != null) {
        counts.recordRejected(cause);
        errantRecords.report(tracked, reason);
      }
    }
  }

  /**
   * The offsets that may be committed. Waits at most two seconds for those requests in flight that
   * have messages of these partitions and whose response is expected. Sends nothing, and reports
   * nothing.
   */
  public Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> current) {
    Set<MessageBatch> awaited = inFlight.carrying(current.keySet());
    long deadline = clock.now() + MAX_COMMIT_WAIT_MS;

    settleArrived(deadline);
    inFlight.retainIn(awaited);

    for (long now = clock.now(); now < waits.inCommitUntil(awaited, deadline); now = clock.now()) {
      settleNext(Duration.ofMillis(waits.inCommitUntil(awaited, deadline) - now));
      inFlight.retainIn(awaited);
    }
    return offsets.committable(current);
  }

  /**
   * The bytes in memory: outstanding records with their raw size, and messages that wait or are in
   * flight.
   */
  public long bufferedBytes() {
    return offsets.bytes() + accumulator.bytes();
  }

  /** What each queue that topics map to has in memory. */
  public List<QueueLoad> loads() {
    List<QueueLoad> loads = new ArrayList<>();
    for (QueueLane lane : lanes.all()) {
      loads.add(
          new QueueLoad(
              lane.name(),
              lane.bytes(),
              lane.maxBytes(),
              lane.unassembled().size(),
              List.copyOf(lane.partitions())));
    }
    return loads;
  }

  /**
   * Open partitions that are stalled, or that must wait for others; see {@link
   * PartitionOffsets#isStalled} and {@link RejectedStart#waitingForOthers}.
   */
  public Set<TopicPartition> stalledPartitions() {
    Set<TopicPartition> stalled = offsets.stalled(clock.now());
    stalled.addAll(start.waitingForOthers());
    return stalled;
  }

  /**
   * How long Connect may wait until its next call, in milliseconds. It is null when no message
   * waits or is in flight, no record is being reported, and the next {@code put} has no failure to
   * throw.
   */
  public @Nullable Long maxIdleMs() {
    long now = clock.now();
    if (lanes.couldAssemble()) {
      return 1L;
    }

    long at = Math.max(accumulator.nextSendableAt(now), rateLimit.openAt());
    at =
        Math.min(
            at, Math.max(outcomes.rejected().nextReportAt(), now + ResponseWait.POLL_INTERVAL_MS));
    at = Math.min(at, Math.max(start.decideAt(), now + ResponseWait.POLL_INTERVAL_MS));
    if (!inFlight.isEmpty()
        || errantRecords.isWaiting()
        || outcomes.failure().exception() != null) {
      at = Math.min(at, now + ResponseWait.POLL_INTERVAL_MS);
    }
    return at == QueueBacklog.NEVER ? null : Long.valueOf(Math.max(1, at - now));
  }

  /** The offset of the last record of a partition since it was opened, or -1. */
  public long lastOffset(TopicPartition partition) {
    PartitionOffsets known = offsets.partition(partition);
    return known == null ? -1 : known.lastOffset();
  }

  /** Whether any partition is open. */
  public boolean hasPartitions() {
    return !offsets.isEmpty();
  }

  /** The counts since the start; they go on changing. */
  public DeliveryCounts counts() {
    return counts;
  }

  /** The dead letters that Connect has written since the start. */
  public long deadLetters() {
    return errantRecords.written();
  }

  /** The attributes that were left out of messages, because there were too many. */
  public long attributesDropped() {
    return assembler.attributesDropped();
  }

  /** The attributes that were left out of messages, because they had no value. */
  public long attributesEmpty() {
    return assembler.attributesEmpty();
  }

  /** What is in memory and in flight now. */
  public PipelineStatus status() {
    long now = clock.now();
    long oldestAgeMs = offsets.oldestAgeMs(now);
    return new PipelineStatus(
        inFlight.size(),
        accumulator.windowSize(),
        lanes.unassembled(),
        accumulator.waiting(),
        accumulator.crowdedGroups(),
        bufferedBytes(),
        oldestAgeMs == 0 ? PipelineStatus.NONE : now - oldestAgeMs);
  }

  /** The same for each queue in memory, with its counts. */
  public List<QueueStatus> queues() {
    return outcomes.queues();
  }

  /** Whether a {@code put} without records would send something now; for proofs. */
  public boolean couldSend() {
    long now = clock.now();
    return accumulator.backlogs().stream()
        .anyMatch(backlog -> requests.maySend(backlog, now) && backlog.isSendable(now));
  }

  /** The state of the pipeline, for proofs; see {@link PipelineSnapshot}. */
  public PipelineSnapshot snapshot() {
    return outcomes.snapshot(
        offsets.snapshot(),
        lanes.snapshot(),
        inFlight.snapshot(),
        inFlight.bytesSnapshot(),
        errantRecords.snapshot());
  }
}
