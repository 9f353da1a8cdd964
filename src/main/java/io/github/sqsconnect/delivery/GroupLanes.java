package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * One lane per message group of a FIFO queue. A group with a message under way is mute: its next
 * message leaves when that one is done. A message that is put back returns to the head of its lane
 * and keeps it mute until it is due.
 */
final class GroupLanes implements Lanes {
  /** The messages of one group, in order. */
  private static final class Lane {
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private boolean mute;
    private long dueAt = Long.MIN_VALUE;

    long headDueAt(long lingerMs) {
      return Math.max(dueAt, waiting.getFirst().appendedAt() + lingerMs);
    }
  }

  private final DeliverySettings settings;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** Lanes whose head may leave. */
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /** Mute lanes whose head was put back and is not due yet. */
  private final PriorityQueue<Lane> backingOff =
      new PriorityQueue<>(Comparator.comparingLong(lane -> lane.dueAt));

  private int size;

  GroupLanes(DeliverySettings settings) {
    this.settings = settings;
  }

  @Override
  public void append(Delivery delivery) {
    Lane lane = lanes.computeIfAbsent(delivery.group(), group -> new Lane());
    lane.waiting.addLast(delivery);
    size++;
    if (!lane.mute && lane.waiting.size() == 1) {
      ready.addLast(lane);
    }
  }

  @Override
  public void putBack(Delivery delivery, long dueAt) {
    Lane lane = lanes.computeIfAbsent(delivery.group(), group -> new Lane());
    lane.waiting.addFirst(delivery);
    size++;
    lane.mute = true;
    backingOff.remove(lane);
    lane.dueAt = dueAt;
    backingOff.add(lane);
  }

  @Override
  public void release(Delivery delivery) {
    Lane lane = lanes.get(delivery.group());
    if (lane == null) {
      return;
    }
    lane.mute = false;
    lane.dueAt = Long.MIN_VALUE;
    if (lane.waiting.isEmpty()) {
      lanes.remove(delivery.group());
    } else {
      ready.addLast(lane);
    }
  }

  @Override
  public boolean isSendable(long now) {
    return nextSendableAt(now) <= now;
  }

  @Override
  public long nextSendableAt(long now) {
    if (ready.size() >= settings.batchMaxMessages()) {
      return now;
    }
    long at = backingOff.isEmpty() ? QueueBacklog.NEVER : backingOff.element().dueAt;
    long bytes = 0;
    for (Lane lane : ready) {
      at = Math.min(at, lane.headDueAt(settings.lingerMs()));
      bytes += lane.waiting.getFirst().bytes();
    }
    return bytes >= settings.batchMaxBytes() ? now : at;
  }

  @Override
  public List<Delivery> cut(long now) {
    Cut cut = new Cut(settings);
    if (!isSendable(now)) {
      return cut.deliveries();
    }
    while (!backingOff.isEmpty() && backingOff.element().dueAt <= now) {
      Lane lane = backingOff.remove();
      lane.mute = false;
      ready.addFirst(lane);
    }
    while (!ready.isEmpty() && cut.takes(ready.getFirst().waiting.getFirst())) {
      Lane lane = ready.removeFirst();
      lane.mute = true;
      size--;
      cut.add(lane.waiting.removeFirst());
    }
    return cut.deliveries();
  }

  @Override
  public void remove(Predicate<Delivery> unwanted, List<Delivery> removed) {
    for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext(); ) {
      Lane lane = all.next();
      boolean headWasPutBack = backingOff.contains(lane);
      int before = removed.size();
      boolean headGoes = !lane.waiting.isEmpty() && unwanted.test(lane.waiting.getFirst());
      lane.waiting.removeIf(
          delivery -> {
            boolean gone = unwanted.test(delivery);
            if (gone) {
              removed.add(delivery);
            }
            return gone;
          });
      size -= removed.size() - before;
      if (headWasPutBack && headGoes) {
        backingOff.remove(lane);
        lane.mute = false;
        lane.dueAt = Long.MIN_VALUE;
        if (!lane.waiting.isEmpty()) {
          ready.addLast(lane);
        }
      }
      if (lane.waiting.isEmpty() && !lane.mute) {
        ready.remove(lane);
        all.remove();
      }
    }
  }

  @Override
  public int size() {
    return size;
  }
}
