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
  private final MessageBuffer lanes;
  private final InFlightWindow window;

  /** Parts of requests that were halved, to be sent again as they are, if they are legal. */
  private final ArrayDeque<MessageBatch> prepared = new ArrayDeque<>();

  /** Whether parts of one request can share a group, and so must go one after the other. */
  private final boolean partsShareGroups;

  /** Requests of which a part is under way, where parts go one after the other. */
  private final Set<MessageBatch> underWay = new HashSet<>();

  private int failuresInARow;
  private long notBefore = ALWAYS;
  private @Nullable MessageBatch probe;

  /** Requests that were refused in every entry since the queue last accepted a message. */
  private int refusedInARow;

  QueueBacklog(TargetQueue queue, DeliverySettings settings, RetryPolicy retryPolicy) {
    this.queue = queue;
    this.retryPolicy = retryPolicy;
    limits = new RequestLimits(settings);
    boolean strict = settings.fifoOrdering() == DeliverySettings.FifoOrdering.STRICT;
    lanes =
        queue.isFifo()
            ? new FifoBuffer(limits, settings.lingerMs(), strict)
            : new StandardBuffer(limits, settings.lingerMs());
    partsShareGroups = queue.isFifo() && !strict;
    window = new InFlightWindow(settings.maxInFlightRequests());
  }

  TargetQueue queue() {
    return queue;
  }

  InFlightWindow window() {
    return window;
  }

  MessageBuffer lanes() {
    return lanes;
  }

  /** What one request may hold, as far as the answers of the queue have shown. */
  RequestLimits limits() {
    return limits;
  }

  /** Prepares the two halves of a request, to be sent before all that waits. */
  void halve(MessageBatch batch, @Nullable BadEntrySearch search) {
    List<Delivery> all = batch.deliveries();
    int middle = all.size() / 2;
    prepared.addFirst(batch.part(all.subList(middle, all.size()), search));
    prepared.addFirst(batch.part(all.subList(0, middle), search));
  }

  /** Puts a message that had left, or what it was split into, back to its place. */
  void putBack(Delivery gone, List<Delivery> back, long dueAt) {
    lanes.putBack(gone, back, dueAt);
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
    if (partsShareGroups) {
      underWay.add(batch.whole());
    }
    if (failuresInARow > 0) {
      probe = batch;
    }
  }

  void answered(MessageBatch batch) {
    window.answered();
    underWay.remove(batch.whole());
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
    for (MessageBatch part = nextPart(); part != null; part = nextPart()) {
      prepared.remove(part);
      if (fits(part)) {
        return part;
      }
      halve(part, part.bisection());
    }
    List<Delivery> deliveries = lanes.cut(due, now);
    return deliveries.isEmpty() ? null : new MessageBatch(queue, deliveries);
  }

  /** The bound of bytes may have been learned since the part was prepared. */
  private boolean fits(MessageBatch part) {
    int messages = part.deliveries().size();
    return messages == 1 || limits.hold(messages, part.bytes());
  }

  private @Nullable MessageBatch nextPart() {
    for (MessageBatch part : prepared) {
      if (!underWay.contains(part.whole())) {
        return part;
      }
    }
    return null;
  }

  /** Whether a request could leave now, were the window open. */
  boolean isSendable(long now) {
    return now >= notBefore && (nextPart() != null || lanes.isSendable(now));
  }

  /** When something becomes sendable by the passing of time. */
  long nextSendableAt(long now) {
    long at = nextPart() == null ? lanes.nextSendableAt(now) : now;
    return Math.max(at, notBefore);
  }

  /** The queue has taken a message, whoever it belongs to by now. */
  void requestSucceeded() {
    failuresInARow = 0;
    refusedInARow = 0;
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
  int requestRefused() {
    refusedInARow++;
    return refusedInARow;
  }

  /** Whether all answers since the last message that was accepted may be refusals. */
  boolean isRefusing() {
    return refusedInARow > 0;
  }

  /**
   * A request was settled, and some of its messages may have been put back. Parts of it that are
   * still to be sent must not overtake them in their groups, and go back behind them.
   */
  void recallWhatWouldOvertake(MessageBatch batch, long now) {
    for (Iterator<MessageBatch> all = prepared.iterator(); all.hasNext(); ) {
      MessageBatch part = all.next();
      if (part.whole() == batch.whole() && part.deliveries().stream().anyMatch(lanes::isHeldUp)) {
        all.remove();
        for (Delivery delivery : part.deliveries()) {
          lanes.putBack(delivery, List.of(delivery), now);
          if (part.bisection() != null) {
            part.bisection().cleared();
          }
        }
      }
    }
  }

  /** Takes out what waits and is not wanted any more. */
  List<Delivery> remove(Predicate<Delivery> unwanted) {
    List<Delivery> removed = new ArrayList<>();
    lanes.remove(unwanted, removed);
    int count = prepared.size();
    for (int i = 0; i < count; i++) {
      MessageBatch batch = prepared.removeFirst();
      List<Delivery> kept = new ArrayList<>();
      for (Delivery delivery : batch.deliveries()) {
        if (unwanted.test(delivery)) {
          removed.add(delivery);
          lanes.release(delivery);
          if (batch.bisection() != null) {
            batch.bisection().cleared();
          }
        } else {
          kept.add(delivery);
        }
      }
      if (!kept.isEmpty()) {
        prepared.addLast(batch.part(kept, batch.bisection()));
      }
    }
    return removed;
  }

  /** Its state, for proofs. */
  QueueState snapshot(long now) {
    return new QueueState(
        isOpen(now) && isSendable(now),
        failuresInARow,
        refusedInARow,
        notBefore,
        probe,
        window.snapshot(),
        limits.learned().snapshot(),
        lanes.snapshot(),
        prepared.stream().map(MessageBatch::snapshot).toList(),
        List.copyOf(underWay));
  }
}
