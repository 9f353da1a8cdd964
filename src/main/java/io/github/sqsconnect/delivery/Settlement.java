package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where verdicts are handled: an answer becomes acknowledged records, messages put
 * back, rejected records that wait to be reported, or the reason to stop.
 */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /**
   * How long a fault that may be mended by itself is retried: creation and access spread slowly.
   */
  private static final long MAY_PASS_MS = 30_000;

  /** So many single messages refused in a row with one code are the configuration's fault. */
  private static final int LONELY_REJECTIONS = 10;

  private static final long MINUTE_MS = 60_000;

  private final DeliverySettings settings;
  private final RetryPolicy retryPolicy;
  private final MessageAssembler assembler;
  private final MessageAccumulator accumulator;
  private final KeyRenewal keys;
  private final MillisClock clock;
  private final DeliveryMetrics metrics;
  private final ArrayDeque<Ticket> rejected = new ArrayDeque<>();

  /** Searches for bad entries that are not over. */
  private final Set<Bisection> searches = new LinkedHashSet<>();

  private final Cooldown retriesTold = new Cooldown(MINUTE_MS);
  private @Nullable ConnectException failure;

  Settlement(
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
    keys = new KeyRenewal(sender, clock);
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Why the task must stop, or null. */
  @Nullable ConnectException failure() {
    return failure;
  }

  /** A record that is to be reported, or null. */
  @Nullable Ticket nextRejected() {
    return rejected.poll();
  }

  /** A record that became no message at all. */
  void rejected(Ticket ticket) {
    rejected.add(ticket);
  }

  boolean hasRejected() {
    return !rejected.isEmpty();
  }

  /** Settles one answer. */
  void settle(Completion completion) {
    MessageBatch batch = completion.batch();
    QueueBacklog backlog = accumulator.backlog(batch.queue());
    backlog.answered(batch);
    pace(completion, backlog);
    if (settledAsWhole(completion, backlog)) {
      return;
    }
    for (int i = 0; i < completion.outcomes().size(); i++) {
      Delivery delivery = batch.deliveries().get(i);
      if (delivery.ticket().isOrphan()) {
        accumulator.done(delivery);
        cleared(batch);
      } else {
        settle(delivery, completion.outcomes().get(i), completion);
      }
    }
    backlog.recallWhatWouldOvertake(batch, clock.now());
    conclude(batch.bisection());
  }

  /** The exhaustive handling of the four verdicts. */
  private void settle(Delivery delivery, DeliveryOutcome outcome, Completion completion) {
    switch (outcome.verdict()) {
      case DELIVERED -> {
        metrics.deliveredMessage();
        cleared(completion.batch());
        finish(delivery);
      }
      case RETRIABLE -> {
        delivery.notFatal();
        cleared(completion.batch());
        if (isBecauseOf(outcome, Retriable.Cause.CREDENTIALS)) {
          keys.look();
        }
        retry(delivery, ((Retriable) outcome).answer(), "until it succeeds", completion);
      }
      case REJECTED -> reject(delivery, (Rejected) outcome, completion);
      case FATAL -> {
        Fatal fatal = (Fatal) outcome;
        cleared(completion.batch());
        delivery.fatal(clock.now());
        if (fatal.reason().mayBeOldKeys() && keys.hasNewerThan(completion.batch())) {
          retry(delivery, fatal.answer(), "with newer keys", completion);
        } else if (fatal.reason().mayPass() && delivery.fatalForMs(clock.now()) < MAY_PASS_MS) {
          retry(delivery, fatal.answer(), "for 30 seconds, then the task stops", completion);
        } else {
          fail(completion.batch(), fatal.answer(), fatal.reason());
        }
      }
    }
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
      backlog.learnLargestRequest(requestLimit(outcome));
    }
    if (throttled) {
      metrics.throttledRequest();
      backlog.window().throttled(completion.batch().sentAt(), clock.now());
    }
    if (delivered) {
      backlog.requestSucceeded();
      if (!throttled) {
        backlog.window().succeeded();
      }
    } else if (fatal || (completion.wholeRequest() && isIll(completion.outcomes().get(0)))) {
      backlog.requestFailed(clock.now());
    }
  }

  /** The most bytes of a request that an answer names, or 0. */
  private static int requestLimit(DeliveryOutcome outcome) {
    if (outcome instanceof Rejected alone) {
      return alone.kind() == Rejected.Kind.TOO_LONG ? alone.learnedLimit() : 0;
    }
    return outcome instanceof Retriable retriable ? retriable.learnedLimit() : 0;
  }

  private static boolean isIll(DeliveryOutcome outcome) {
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
    boolean allUnknown =
        completion.outcomes().stream()
            .allMatch(o -> o instanceof Rejected r && r.kind() == Rejected.Kind.UNKNOWN);
    if (allUnknown) {
      fail(batch, ((Rejected) first).answer(), StopReason.ALL_REFUSED_UNKNOWN);
      return true;
    }
    return false;
  }

  private void halve(MessageBatch batch, QueueBacklog backlog, boolean searching) {
    List<Delivery> all = batch.deliveries();
    Bisection bisection = batch.bisection();
    if (bisection == null && searching) {
      bisection = new Bisection(all.size());
      searches.add(bisection);
    }
    backlog.halve(batch, bisection);
    if (all.stream().anyMatch(delivery -> delivery.ticket().isOrphan())) {
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
    accumulator.done(delivery);
    finished(delivery.ticket());
  }

  private void finished(Ticket ticket) {
    if (ticket.messageDone()) {
      if (ticket.rejection() == null) {
        ticket.acknowledge();
      } else {
        rejected.add(ticket);
      }
    }
  }

  private void retry(
      Delivery delivery, ServiceAnswer answer, String howLong, Completion completion) {
    long now = clock.now();
    if (settings.deliveryTimeoutMs() >= 0
        && now - delivery.firstSentAt() >= settings.deliveryTimeoutMs()) {
      fail(
          name(delivery) + " after " + delivery.attempts() + " attempts",
          answer,
          StopReason.DELIVERY_TIMEOUT);
      return;
    }
    metrics.retriedMessage();
    warnOnceAMinute(delivery, answer, howLong, now);
    long wait = completion.wholeRequest() ? 0 : retryPolicy.backoffMs(delivery.attempts());
    accumulator
        .backlog(delivery.message().queue())
        .putBack(delivery, List.of(delivery), now + wait);
  }

  private void warnOnceAMinute(Delivery delivery, ServiceAnswer answer, String howLong, long now) {
    if (retriesTold.passes(now)) {
      LOG.warn(
          "event=retrying queue={} attempt={} answer=\"{}\"; tried again {}; nothing is lost",
          delivery.message().queue().url(),
          delivery.attempts(),
          answer,
          howLong);
    }
  }

  private void reject(Delivery delivery, Rejected outcome, Completion completion) {
    QueueBacklog backlog = accumulator.backlog(completion.batch().queue());
    Bisection bisection = completion.batch().bisection();
    if (outcome.learnedLimit() > 0 && outcome.learnedLimit() < delivery.bytes()) {
      cleared(completion.batch());
      splitUnderLimit(delivery, outcome);
    } else if (bisection != null && completion.wholeRequest()) {
      bisection.suspect(delivery, outcome);
    } else {
      cleared(completion.batch());
      boolean alone = completion.batch().deliveries().size() == 1;
      if (alone && backlog.rejectedAlone(outcome.answer().code()) >= LONELY_REJECTIONS) {
        fail(name(delivery), outcome.answer(), StopReason.MANY_REFUSED_ALONE);
      } else {
        refuse(delivery, outcome.answer().toString());
      }
    }
  }

  private void refuse(Delivery delivery, String reason) {
    delivery
        .ticket()
        .reject(
            "SQS refused a message of "
                + delivery.bytes()
                + " bytes for queue "
                + delivery.message().queue().url()
                + ": "
                + reason);
    finish(delivery);
  }

  private void splitUnderLimit(Delivery delivery, Rejected outcome) {
    OutboundMessage tooLarge = delivery.message();
    Assembly parts = assembler.split(delivery.ticket().record(), tooLarge, outcome.learnedLimit());
    if (parts instanceof Assembly.Messages messages) {
      delivery.ticket().addMessages(messages.messages().size());
      accumulator.replace(delivery, messages.messages(), clock.now());
      finished(delivery.ticket());
    } else {
      String reason =
          parts instanceof Assembly.Rejected rejection
              ? rejection.reason()
              : "nothing is left of it";
      refuse(delivery, outcome.answer() + ", " + reason);
    }
  }

  private void cleared(MessageBatch batch) {
    if (batch.bisection() != null) {
      batch.bisection().cleared();
    }
  }

  private void conclude(@Nullable Bisection bisection) {
    if (bisection == null || !bisection.isOver()) {
      return;
    }
    searches.remove(bisection);
    if (bisection.allFailedAlike()) {
      Bisection.Suspect first = bisection.suspects().get(0);
      fail(name(first.delivery()), first.outcome().answer(), StopReason.ALL_REFUSED_ALONE);
      return;
    }
    for (Bisection.Suspect suspect : bisection.suspects()) {
      refuse(suspect.delivery(), suspect.outcome().answer().toString());
    }
  }

  private static String name(Delivery delivery) {
    Ticket ticket = delivery.ticket();
    return "record "
        + ticket.topicPartition()
        + '-'
        + ticket.offset()
        + " for queue "
        + delivery.message().queue().url();
  }

  private void fail(MessageBatch batch, ServiceAnswer answer, StopReason reason) {
    fail("queue " + batch.queue().url(), answer, reason);
  }

  private void fail(String what, ServiceAnswer answer, StopReason reason) {
    if (failure == null) {
      failure = new ConnectException(reason.message(what + ": " + answer));
    }
  }
}
