package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int LARGEST_DISTANCE = 50_000;

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
  private final DeliveryMetrics metrics = new DeliveryMetrics();
  private final OffsetTracker offsets = new OffsetTracker();
  private final MessageAccumulator accumulator;
  private final Settlement settlement;
  private final RateLimit rateLimit;
  private final Set<MessageBatch> inFlight = new HashSet<>();
  private long inFlightBytes;
  private final Cooldown crowdsTold = new Cooldown(HOUR_MS);

  public DeliveryPipeline(
      DeliverySettings settings,
      MessageAssembler assembler,
      MessageSender sender,
      Completions completions,
      ErrantRecordHandler errantRecords,
      RetryPolicy retryPolicy,
      MillisClock clock) {
    this.settings = settings;
    this.assembler = assembler;
    this.sender = sender;
    this.completions = completions;
    this.errantRecords = errantRecords;
    this.clock = clock;
    accumulator = new MessageAccumulator(settings, retryPolicy);
    rateLimit = new RateLimit(settings.rateLimitMessagesPerSecond());
    settlement =
        new Settlement(settings, retryPolicy, assembler, accumulator, sender, clock, metrics);
  }

  /** Partitions were assigned. */
  public void open(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::open);
  }

  /** Partitions were taken away: what waits for them is dropped, what is under way is forgotten. */
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(offsets::close);
    settlement.dropOrphans();
  }

  /**
   * Takes records, and moves on everything that can move.
   *
   * @throws ConnectException when the task must stop; nothing is lost, offsets stay uncommitted
   */
  public void accept(Collection<SinkRecord> records) {
    settleAll();
    for (SinkRecord record : records) {
      take(record);
      settleArrived();
      throwIfFailed();
      sendFull();
    }
    sendDue();
    reportErrantRecords();
    warnOfCrowds();
  }

  private void take(SinkRecord record) {
    long now = clock.now();
    metrics.record();
    Ticket ticket = offsets.register(record, now);
    Assembly assembly = assembler.assemble(record);
    if (assembly instanceof Assembly.Messages messages) {
      ticket.addMessages(messages.messages().size());
      for (OutboundMessage message : messages.messages()) {
        accumulator.append(new Delivery(message, ticket, now));
      }
    } else if (assembly instanceof Assembly.Rejected rejection) {
      ticket.reject(rejection.reason());
      settlement.rejected(ticket);
    } else {
      metrics.filteredRecord();
      ticket.acknowledge();
    }
  }

  /** Says once an hour that groups with many waiting messages set the pace, and what helps. */
  private void warnOfCrowds() {
    int crowds = accumulator.crowds();
    if (crowds > 0 && crowdsTold.passes(clock.now())) {
      LOG.warn(
          "event=crowded_groups groups={} waiting={} mend=\"one message of a group is under way at a time; choose a"
              + " finer sqs.message.group.id{}\"",
          crowds,
          accumulator.waiting(),
          settings.fifoOrdering() == DeliverySettings.FifoOrdering.STRICT
              ? ", or sqs.fifo.ordering=relaxed, which lets consecutive messages of a group share a request"
              : "");
    }
  }

  /** Sends full requests; the others may be filled by the records at hand. */
  private void sendFull() {
    send(QueueBacklog.ALWAYS, clock.now());
  }

  /** Sends what is full or due at a time, as far as windows, connections and memory allow now. */
  private void send(long due, long now) {
    for (QueueBacklog backlog : accumulator.backlogs()) {
      while (mayHaveMoreInFlight() && rateLimit.isOpen(now) && backlog.isOpen(now)) {
        MessageBatch batch = backlog.next(due, now);
        if (batch == null) {
          break;
        }
        batch.sent(now);
        backlog.sent(batch);
        rateLimit.sent(batch.deliveries().size(), now);
        inFlight.add(batch);
        inFlightBytes += batch.bytes();
        metrics.request(batch);
        sender.send(batch);
      }
    }
  }

  private boolean mayHaveMoreInFlight() {
    return inFlight.size() < settings.maxInFlightRequests()
        && (inFlight.isEmpty() || inFlightBytes < settings.bufferMaxBytes());
  }

  /**
   * Sends what is due. While more is than the windows can carry, takes answers as they come and
   * sends on.
   */
  private void sendDue() {
    long now = clock.now();
    long deadline = now + LONGEST_PUT_MS;
    send(now, now);
    while (!inFlight.isEmpty()
        && now < deadline
        && rateLimit.isOpen(now)
        && accumulator.isSendable(now)) {
      settleNext(Duration.ofMillis(deadline - now));
      settleArrived();
      throwIfFailed();
      now = clock.now();
      send(now, now);
    }
  }

  private void settleAll() {
    settleArrived();
    errantRecords.settle(settlement.hasRejected());
    reportErrantRecords();
    throwIfFailed();
  }

  private void settleArrived() {
    while (settleNext(Duration.ZERO)) {
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

  /** Reports rejected records, unless a call blocks; what is left is for the next put. */
  private void reportErrantRecords() {
    long deadline = clock.now() + LONGEST_REPORTING_MS;
    while (!errantRecords.isBusy() && clock.now() < deadline) {
      Ticket ticket = settlement.nextRejected();
      if (ticket == null) {
        return;
      }
      String reason = ticket.rejection();
      if (!ticket.isOrphan() && reason != null) {
        metrics.rejectedRecord();
        errantRecords.report(ticket, reason);
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
          .anyMatch(delivery -> current.containsKey(delivery.ticket().topicPartition()))) {
        awaited.add(batch);
      }
    }
    long deadline = clock.now() + LONGEST_COMMIT_WAIT_MS;
    settleArrived();
    awaited.retainAll(inFlight);
    for (long now = clock.now(); !awaited.isEmpty() && now < deadline; now = clock.now()) {
      settleNext(Duration.ofMillis(deadline - now));
      awaited.retainAll(inFlight);
    }
    return offsets.committable(current);
  }

  /** Message bytes waiting and under way. */
  public long bufferedBytes() {
    return accumulator.bytes();
  }

  /** Open partitions whose first outstanding record holds up too much behind it. */
  public Set<TopicPartition> heldUp() {
    Set<TopicPartition> heldUp = new HashSet<>();
    long now = clock.now();
    for (PartitionOffsets partition : offsets.open()) {
      Ticket first = partition.first();
      if (first != null
          && (partition.distance() > LARGEST_DISTANCE
              || (now - first.registeredAt() > LONGEST_HOLD_UP_MS
                  && partition.isAcknowledgedBehindFirst()))) {
        heldUp.add(partition.topicPartition());
      }
    }
    return heldUp;
  }

  /**
   * How long the task may be left alone, in milliseconds; null when nothing waits, is under way or
   * is with the reporter, and no failure is to be thrown by the next {@code put}.
   */
  public @Nullable Long idleMs() {
    long now = clock.now();
    long at = Math.max(accumulator.nextSendableAt(now), rateLimit.openAt());
    if (!inFlight.isEmpty()
        || errantRecords.isWaiting()
        || settlement.hasRejected()
        || settlement.failure() != null) {
      at = Math.min(at, now + LOOK_AGAIN_MS);
    }
    return at == QueueBacklog.NEVER ? null : Long.valueOf(Math.max(1, at - now));
  }

  /** Partitions that are open. */
  public List<TopicPartition> openPartitions() {
    List<TopicPartition> open = new ArrayList<>();
    offsets.open().forEach(partition -> open.add(partition.topicPartition()));
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
    for (PartitionOffsets partition : offsets.open()) {
      Ticket first = partition.first();
      oldestMs = first == null ? oldestMs : Math.max(oldestMs, now - first.registeredAt());
    }
    return metrics
        + " in_flight="
        + inFlight.size()
        + " window="
        + window
        + " waiting="
        + accumulator.waiting()
        + " crowded_groups="
        + accumulator.crowds()
        + " buffered_bytes="
        + accumulator.bytes()
        + " oldest_unacknowledged_ms="
        + oldestMs;
  }
}
