package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waiting messages of all queues: one {@link QueueBacklog} for each queue. It also counts the
 * bytes of all messages that wait or are in flight.
 *
 * <p>A queue is forgotten when it was not used for ten minutes, the time for which learned limits
 * are valid. While there are more than {@value #MANY_QUEUES}, a queue is forgotten as soon as none
 * of its messages waits or is in flight.
 */
final class MessageAccumulator {
  /** With more queues than this, those that are not in use are forgotten at once. */
  static final int MANY_QUEUES = 1_000;

  private static final long REMEMBERED_MS = 600_000;

  private final DeliverySettings settings;
  private final BackoffPolicy backoffPolicy;
  private final DeliveryCounts counts;
  private final MillisClock clock;
  private final Map<TargetQueue, QueueBacklog> byQueue = new HashMap<>();

  /** All backlogs; the one whose turn is next comes first. */
  private final ArrayDeque<QueueBacklog> turns = new ArrayDeque<>();

  private long bytes;

  /**
   * Without queues.
   *
   * @param counts the counts of the task
   */
  MessageAccumulator(
      DeliverySettings settings,
      BackoffPolicy backoffPolicy,
      DeliveryCounts counts,
      MillisClock clock) {
    this.settings = settings;
    this.backoffPolicy = backoffPolicy;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * Appends a message.
   *
   * @return whether its queue has a full request now
   */
  boolean append(Delivery delivery) {
    count(delivery, delivery.retainedBytes());
    QueueBacklog backlog = backlogOf(delivery);
    backlog.append(delivery);
    return backlog.buffer().isSendable(QueueBacklog.ALWAYS);
  }

  QueueBacklog backlog(TargetQueue queue) {
    QueueBacklog known = byQueue.get(queue);
    if (known != null) {
      return known;
    }
    QueueBacklog backlog =
        new QueueBacklog(queue, settings, backoffPolicy, counts.ofQueue(clock.now()));
    byQueue.put(queue, backlog);
    turns.addLast(backlog);
    return backlog;
  }

  /** What waits for a queue, or null if the queue is not in memory. */
  @Nullable QueueBacklog find(@Nullable TargetQueue queue) {
    return byQueue.get(queue);
  }

  /** What waits for the queue of a message. */
  QueueBacklog backlogOf(Delivery delivery) {
    return backlog(delivery.message().queue());
  }

  /** All backlogs, in the order of their turns. */
  Collection<QueueBacklog> backlogs() {
    return turns;
  }

  /** The backlog that may send the next request. The others come before its next turn. */
  QueueBacklog nextInTurn() {
    QueueBacklog next = turns.removeFirst();
    turns.addLast(next);
    return next;
  }

  /** Forgets queues that are not used any more, and returns them. */
  List<TargetQueue> forgetIdle(long now) {
    List<TargetQueue> forgotten = new ArrayList<>();
    turns.removeIf(
        backlog -> {
          boolean isForgotten =
              backlog.isIdle()
                  && (byQueue.size() > MANY_QUEUES
                      || now - backlog.lastAppendedAt() >= REMEMBERED_MS);
          if (isForgotten) {
            byQueue.remove(backlog.queue());
            forgotten.add(backlog.queue());
          }
          return isForgotten;
        });
    return forgotten;
  }

  /** A message that was in flight is done. */
  void complete(Delivery delivery) {
    remove(delivery, backlogOf(delivery));
    backlogOf(delivery).buffer().complete(delivery);
  }

  /** Puts the parts of a message that was too large in its place. */
  void replace(Delivery tooLarge, List<OutboundMessage> parts, long now) {
    remove(tooLarge, backlogOf(tooLarge));

    List<Delivery> deliveries = new ArrayList<>(parts.size());
    for (OutboundMessage part : parts) {
      Delivery delivery = tooLarge.part(part);
      deliveries.add(delivery);
      count(delivery, delivery.retainedBytes());
    }

    backlogOf(tooLarge).reenqueue(tooLarge, deliveries, now);
  }

  /** Drops waiting messages of revoked partitions. */
  void dropOrphans() {
    for (QueueBacklog backlog : turns) {
      List<Delivery> removed = backlog.remove(delivery -> delivery.record().isOrphan());
      for (Delivery delivery : removed) {
        remove(delivery, backlog);
      }
    }
  }

  private void remove(Delivery delivery, QueueBacklog backlog) {
    count(delivery, -delivery.retainedBytes());
    backlog.health().done(delivery);
  }

  private void count(Delivery delivery, int more) {
    bytes += more;
    delivery.lane().countMessage(more, delivery.isPart());
  }

  /** The memory that waiting messages and messages in flight need, in bytes. */
  long bytes() {
    return bytes;
  }

  /** The number of requests that may be in flight, over all queues. */
  int windowSize() {
    int size = 0;
    for (QueueBacklog backlog : turns) {
      size += backlog.window().size();
    }
    return size;
  }

  /** The number of waiting messages. */
  int waiting() {
    int waiting = 0;
    for (QueueBacklog backlog : turns) {
      waiting += backlog.buffer().size();
    }
    return waiting;
  }

  /** The number of message groups with many waiting messages; see {@link MessageBuffer}. */
  int crowdedGroups() {
    int crowdedGroups = 0;
    for (QueueBacklog backlog : turns) {
      crowdedGroups += backlog.buffer().crowdedGroups();
    }
    return crowdedGroups;
  }

  long nextSendableAt(long now) {
    long at = QueueBacklog.NEVER;
    for (QueueBacklog backlog : turns) {
      at = Math.min(at, backlog.nextSendableAt(now));
    }
    return at;
  }

  boolean isSendable(long now) {
    for (QueueBacklog backlog : turns) {
      if (backlog.isSendable(now)) {
        return true;
      }
    }
    return false;
  }
}
