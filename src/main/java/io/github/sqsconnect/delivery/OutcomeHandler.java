package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.PipelineSnapshot.HeldState;
import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import io.github.sqsconnect.delivery.PipelineSnapshot.ReportState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.LearnedLimit;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where verdicts are handled: an answer becomes acknowledged records, messages put
 * back, rejected records that wait to be reported, or the reason to stop.
 */
final class OutcomeHandler {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeHandler.class);

  /** How long a fault that may pass by itself is retried: creation and access spread slowly. */
  private static final long MAY_PASS_MS = 30_000;

  /** So many refused requests in a row are the fault of the configuration. */
  private static final int MAX_REJECTED_REQUESTS = 10;

  /** How long refused records are held while the queue refuses everything. */
  private static final long HOLD_MS = 2_000;

  private static final long MINUTE_MS = 60_000;

  /**
   * A record that SQS refused.
   *
   * @param until when it is reported even if the queue still refuses everything
   */
  private record Refused(TrackedRecord tracked, QueueBacklog backlog, long until) {}

  private final DeliverySettings settings;
  private final RetryPolicy retryPolicy;
  private final MessageAssembler assembler;
  private final MessageAccumulator accumulator;
  private final CredentialsRenewal credentials;
  private final MillisClock clock;
  private final DeliveryMetrics metrics;
  private final ArrayDeque<TrackedRecord> rejected = new ArrayDeque<>();

  /**
   * Records that SQS refused, the oldest first. They are held for a moment while their queue
   * refuses everything: if that is the fault of the configuration, the task stops before they are
   * in the dead-letter topic.
   */
  private final ArrayDeque<Refused> held = new ArrayDeque<>();

  /** Searches for bad entries that are not over. */
  private final Set<BadEntrySearch> searches = new LinkedHashSet<>();

  private final MinimumInterval retriesTold = new MinimumInterval(MINUTE_MS);
  private @Nullable ConnectException failure;

  OutcomeHandler(
      DeliverySettings settings,
      RetryPolicy retryPolicy,
      MessageAssembler assembler,
      MessageAccumulator accumulator,
      MessageSender sender,
      MillisClock clock,
      DeliveryMetrics metrics) {
    this.settings = settings;
    this.retryPolicy = retryPolicy;
    this.assembler = assembler;
    this.accumulator = accumulator;
    credentials = new CredentialsRenewal(sender, clock);
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Why the task must stop, or null. */
  @Nullable ConnectException failure() {
    return failure;
  }

  /** A record that is to be reported now, or null. */
  @Nullable TrackedRecord nextRejected() {
    TrackedRecord unfit = rejected.poll();
    if (unfit != null || held.isEmpty() || clock.now() < heldUntil(held.getFirst())) {
      return unfit;
    }
    return held.removeFirst().tracked();
  }

  private static long heldUntil(Refused refused) {
    return refused.backlog().isRejecting() ? refused.until() : QueueBacklog.ALWAYS;
  }

  /** When the next record is to be reported. */
  long nextReportAt() {
    if (!rejected.isEmpty()) {
      return QueueBacklog.ALWAYS;
    }
    return held.isEmpty() ? QueueBacklog.NEVER : heldUntil(held.getFirst());
  }

  /** A record that became no message at all. */
  void rejected(TrackedRecord tracked) {
    rejected.add(tracked);
  }

  /** Forgets limits that were learned long ago. */
  void forgetOldLimits() {
    long now = clock.now();
    assembler.learned().expire(now);
    accumulator.backlogs().forEach(backlog -> backlog.limits().learned().expire(now));
  }

  /** Settles one answer. */
  void settle(Completion completion) {
    MessageBatch batch = completion.batch();
    QueueBacklog backlog = accumulator.backlog(batch.queue());
    backlog.completed(batch);
    pace(completion, backlog);
    learn(completion, backlog);
    if (settledAsWhole(completion, backlog)) {
      return;
    }
    boolean allRefused = batch.search() == null;
    for (int i = 0; i < completion.outcomes().size(); i++) {
      Delivery delivery = batch.deliveries().get(i);
      DeliveryOutcome outcome = completion.outcomes().get(i);
      if (delivery.record().isOrphan()) {
        accumulator.complete(delivery);
        ruledOut(batch);
        allRefused &= outcome instanceof Rejected;
      } else {
        allRefused &= settle(delivery, outcome, completion);
      }
    }
    if (allRefused) {
      refused(batch.deliveries().get(0), (Rejected) completion.outcomes().get(0), backlog);
    }
    backlog.reenqueueOvertaking(batch, clock.now());
    conclude(batch.search());
  }

  /**
   * The exhaustive handling of the four verdicts.
   *
   * @return whether the message is refused for good
   */
  private boolean settle(Delivery delivery, DeliveryOutcome outcome, Completion completion) {
    switch (outcome.verdict()) {
      case DELIVERED -> {
        metrics.messageDelivered();
        ruledOut(completion.batch());
        finish(delivery);
      }
      case RETRIABLE -> {
        delivery.clearFatal();
        ruledOut(completion.batch());
        if (isBecauseOf(outcome, Retriable.Cause.CREDENTIALS)) {
          credentials.expired(completion.batch());
        }
        retry(delivery, ((Retriable) outcome).error(), "until it succeeds", completion);
      }
      case REJECTED -> {
        return isRefused(delivery, (Rejected) outcome, completion);
      }
      case FATAL -> {
        Fatal fatal = (Fatal) outcome;
        ruledOut(completion.batch());
        delivery.markFatal(clock.now());
        if (fatal.reason().mayBeStaleCredentials()
            && credentials.mayBeAcceptedLater(completion.batch())) {
          retry(delivery, fatal.error(), "with newer keys", completion);
        } else if (fatal.reason().mayBeTemporary()
            && delivery.fatalForMs(clock.now()) < MAY_PASS_MS) {
          retry(delivery, fatal.error(), "for 30 seconds, then the task stops", completion);
        } else {
          fail(completion.batch(), fatal.error(), fatal.reason());
        }
      }
    }
    return false;
  }

  /** What an answer says of the queue as a whole. */
  private void pace(Completion completion, QueueBacklog backlog) {
    boolean delivered = false;
    boolean throttled = false;
    boolean fatal = false;
    for (DeliveryOutcome outcome : completion.outcomes()) {
      delivered |= outcome.verdict() == DeliveryOutcome.Verdict.DELIVERED;
      throttled |= isBecauseOf(outcome, Retriable.Cause.THROTTLED);
      fatal |= outcome.verdict() == DeliveryOutcome.Verdict.FATAL;
    }
    if (throttled) {
      metrics.requestThrottled();
      backlog.window().throttled(completion.batch().sentAt(), clock.now());
    }
    if (delivered) {
      backlog.requestSucceeded();
      if (!throttled) {
        backlog.window().succeeded();
      }
    } else if (fatal
        || (completion.wholeRequest() && isServiceFault(completion.outcomes().get(0)))) {
      backlog.requestFailed(clock.now());
    }
  }

  /** What an answer shows of the limits of a queue. */
  private void learn(Completion completion, QueueBacklog backlog) {
    MessageBatch batch = completion.batch();
    LearnedLimit ofRequests = backlog.limits().learned();
    for (int i = 0; i < completion.outcomes().size(); i++) {
      DeliveryOutcome outcome = completion.outcomes().get(i);
      int named = requestLimit(outcome);
      if (named > 0) {
        ofRequests.learn(named, clock.now());
      } else if (outcome.verdict() == DeliveryOutcome.Verdict.DELIVERED) {
        ofRequests.accepted(batch.bytes(), batch.sentAt());
        assembler.learned().accepted(batch.deliveries().get(i).bytes(), batch.sentAt());
      }
    }
  }

  /** The most bytes of a request that an answer names, or 0. */
  private static int requestLimit(DeliveryOutcome outcome) {
    if (outcome instanceof Rejected alone) {
      return alone.kind() == Rejected.Kind.TOO_LONG ? alone.learnedLimit() : 0;
    }
    return outcome instanceof Retriable retriable ? retriable.learnedLimit() : 0;
  }

  private static boolean isServiceFault(DeliveryOutcome outcome) {
    return outcome instanceof Retriable && !isBecauseOf(outcome, Retriable.Cause.TOO_LONG);
  }

  private static boolean isBecauseOf(DeliveryOutcome outcome, Retriable.Cause cause) {
    return outcome instanceof Retriable retriable && retriable.cause() == cause;
  }

  /** Handles the answers that are about a request, not about its messages. */
  private boolean settledAsWhole(Completion completion, QueueBacklog backlog) {
    MessageBatch batch = completion.batch();
    DeliveryOutcome first = completion.outcomes().get(0);
    if (batch.deliveries().size() == 1) {
      return false;
    }
    if (completion.wholeRequest()) {
      if (isBecauseOf(first, Retriable.Cause.TOO_LONG) || first instanceof Rejected) {
        halve(batch, backlog, first instanceof Rejected);
        return true;
      }
      return false;
    }
    if (batch.search() == null && areRejectedWithOneCode(completion.outcomes())) {
      fail(batch, ((Rejected) first).error(), StopReason.ALL_REFUSED);
      return true;
    }
    return false;
  }

  /**
   * Whether several messages are refused with one code, and none for its size. Parts of a search
   * are not judged by this: the search has chosen them.
   */
  private static boolean areRejectedWithOneCode(List<DeliveryOutcome> outcomes) {
    if (!(outcomes.get(0) instanceof Rejected first)) {
      return false;
    }
    for (DeliveryOutcome outcome : outcomes) {
      if (!(outcome instanceof Rejected rejected)
          || rejected.learnedLimit() > 0
          || !rejected.error().code().equals(first.error().code())) {
        return false;
      }
    }
    return true;
  }

  /** A request was refused in every entry, for good. */
  private void refused(Delivery first, Rejected outcome, QueueBacklog backlog) {
    if (backlog.requestRejected() >= MAX_REJECTED_REQUESTS) {
      fail(name(first), outcome.error(), StopReason.REFUSED_IN_A_ROW);
    }
  }

  private void halve(MessageBatch batch, QueueBacklog backlog, boolean searching) {
    List<Delivery> all = batch.deliveries();
    BadEntrySearch search = batch.search();
    if (search == null && searching) {
      search = new BadEntrySearch(all.size());
      searches.add(search);
    }
    backlog.halve(batch, search);
    if (all.stream().anyMatch(delivery -> delivery.record().isOrphan())) {
      dropOrphans();
    }
  }

  /**
   * Drops what waits for records of partitions that were taken away. A search for a bad entry may
   * be over by that: then what it has found is settled.
   */
  void dropOrphans() {
    accumulator.dropOrphans();
    List.copyOf(searches).forEach(this::conclude);
  }

  private void finish(Delivery delivery) {
    accumulator.complete(delivery);
    finished(delivery);
  }

  private void finished(Delivery delivery) {
    TrackedRecord tracked = delivery.record();
    if (tracked.messageDone()) {
      if (tracked.rejection() == null) {
        tracked.acknowledge();
      } else {
        held.add(new Refused(tracked, backlogOf(delivery), clock.now() + HOLD_MS));
      }
    }
  }

  private void retry(Delivery delivery, ServiceError error, String howLong, Completion completion) {
    long now = clock.now();
    if (settings.deliveryTimeoutMs() >= 0
        && now - delivery.firstSentAt() >= settings.deliveryTimeoutMs()) {
      fail(
          name(delivery) + " after " + delivery.attempts() + " attempts",
          error,
          StopReason.DELIVERY_TIMEOUT);
      return;
    }
    metrics.messageRetried();
    warnOnceAMinute(delivery, error, howLong, now);
    boolean waitsWithItsQueue =
        completion.wholeRequest() && !(completion.outcomes().get(0) instanceof Rejected);
    long wait = waitsWithItsQueue ? 0 : retryPolicy.backoffMs(delivery.attempts());
    backlogOf(delivery).reenqueue(delivery, List.of(delivery), now + wait);
  }

  private QueueBacklog backlogOf(Delivery delivery) {
    return accumulator.backlog(delivery.message().queue());
  }

  private void warnOnceAMinute(Delivery delivery, ServiceError error, String howLong, long now) {
    if (retriesTold.tryAcquire(now)) {
      LOG.warn(
          "event=retrying queue={} attempt={} answer=\"{}\"; tried again {}; nothing is lost",
          delivery.message().queue().url(),
          delivery.attempts(),
          error,
          howLong);
    }
  }

  /**
   * Handles a refusal. A message that is too large is split if it can be, or sent again until
   * memory allows that; a part of a search is judged when the search is over.
   *
   * @return whether the message is refused for good
   */
  private boolean isRefused(Delivery delivery, Rejected outcome, Completion completion) {
    MessageBatch batch = completion.batch();
    if (outcome.learnedLimit() > 0 && outcome.learnedLimit() < delivery.bytes()) {
      ruledOut(batch);
      assembler.learned().learn(outcome.learnedLimit(), clock.now());
      if (accumulator.mayBeSplit()) {
        return !isSplit(delivery, outcome);
      }
      retry(delivery, outcome.error(), "until there is memory for its parts", completion);
      return false;
    }
    if (batch.search() != null) {
      batch.search().addRejected(delivery, outcome);
      return false;
    }
    refuse(delivery, outcome.error().toString());
    return true;
  }

  private void refuse(Delivery delivery, String reason) {
    delivery
        .record()
        .reject(
            "SQS refused a message of "
                + delivery.bytes()
                + " bytes for queue "
                + delivery.message().queue().url()
                + ": "
                + reason);
    finish(delivery);
  }

  /** Splits a message under the limit that its refusal names; refuses it if that cannot be. */
  private boolean isSplit(Delivery delivery, Rejected outcome) {
    OutboundMessage tooLarge = delivery.message();
    Assembly parts =
        assembler.split(delivery.record().sinkRecord(), tooLarge, outcome.learnedLimit());
    if (parts instanceof Assembly.Messages messages) {
      delivery.record().addMessages(messages.messages().size());
      accumulator.replace(delivery, messages.messages(), clock.now());
      finished(delivery);
      return true;
    }
    String reason =
        parts instanceof Assembly.Rejected rejection ? rejection.reason() : "nothing is left of it";
    refuse(delivery, outcome.error() + ", " + reason);
    return false;
  }

  private void ruledOut(MessageBatch batch) {
    if (batch.search() != null) {
      batch.search().ruledOut();
    }
  }

  private void conclude(@Nullable BadEntrySearch search) {
    if (search == null || !search.isFinished()) {
      return;
    }
    searches.remove(search);
    if (search.allRejectedWithOneCode()) {
      BadEntrySearch.RejectedEntry first = search.rejectedEntries().get(0);
      fail(name(first.delivery()), first.outcome().error(), StopReason.ALL_REFUSED_ALONE);
      return;
    }
    for (BadEntrySearch.RejectedEntry suspect : search.rejectedEntries()) {
      refuse(suspect.delivery(), suspect.outcome().error().toString());
    }
    if (search.allRejected()) {
      BadEntrySearch.RejectedEntry first = search.rejectedEntries().get(0);
      refused(first.delivery(), first.outcome(), backlogOf(first.delivery()));
    }
  }

  private static String name(Delivery delivery) {
    TrackedRecord tracked = delivery.record();
    return "record "
        + tracked.topicPartition()
        + '-'
        + tracked.offset()
        + " for queue "
        + delivery.message().queue().url();
  }

  private void fail(MessageBatch batch, ServiceError error, StopReason reason) {
    fail("queue " + batch.queue().url(), error, reason);
  }

  private void fail(String what, ServiceError error, StopReason reason) {
    if (failure == null) {
      failure = new ConnectException(reason.message(what + ": " + error));
    }
  }

  /** The state of what is not settled, together with that of the rest, for proofs. */
  PipelineSnapshot snapshot(
      Map<TopicPartition, PartitionState> partitions,
      List<RecordState> unassembled,
      List<RequestState> inFlight,
      long inFlightBytes,
      List<ReportState> reports) {
    long now = clock.now();
    return new PipelineSnapshot(
        partitions,
        unassembled,
        accumulator.backlogs().stream().map(backlog -> backlog.snapshot(now)).toList(),
        inFlight,
        inFlightBytes,
        accumulator.bytes(),
        assembler.learned().snapshot(),
        rejected.stream().map(TrackedRecord::snapshot).toList(),
        held.stream().map(r -> new HeldState(r.tracked().snapshot(), r.until())).toList(),
        searches.stream().map(BadEntrySearch::snapshot).toList(),
        reports,
        failure != null);
  }
}
