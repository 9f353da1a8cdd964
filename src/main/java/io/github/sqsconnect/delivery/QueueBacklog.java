package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.PipelineSnapshot.QueueState;
import io.github.sqsconnect.message.LearnedLimit;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting messages of one queue, and the time when the next request may be sent to it: its
 * in-flight window and its backoff after failed requests. Halves of requests are sent first.
 */
final class QueueBacklog {
  /** The time of something that does not become due without another event. */
  static final long NEVER = Long.MAX_VALUE;

  /** A time that is always in the past. */
  static final long ALWAYS = Long.MIN_VALUE;

  /** While a queue fails, a request probes it at least this often. */
  private static final long PROBE_MS = 2_000;

  private final TargetQueue queue;
  private final BackoffPolicy backoffPolicy;
  private final RequestLimits limits;
  private final MessageBuffer buffer;
  private final InFlightWindow window;
  private final DeliveryCounts counts;
  private final QueueHealth health = new QueueHealth();

  /** Halves of requests. Each is sent as it is, or halved if a smaller limit was learned since. */
  private final ArrayDeque<MessageBatch> halves = new ArrayDeque<>();

  /**
   * Whether halves of a request can have messages of one group, so that they must be sent one after
   * the other.
   */
  private final boolean halvesShareGroups;

  /** Requests with a half in flight, if halves must be sent one after the other. */
  private final Set<MessageBatch> originalsInFlight = new HashSet<>();

  private long lastAppendedAt = ALWAYS;
  private int failuresInARow;

  /** When the last failure in a row was known. */
  private long failedAt = ALWAYS;

  private long notBefore = ALWAYS;
  private @Nullable MessageBatch probe;

  /** Requests with every entry rejected, since the queue last accepted a message. */
  private int rejectedInARow;

  /**
   * A queue without messages.
   *
   * @param counts the counts of this queue
   */
  QueueBacklog(
      TargetQueue queue,
      DeliverySettings settings,
      BackoffPolicy backoffPolicy,
      DeliveryCounts counts) {
    this.queue = queue;
    this.backoffPolicy = backoffPolicy;
    this.counts = counts;
    limits = new RequestLimits(settings);
    boolean strict = settings.fifoOrdering() == DeliverySettings.FifoOrdering.STRICT;
    buffer =
        queue.isFifo()
            ? new FifoBuffer(limits, settings.lingerMs(), strict)
            : new StandardBuffer(limits, settings.lingerMs());
    halvesShareGroups = queue.isFifo() && !strict;
    window = new InFlightWindow(settings.maxInFlightRequests());
  }

  TargetQueue queue() {
    return queue;
  }

  InFlightWindow window() {
    return window;
  }

  DeliveryCounts counts() {
    return counts;
  }

  QueueHealth health() {
    return health;
  }

  /**
   * Its counts, and what it has in memory and in flight now.
   *
   * @param messageLimit the learned limit of messages, which the caller keeps
   */
  QueueStatus status(LearnedLimit.State messageLimit) {
    LearnedLimit.State requestLimit = limits.learned().snapshot();
    int learned = 0;
    if (messageLimit.isLearned()) {
      learned = messageLimit.bytes();
    }
    if (requestLimit.isLearned() && (learned == 0 || requestLimit.bytes() < learned)) {
      learned = requestLimit.bytes();
    }
    return new QueueStatus(
        queue, counts, window.inFlight(), window.size(), buffer.size(), isFailing(), learned);
  }

  MessageBuffer buffer() {
    return buffer;
  }

  void append(Delivery delivery) {
    lastAppendedAt = delivery.appendedAt();
    buffer.append(delivery);
  }

  /** When a message was last appended. */
  long lastAppendedAt() {
    return lastAppendedAt;
  }

  /** Whether none of its messages waits or is in flight. */
  boolean isIdle() {
    return window.inFlight() == 0 && halves.isEmpty() && buffer.isEmpty();
  }

  /** Whether the last requests failed, so that the queue is probed. */
  boolean isFailing() {
    return failuresInARow > 0;
  }

  /** The limits of one request, which may be learned from responses of the queue. */
  RequestLimits limits() {
    return limits;
  }

  /** Halves a request. The halves are sent before all waiting messages. */
  void halve(MessageBatch batch, @Nullable BadEntrySearch search) {
    List<Delivery> all = batch.deliveries();
    int middle = all.size() / 2;
    halves.addFirst(batch.subset(all.subList(middle, all.size()), search));
    halves.addFirst(batch.subset(all.subList(0, middle), search));
  }

  /** Puts a message that was in flight, or its parts, back in its place. */
  void reenqueue(Delivery sent, List<Delivery> reenqueued, long dueAt) {
    buffer.reenqueue(sent, reenqueued, dueAt);
  }

  /** Whether the window and the backoff allow a request now. */
  boolean isOpen(long now) {
    return now >= notBefore && window.isOpen() && (failuresInARow == 0 || mayProbe(now));
  }

  /**
   * While a queue fails, one request at a time probes it. A probe without a response does not delay
   * the next one for longer than {@link #PROBE_MS}.
   */
  private boolean mayProbe(long now) {
    return probe == null || now - probe.sentAt() >= PROBE_MS;
  }

