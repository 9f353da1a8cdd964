package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.delivery.PipelineSnapshot.QueueState;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that waits for one queue: its lanes, its window, and when it may be asked again. */
final class QueueBacklog {
  /** Nothing will become sendable by the passing of time. */
  static final long NEVER = Long.MAX_VALUE;

  /** The time that is always over. */
  static final long ALWAYS = Long.MIN_VALUE;

  /** While nothing has succeeded since the last failure, a request asks at least this often. */
  private static final long PROBE_MS = 2_000;

  private final TargetQueue queue;
  private final RetryPolicy retryPolicy;
  private final RequestLimits limits;
  private final MessageBuffer buffer;
  private final InFlightWindow window;

  /** Parts of requests that were halved, to be sent again as they are, if they are legal. */
  private final ArrayDeque<MessageBatch> halves = new ArrayDeque<>();

  /** Whether parts of one request can share a group, and so must go one after the other. */
  private final boolean halvesShareGroups;

  /** Requests of which a part is under way, where parts go one after the other. */
  private final Set<MessageBatch> originalsInFlight = new HashSet<>();

  private int failuresInARow;
  private long notBefore = ALWAYS;
  private @Nullable MessageBatch probe;

  /** Requests that were refused in every entry since the queue last accepted a message. */
  private int rejectedInARow;

  QueueBacklog(TargetQueue queue, DeliverySettings settings, RetryPolicy retryPolicy) {
    this.queue = queue;
    this.retryPolicy = retryPolicy;
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

  MessageBuffer buffer() {
    return buffer;
  }

  /** What one request may hold, as far as the answers of the queue have shown. */
  RequestLimits limits() {
    return limits;
  }

  /** Prepares the two halves of a request, to be sent before all that waits. */
  void halve(MessageBatch batch, @Nullable BadEntrySearch search) {
    List<Delivery> all = batch.deliveries();
    int middle = all.size() / 2;
    halves.addFirst(batch.subset(all.subList(middle, all.size()), search));
    halves.addFirst(batch.subset(all.subList(0, middle), search));
  }

  /** Puts a message that had left, or what it was split into, back to its place. */
  void reenqueue(Delivery gone, List<Delivery> back, long dueAt) {
    buffer.reenqueue(gone, back, dueAt);
  }

  /** Whether the window and the last failures let a request through. */
  boolean isOpen(long now) {
    return now >= notBefore && window.isOpen() && (failuresInARow == 0 || mayProbe(now));
  }

  /** A queue that fails is asked by one request at a time; one that hangs is not waited for. */
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
   * @param due what waits since then need not wait any longer; what comes back is due by the time
   *     now, and goes first in whatever leaves
   */
  @Nullable MessageBatch next(long due, long now) {
    for (MessageBatch part = nextHalf(); part != null; part = nextHalf()) {
      halves.remove(part);
      if (fits(part)) {
        return part;
      }
      halve(part, part.search());
    }
    List<Delivery> deliveries = buffer.drain(due, now);
    return deliveries.isEmpty() ? null : new MessageBatch(queue, deliveries);
  }

  /** The bound of bytes may have been learned since the part was halves. */
  private boolean fits(MessageBatch part) {
    int messages = part.deliveries().size();
    return messages == 1 || limits.allow(messages, part.bytes());
  }

  private @Nullable MessageBatch nextHalf() {
    for (MessageBatch part : halves) {
      if (!originalsInFlight.contains(part.original())) {
        return part;
      }
    }
    return null;
  }

  /** Whether a request could leave now, were the window open. */
  boolean isSendable(long now) {
    return now >= notBefore && (nextHalf() != null || buffer.isSendable(now));
  }

  /** When something becomes sendable by the passing of time. */
  long nextSendableAt(long now) {
    long at = nextHalf() == null ? buffer.nextSendableAt(now) : now;
    return Math.max(at, notBefore);
  }

  /** The queue has taken a message, whoever it belongs to by now. */
  void requestSucceeded() {
    failuresInARow = 0;
    rejectedInARow = 0;
    notBefore = ALWAYS;
  }

  void requestFailed(long now) {
    failuresInARow++;
    notBefore = now + Math.min(retryPolicy.backoffMs(failuresInARow), PROBE_MS);
  }

  /**
   * Counts a request that was refused in every entry.
   *
   * @return how many there were since the queue last accepted a message
   */
  int requestRejected() {
    rejectedInARow++;
    return rejectedInARow;
  }

  /** Whether all answers since the last message that was accepted may be refusals. */
  boolean isRejecting() {
    return rejectedInARow > 0;
  }

  /**
   * A request was settled, and some of its messages may have been put back. Parts of it that are
   * still to be sent must not overtake them in their groups, and go back behind them.
   */
  void reenqueueOvertaking(MessageBatch batch, long now) {
    for (Iterator<MessageBatch> all = halves.iterator(); all.hasNext(); ) {
      MessageBatch part = all.next();
      if (part.original() == batch.original()
          && part.deliveries().stream().anyMatch(buffer::isBehindReenqueued)) {
        all.remove();
        for (Delivery delivery : part.deliveries()) {
          buffer.reenqueue(delivery, List.of(delivery), now);
          if (part.search() != null) {
            part.search().ruledOut();
          }
        }
      }
    }
  }

  /** Takes out what waits and is not wanted any more. */
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

  /** Its state, for proofs. */
  QueueState snapshot(long now) {
    return new QueueState(
        isOpen(now) && isSendable(now),
        failuresInARow,
        rejectedInARow,
        notBefore,
        probe,
        window.snapshot(),
        limits.learned().snapshot(),
        buffer.snapshot(),
        halves.stream().map(MessageBatch::snapshot).toList(),
        List.copyOf(originalsInFlight));
  }
}
