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
 * The waiting messages of all queues: one {@link QueueBacklog} for each queue. It also counts the
 * bytes of all messages that wait or are in flight.
 */
final class MessageAccumulator {
  private final DeliverySettings settings;
  private final BackoffPolicy backoffPolicy;
  private final Map<TargetQueue, QueueBacklog> backlogs = new LinkedHashMap<>();
  private long bytes;
  private long bytesOfParts;

  MessageAccumulator(DeliverySettings settings, BackoffPolicy backoffPolicy) {
    this.settings = settings;
    this.backoffPolicy = backoffPolicy;
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
    QueueBacklog backlog = new QueueBacklog(queue, settings, backoffPolicy);
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

  /** A message that was in flight is done. */
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

  /** Drops waiting messages of revoked partitions. */
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
   * Whether memory allows to split a message. Together the parts can be many times larger than the
   * message, because each contains the whole context, so their bytes are limited too.
   */
  boolean mayBeSplit() {
    return bytesOfParts < settings.bufferMaxBytes();
  }

  /** The memory that waiting messages and messages in flight need, in bytes. */
  long bytes() {
    return bytes;
  }

  /** The number of requests that may be in flight, over all queues. */
  int windowSize() {
    int size = 0;
    for (QueueBacklog backlog : backlogs.values()) {
      size += backlog.window().size();
    }
    return size;
  }

  /** The number of waiting messages. */
  int waiting() {
    int waiting = 0;
    for (QueueBacklog backlog : backlogs.values()) {
      waiting += backlog.buffer().size();
    }
    return waiting;
  }

  /** The number of message groups with many waiting messages; see {@link MessageBuffer}. */
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
