package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that waits for one queue: its lanes, its window, and when it may be asked again. */
final class QueueBacklog {
  /** Nothing will become sendable by the passing of time. */
  static final long NEVER = Long.MAX_VALUE;

  /** While nothing has succeeded since the last failure, a request asks at least this often. */
  private static final long PROBE_MS = 2_000;

  private final TargetQueue queue;
  private final RetryPolicy retryPolicy;
  private final Lanes lanes;
  private final InFlightWindow window;
  private final ArrayDeque<MessageBatch> prepared = new ArrayDeque<>();
  private int failuresInARow;
  private long notBefore = Long.MIN_VALUE;
  private @Nullable MessageBatch probe;
  private int lonelyRejections;
  private String lonelyCode = "";

  QueueBacklog(TargetQueue queue, DeliverySettings settings, RetryPolicy retryPolicy) {
    this.queue = queue;
    this.retryPolicy = retryPolicy;
    lanes = queue.isFifo() ? new GroupLanes(settings) : new SharedLane(settings);
    window = new InFlightWindow(settings.maxInFlightRequests());
  }

  TargetQueue queue() {
    return queue;
  }

  InFlightWindow window() {
    return window;
  }

  Lanes lanes() {
    return lanes;
  }

  /** A part of a request that is to be sent again as it is. */
  void prepare(List<Delivery> deliveries, @Nullable Bisection bisection) {
    prepared.addLast(new MessageBatch(queue, deliveries, bisection));
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
    if (failuresInARow > 0) {
      probe = batch;
    }
  }

  void answered(MessageBatch batch) {
    window.answered();
    if (probe == batch) {
      probe = null;
    }
  }

  /** The next request that need not wait any longer, or null. */
  @Nullable MessageBatch next(long now) {
    MessageBatch first = prepared.pollFirst();
    if (first != null) {
      return first;
    }
    List<Delivery> deliveries = lanes.cut(now);
    return deliveries.isEmpty() ? null : new MessageBatch(queue, deliveries, null);
  }

  /** Whether a request could leave now, were the window open. */
  boolean isSendable(long now) {
    return now >= notBefore && (!prepared.isEmpty() || lanes.isSendable(now));
  }

  /** When something becomes sendable by the passing of time. */
  long nextSendableAt(long now) {
    long at = prepared.isEmpty() ? lanes.nextSendableAt(now) : now;
    return at == NEVER ? NEVER : Math.max(at, notBefore);
  }

  /** The queue has taken a message, whoever it belongs to by now. */
  void requestSucceeded() {
    failuresInARow = 0;
    lonelyRejections = 0;
    notBefore = Long.MIN_VALUE;
  }

  void requestFailed(long now) {
    failuresInARow++;
    notBefore = now + Math.min(retryPolicy.backoffMs(failuresInARow), PROBE_MS);
  }

  /** Counts single messages that were refused one after another with one code. */
  int rejectedAlone(String code) {
    lonelyRejections = code.equals(lonelyCode) ? lonelyRejections + 1 : 1;
    lonelyCode = code;
    return lonelyRejections;
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
        prepared.addLast(new MessageBatch(queue, kept, batch.bisection()));
      }
    }
    return removed;
  }
}
