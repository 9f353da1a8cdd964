package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** The one lane of a queue that keeps no order: a message that must wait holds up no other. */
final class SharedLane implements Lanes {
  private final DeliverySettings settings;
  private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
  private final PriorityQueue<Delivery> backingOff =
      new PriorityQueue<>(Comparator.comparingLong(Delivery::dueAt));
  private long waitingBytes;

  SharedLane(DeliverySettings settings) {
    this.settings = settings;
  }

  @Override
  public void append(Delivery delivery) {
    waiting.addLast(delivery);
    waitingBytes += delivery.bytes();
  }

  @Override
  public void putBack(Delivery delivery, long dueAt) {
    delivery.retryAt(dueAt);
    backingOff.add(delivery);
  }

  @Override
  public void release(Delivery delivery) {}

  @Override
  public boolean isSendable(long now) {
    return nextSendableAt(now) <= now;
  }

  @Override
  public long nextSendableAt(long now) {
    long retryAt = backingOff.isEmpty() ? QueueBacklog.NEVER : backingOff.element().dueAt();
    if (waiting.isEmpty()) {
      return retryAt;
    }
    boolean full =
        waiting.size() >= settings.batchMaxMessages() || waitingBytes >= settings.batchMaxBytes();
    return full ? now : Math.min(retryAt, waiting.getFirst().appendedAt() + settings.lingerMs());
  }

  @Override
  public List<Delivery> cut(long now) {
    Cut cut = new Cut(settings);
    if (!isSendable(now)) {
      return cut.deliveries();
    }
    while (!backingOff.isEmpty()
        && backingOff.element().dueAt() <= now
        && cut.takes(backingOff.element())) {
      cut.add(backingOff.remove());
    }
    while (!waiting.isEmpty() && cut.takes(waiting.getFirst())) {
      Delivery delivery = waiting.removeFirst();
      waitingBytes -= delivery.bytes();
      cut.add(delivery);
    }
    return cut.deliveries();
  }

  @Override
  public void remove(Predicate<Delivery> unwanted, List<Delivery> removed) {
    for (Iterator<Delivery> all = waiting.iterator(); all.hasNext(); ) {
      Delivery delivery = all.next();
      if (unwanted.test(delivery)) {
        all.remove();
        waitingBytes -= delivery.bytes();
        removed.add(delivery);
      }
    }
    backingOff.removeIf(
        delivery -> {
          boolean gone = unwanted.test(delivery);
          if (gone) {
            removed.add(delivery);
          }
          return gone;
        });
  }

  @Override
  public int size() {
    return waiting.size() + backingOff.size();
  }
}
