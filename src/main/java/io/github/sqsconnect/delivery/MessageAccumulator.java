package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where messages wait, by queue and group, until a request is cut from them; and the account of the
 * memory of all messages that are not done, waiting or in flight.
 */
final class MessageAccumulator {
  private final DeliverySettings settings;
  private final RetryPolicy retryPolicy;
  private final Map<TargetQueue, QueueBacklog> backlogs = new LinkedHashMap<>();
  private long bytes;
  private long bytesOfParts;

  MessageAccumulator(DeliverySettings settings, RetryPolicy retryPolicy) {
    this.settings = settings;
    this.retryPolicy = retryPolicy;
  }

  void append(Delivery delivery) {
    count(delivery, delivery.retainedBytes());
    backlogOf(delivery).buffer().append(delivery);
  }

  QueueBacklog backlog(TargetQueue queue) {
    QueueBacklog known = backlogs.get(queue);
    if (known != null) {
      return known;
    }
    QueueBacklog backlog = new QueueBacklog(queue, settings, retryPolicy);
    backlogs.put(queue, backlog);
    return backlog;
  }

  /** What waits for the queue of a message. */
  QueueBacklog backlogOf(Delivery delivery) {
    return backlog(delivery.message().queue());
  }

  Collection<QueueBacklog> backlogs() {
    return backlogs.values();
  }

  /** A message that had left is done, one way or another. */
  void complete(Delivery delivery) {
    count(delivery, -delivery.retainedBytes());
    backlogOf(delivery).buffer().complete(delivery);
  }

  /** Puts the parts of a message that was too large in its place. */
  void replace(Delivery tooLarge, List<OutboundMessage> parts, long now) {
    count(tooLarge, -tooLarge.retainedBytes());
    List<Delivery> deliveries = new ArrayList<>(parts.size());
    for (OutboundMessage part : parts) {
      Delivery delivery = tooLarge.part(part);
      deliveries.add(delivery);
      count(delivery, delivery.retainedBytes());
    }
    backlogOf(tooLarge).reenqueue(tooLarge, deliveries, now);
  }

  /** Drops what waits for records of partitions that were taken away. */
  void dropOrphans() {
    for (QueueBacklog backlog : backlogs.values()) {
      List<Delivery> removed = backlog.remove(delivery -> delivery.record().isOrphan());
      for (Delivery delivery : removed) {
        count(delivery, -delivery.retainedBytes());
      }
    }
  }

  private void count(Delivery delivery, int more) {
    bytes += more;
    bytesOfParts += delivery.isPart() ? more : 0;
  }

  /**
   * Whether a message may become parts now. Together they can have many times its size, because
   * each has the whole context, so the parts at hand are bounded as the messages of records are.
   */
  boolean mayBeSplit() {
    return bytesOfParts < settings.bufferMaxBytes();
  }

  /** What the messages that wait or are in flight take in memory. */
  long bytes() {
    return bytes;
  }

  /** How many requests may be in flight, over all queues. */
  int windowSize() {
    int size = 0;
    for (QueueBacklog backlog : backlogs.values()) {
      size += backlog.window().size();
    }
    return size;
  }

  /** How many messages wait. */
  int waiting() {
    int waiting = 0;
    for (QueueBacklog backlog : backlogs.values()) {
      waiting += backlog.buffer().size();
    }
    return waiting;
  }

  /** How many message groups have so many waiting that they set the pace. */
  int crowdedGroups() {
    int crowdedGroups = 0;
    for (QueueBacklog backlog : backlogs.values()) {
      crowdedGroups += backlog.buffer().crowdedGroups();
    }
    return crowdedGroups;
  }

  long nextSendableAt(long now) {
    long at = QueueBacklog.NEVER;
    for (QueueBacklog backlog : backlogs.values()) {
      at = Math.min(at, backlog.nextSendableAt(now));
    }
    return at;
  }

  boolean isSendable(long now) {
    for (QueueBacklog backlog : backlogs.values()) {
      if (backlog.isSendable(now)) {
        return true;
      }
    }
    return false;
  }
}