  void sent(MessageBatch batch) {
    window.sent();
    if (halvesShareGroups) {
      originalsInFlight.add(batch.original());
    }
    if (failuresInARow > 0) {
      probe = batch;
    }
  }

  void completed(MessageBatch batch) {
    window.completed();
    originalsInFlight.remove(batch.original());
    if (probe == batch) {
      probe = null;
    }
  }

  /**
   * The next request, or null.
   *
   * @param due a request that is not full is returned only if it was due at this time
   * @param now messages whose backoff ends by this time go first into the request
   */
  @Nullable MessageBatch next(long due, long now) {
    for (MessageBatch half = nextHalf(); half != null; half = nextHalf()) {
      halves.remove(half);
      if (fits(half)) {
        return half;
      }
      halve(half, half.search());
    }
    List<Delivery> deliveries = buffer.drain(due, now);
    return deliveries.isEmpty() ? null : new MessageBatch(queue, deliveries);
  }

  /** Whether a half fits into one request. The limit may have been learned after it was halved. */
  private boolean fits(MessageBatch half) {
    int messages = half.deliveries().size();
    return messages == 1 || limits.allow(messages, half.bytes());
  }

  private @Nullable MessageBatch nextHalf() {
    for (MessageBatch half : halves) {
      if (!originalsInFlight.contains(half.original())) {
        return half;
      }
    }
    return null;
  }

  /** Whether a request could be sent now if the window is open. */
  boolean isSendable(long now) {
    return now >= notBefore && (nextHalf() != null || buffer.isSendable(now));
  }

  /**
   * The time when a request can be sent if no message is appended and no response arrives before.
   */
  long nextSendableAt(long now) {
    long at = nextHalf() == null ? buffer.nextSendableAt(now) : now;
    return Math.max(at, notBefore);
  }

  /** The queue has accepted a message, even if its partition was revoked: the backoff ends. */
  void requestSucceeded() {
    failuresInARow = 0;
    failedAt = ALWAYS;
    rejectedInARow = 0;
    notBefore = ALWAYS;
  }

  /**
   * A request failed as a whole: the queue backs off. Requests that were in flight together fail
   * together, which is one failure: one that was sent before the last failure was known is ignored.
   */
  void requestFailed(long sentAt, long now) {
    if (sentAt >= failedAt) {
      failedAt = now;
      failuresInARow++;
      notBefore = now + Math.min(backoffPolicy.backoffMs(failuresInARow), PROBE_MS);
    }
  }

  /**
   * Counts a request with every entry rejected.
   *
   * @return the number of such requests since the queue last accepted a message
   */
  int requestRejected() {
    rejectedInARow++;
    return rejectedInARow;
  }

  /** Whether a request had every entry rejected, and the queue has accepted no message since. */
  boolean isRejecting() {
    return rejectedInARow > 0;
  }

  /**
   * Keeps the order of groups after a request was settled and some of its messages were reenqueued.
   * Its halves that are not sent yet must not overtake those messages: a half with a later message
   * of such a group is not sent, and its messages are reenqueued behind them.
   */
  void reenqueueOvertaking(MessageBatch batch, long now) {
    for (Iterator<MessageBatch> all = halves.iterator(); all.hasNext(); ) {
      MessageBatch half = all.next();
      if (half.original() == batch.original()
          && half.deliveries().stream().anyMatch(buffer::isBehindReenqueued)) {
        all.remove();
        for (Delivery delivery : half.deliveries()) {
          buffer.reenqueue(delivery, List.of(delivery), now);
          if (half.search() != null) {
            half.search().ruledOut();
          }
        }
      }
    }
  }

  /** Removes and returns the waiting messages that match. */
  List<Delivery> remove(Predicate<Delivery> unwanted) {
    List<Delivery> removed = new ArrayList<>();
    buffer.remove(unwanted, removed);
    int count = halves.size();
    for (int i = 0; i < count; i++) {
      MessageBatch batch = halves.removeFirst();
      List<Delivery> kept = new ArrayList<>();
      for (Delivery delivery : batch.deliveries()) {
        if (unwanted.test(delivery)) {
          removed.add(delivery);
          buffer.complete(delivery);
          if (batch.search() != null) {
            batch.search().ruledOut();
          }
        } else {
          kept.add(delivery);
        }
      }
      if (!kept.isEmpty()) {
        halves.addLast(batch.subset(kept, batch.search()));
      }
    }
    return removed;
  }

  /**
   * Its state, for proofs.
   *
   * @param messageLimit the learned limit of messages, which the caller keeps
   */
  QueueState snapshot(long now, LearnedLimit.State messageLimit) {
    return new QueueState(
        queue.url(),
        isOpen(now) && isSendable(now),
        failuresInARow,
        failedAt,
        rejectedInARow,
        notBefore,
        probe,
        window.snapshot(),
        limits.learned().snapshot(),
        messageLimit,
        buffer.snapshot(),
        halves.stream().map(MessageBatch::snapshot).toList(),
        List.copyOf(originalsInFlight));
  }
}
