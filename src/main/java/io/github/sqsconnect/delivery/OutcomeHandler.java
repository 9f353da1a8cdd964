package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.PipelineSnapshot.LaneState;
import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import io.github.sqsconnect.delivery.PipelineSnapshot.ReportState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Settles the response to a request. This is the only place that handles the four verdicts:
 *
 * <table>
 * <caption>What follows from a verdict</caption>
 * <tr><th>verdict</th><th>of a request</th><th>of a message</th></tr>
 * <tr><td>delivered</td><td></td><td>{@link FinishedMessages} acknowledges its record</td></tr>
 * <tr><td>retriable</td><td>too long: halved</td><td>{@link MessageRetries} reenqueues it</td></tr>
 * <tr><td>rejected</td><td>halved, to search for bad entries: {@link BadEntrySearches}</td>
 * <td>too large: {@link OversizedMessages} splits it; else {@link UnreportedRecords} keeps its
 * record for a report</td></tr>
 * <tr><td>fatal</td><td></td><td>retried while it may be temporary; else the task stops, or the
 * message is rejected if its record chose a queue that does not exist: {@link MissingQueues}</td></tr>
 * </table>
 *
 * <p>Before that, {@link QueuePacing} and {@link LimitLearning} process every response. {@link
 * ConfigurationFaults} stops the task if the configuration is the cause of rejections.
 */
final class OutcomeHandler {
  /**
   * How long a fault that may be temporary is retried: AWS distributes new queues and permissions
   * slowly.
   */
  static final long MAY_BE_TEMPORARY_MS = 30_000;

  private final MessageAccumulator accumulator;
  private final CredentialsRenewal credentials;
  private final MillisClock clock;
  private final DeliveryObserver observer;
  private final RejectedStart start;
  private final TaskFailure failure = new TaskFailure();
  private final UnreportedRecords rejected;
  private final QueuePacing pacing;
  private final LimitLearning limits;
  private final MissingQueues missing = new MissingQueues();
  private final ConfigurationFaults faults = new ConfigurationFaults(failure);
  private final FinishedMessages finished;
  private final MessageRetries retries;
  private final OversizedMessages oversized;
  private final BadEntrySearches searches;

  OutcomeHandler(
      DeliverySettings settings,
      BackoffPolicy backoffPolicy,
      MessageAssembler assembler,
      MessageAccumulator accumulator,
      MessageSender sender,
      MillisClock clock,
      DeliveryObserver observer,
      DeliveryCounts counts,
      RejectedStart start) {
    this.accumulator = accumulator;
    this.clock = clock;
    this.observer = observer;
    this.start = start;
    credentials = new CredentialsRenewal(sender, clock);
    rejected = new UnreportedRecords(start, clock);
    pacing = new QueuePacing(clock);
    limits = new LimitLearning(assembler, accumulator, clock);
    finished = new FinishedMessages(accumulator, rejected, clock, observer, counts);
    retries = new MessageRetries(settings, backoffPolicy, accumulator, clock, observer, failure);
    oversized = new OversizedMessages(assembler, finished, retries);
    searches = new BadEntrySearches(accumulator, finished, faults, failure);
  }

  /** Why the task must stop. */
  TaskFailure failure() {
    return failure;
  }

  /** Records that wait to be reported. */
  UnreportedRecords rejected() {
    return rejected;
  }

  /** Forgets limits that were learned long ago, and queues that are not used any more. */
  void forgetUnused() {
    limits.expire();
  }

  /** Drops waiting messages and unreported records of revoked partitions. */
  void dropOrphans() {
    rejected.dropOrphans();
    searches.dropOrphans();
  }

  /** Settles one response. */
  void settle(Completion completion) {
    MessageBatch batch = completion.batch();
    QueueBacklog backlog = accumulator.backlog(batch.queue());
    backlog.completed(batch);
    observer.requestCompleted(batch.queue(), batch.latencyMs(clock.now()));

    pacing.update(completion, backlog, isGone(completion));
    limits.learn(completion, backlog);

    if (!settleRequest(completion, backlog)) {
      settleMessages(completion, backlog);
    }
  }

  /** Whether messages are rejected because the record chose a queue that does not exist. */
  private boolean isGone(Completion completion) {
    TargetQueue queue = completion.batch().queue();
    if (!MissingQueues.isReportedBy(completion)) {
      return false;
    }
    missing.reported(queue, clock.now());
    return missing.isGone(queue, clock.now());
  }

  /**
   * Settles a response that is about the request: halves the request, or stops the task.
   *
   * @return false if the messages must be settled one by one
   */
  private boolean settleRequest(Completion completion, QueueBacklog backlog) {
    MessageBatch batch = completion.batch();
    if (batch.deliveries().size() == 1) {
      return false;
    }
    if (!completion.wholeRequest()) {
      return faults.stopIfAllRejectedWithOneCode(completion);
    }

    DeliveryOutcome outcome = completion.outcomes().get(0);
    boolean isRejected = outcome instanceof Rejected;
    if (isRejected || outcome.isRetriableFor(Retriable.Cause.TOO_LONG)) {
      searches.halve(batch, backlog, isRejected);
      return true;
    }
    return false;
  }

  private void settleMessages(Completion completion, QueueBacklog backlog) {
    MessageBatch batch = completion.batch();
    boolean allRejected = batch.search() == null;
    for (int i = 0; i < completion.outcomes().size(); i++) {
      allRejected &= settle(batch.deliveries().get(i), completion.outcomes().get(i), completion);
    }

    if (allRejected) {
      Rejected first = (Rejected) completion.outcomes().get(0);
      faults.requestRejected(batch.deliveries().get(0), first, backlog);
    }

    backlog.reenqueueOvertaking(batch, clock.now());
    searches.conclude(batch.search());
    reportRecovery(backlog);
  }

  private void reportRecovery(QueueBacklog backlog) {
    QueueHealth health = backlog.health();
    if (health.hasRecovered(backlog.isFailing())) {
      observer.recovered(backlog.queue(), health.failingMs(clock.now()), health.retries());
    }
  }

  /** The counts of each queue in memory, and what it has in memory and in flight now. */
  List<QueueStatus> queues() {
    return accumulator.backlogs().stream()
        .map(backlog -> backlog.status(limits.messageLimit(backlog.queue())))
        .toList();
  }

  /**
   * Settles one message by its verdict.
   *
   * @return whether the message is finally rejected
   */
  private boolean settle(Delivery delivery, DeliveryOutcome outcome, Completion completion) {
    if (delivery.record().isOrphan()) {
      finished.dropped(delivery);
      searches.ruledOut(completion.batch());
      return outcome instanceof Rejected;
    }

    switch (outcome.verdict()) {
      case DELIVERED -> delivered(delivery, completion);
      case RETRIABLE -> retry(delivery, (Retriable) outcome, completion);
      case REJECTED -> {
        return rejectOrSplit(delivery, (Rejected) outcome, completion);
      }
      case FATAL -> fatal(delivery, (Fatal) outcome, completion);
    }
    return false;
  }

  private void delivered(Delivery delivery, Completion completion) {
    missing.exists(completion.batch().queue());
    accumulator.backlogOf(delivery).counts().messageDelivered(clock.now());
    start.succeeded();
    searches.ruledOut(completion.batch());
    finished.delivered(delivery);
  }

  private void retry(Delivery delivery, Retriable outcome, Completion completion) {
    delivery.clearFatal();
    searches.ruledOut(completion.batch());

    if (outcome.isRetriableFor(Retriable.Cause.CREDENTIALS)) {
      credentials.expired(completion.batch());
    }
    retries.retry(
        delivery, outcome.error(), RetryCause.of(outcome), "until it succeeds", completion);
  }

  /**
   * Splits a message that is too large, and rejects any other. A message that is part of a search
   * is only noted: it is rejected when the search is finished.
   *
   * @return whether the message is finally rejected
   */
  private boolean rejectOrSplit(Delivery delivery, Rejected outcome, Completion completion) {
    MessageBatch batch = completion.batch();
    if (outcome.learnedLimit() > 0 && outcome.learnedLimit() < delivery.bytes()) {
      searches.ruledOut(batch);
      limits.learnMessageLimit(batch.queue(), outcome);
      return oversized.settle(delivery, outcome);
    }

    if (batch.search() != null) {
      batch.search().addRejected(delivery, outcome);
      return false;
    }

    finished.rejected(delivery, outcome.error());
    return true;
  }

  private void fatal(Delivery delivery, Fatal fatal, Completion completion) {
    MessageBatch batch = completion.batch();
    StopReason reason = fatal.reason();
    searches.ruledOut(batch);

    if (batch.queue().chosenByRecord() && MissingQueues.isReportedBy(fatal)) {
      missingQueue(delivery, fatal, completion);
      return;
    }

    delivery.markFatal(clock.now());
    if (reason.mayBeStaleCredentials() && credentials.mayBeAcceptedLater(batch)) {
      retries.retry(
          delivery, fatal.error(), RetryCause.CREDENTIALS, "with newer credentials", completion);
    } else if (reason.mayBeTemporary() && delivery.fatalForMs(clock.now()) < MAY_BE_TEMPORARY_MS) {
      retries.retry(
          delivery,
          fatal.error(),
          RetryCause.CONFIGURATION,
          "for 30 seconds, then the task stops",
          completion);
    } else {
      failure.set(batch, fatal.error(), reason);
    }
  }

  /**
   * The record chose a queue that does not exist. The queue may be new. After a while the cause is
   * the record, and no other record has to wait for it.
   */
  private void missingQueue(Delivery delivery, Fatal fatal, Completion completion) {
    if (missing.isGone(completion.batch().queue(), clock.now()) || retries.isTimedOut(delivery)) {
      finished.queueMissing(delivery, fatal.error());
    } else {
      retries.retry(
          delivery,
          fatal.error(),
          RetryCause.CONFIGURATION,
          "for 30 seconds, then it rejects the record",
          completion);
    }
  }

  /** The state of the pipeline, for proofs. The arguments are the parts that the caller owns. */
  PipelineSnapshot snapshot(
      Map<TopicPartition, PartitionState> partitions,
      List<LaneState> lanes,
      List<RequestState> inFlight,
      long inFlightBytes,
      List<ReportState> reports) {
    long now = clock.now();
    return new PipelineSnapshot(
        partitions,
        lanes,
        accumulator.backlogs().stream()
            .map(queue -> queue.snapshot(now, limits.messageLimit(queue.queue())))
            .toList(),
        inFlight,
        inFlightBytes,
        accumulator.bytes(),
        rejected.readySnapshot(),
        rejected.heldSnapshot(),
        start.snapshot(),
        searches.snapshot(),
        reports,
        failure.exception() != null);
  }
}
