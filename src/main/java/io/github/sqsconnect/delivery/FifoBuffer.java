package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.BufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.FifoBufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.GroupState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * One lane per message group of a FIFO queue. A group with messages away is mute: its next message
 * leaves when all of them are done or back. A message that is put back returns to its place and
 * keeps the lane mute until it is due.
 */
final class FifoBuffer implements MessageBuffer {
  /** So many waiting messages make a group a crowd. */
  private static final int CROWD = 100;

  /** The messages of one group, in order. */
  private static final class Lane {
    private final String group;

    /** Small at first: where groups are many, most have one message waiting. */
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>(1);

    /** What came back while others of the group are still away; it goes before all that waits. */
    private final List<Delivery> back = new ArrayList<>(0);

    private int away;
    private long dueAt = QueueBacklog.ALWAYS;

    Lane(String group) {
      this.group = group;
    }

    int size() {
      return waiting.size() + back.size();
    }

    /** When its head may leave with less than a full request. */
    long headDueAt(long lingerMs) {
      return dueAt == QueueBacklog.ALWAYS ? waiting.getFirst().appendedAt() + lingerMs : dueAt;
    }

    void lineUp() {
      for (int i = back.size() - 1; i >= 0; i--) {
        waiting.addFirst(back.get(i));
      }
      back.clear();
    }

    GroupState snapshot(int readyAt, int backingOffAt) {
      return new GroupState(
          group,
          away,
          readyAt,
          backingOffAt,
          dueAt,
          back.stream().map(Delivery::snapshot).toList(),
          waiting.stream().map(Delivery::snapshot).toList());
    }
  }

  private final RequestLimits limits;
  private final long lingerMs;
  private final boolean strict;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** MessageBuffer whose head may leave. */
  private final ArrayDeque<Lane> ready = new ArrayDeque<>();

  /** MessageBuffer with nothing away, whose head was put back and is not due yet. */
  private final PriorityQueue<Lane> backingOff =
      new PriorityQueue<>(Comparator.comparingLong(lane -> lane.dueAt));

  private int size;
  private int crowds;

  /**
   * MessageBuffer that are all empty.
   *
   * @param strict whether a request carries at most one message of a group
   */
  FifoBuffer(RequestLimits limits, long lingerMs, boolean strict) {
    this.limits = limits;
    this.lingerMs = lingerMs;
    this.strict = strict;
  }

  @Override
  public void append(Delivery delivery) {
    Lane lane = lanes.computeIfAbsent(delivery.group(), Lane::new);
    lane.waiting.addLast(delivery);
    grown(lane, 1);
    if (lane.away == 0 && lane.waiting.size() == 1) {
      ready.addLast(lane);
    }
  }

  @Override
  public void putBack(Delivery gone, List<Delivery> back, long dueAt) {
    Lane lane = lane(gone);
    lane.back.addAll(back);
    grown(lane, back.size());
    lane.dueAt = Math.max(lane.dueAt, dueAt);
    returned(lane);
  }

  @Override
  public boolean isHeldUp(Delivery delivery) {
    return !lane(delivery).back.isEmpty();
  }

  @Override
  public void release(Delivery delivery) {
    returned(lane(delivery));
  }

  private Lane lane(Delivery away) {
    Lane lane = lanes.get(away.group());
    if (lane == null) {
      throw new IllegalStateException("no message of this group is away");
    }
    return lane;
  }

  private void returned(Lane lane) {
    lane.away--;
    if (lane.away == 0) {
      lane.lineUp();
      if (lane.waiting.isEmpty()) {
        lanes.remove(lane.group);
      } else if (lane.dueAt == QueueBacklog.ALWAYS) {
        ready.addLast(lane);
      } else {
        backingOff.add(lane);
      }
    }
  }

  private void grown(Lane lane, int by) {
    size += by;
    int now = lane.size();
    if (now > CROWD && now - by <= CROWD) {
      crowds++;
    } else if (now <= CROWD && now - by > CROWD) {
      crowds--;
    }
  }

  @Override
  public boolean isSendable(long now) {
    return nextSendableAt(now) <= now;
  }

  @Override
  public long nextSendableAt(long now) {
    long at = backingOff.isEmpty() ? QueueBacklog.NEVER : backingOff.element().dueAt;
    int messages = 0;
    long bytes = 0;
    for (Lane lane : ready) {
      at = Math.min(at, lane.headDueAt(lingerMs));
      for (Delivery delivery : lane.waiting) {
        messages++;
        bytes += delivery.bytes();
        if (limits.areReached(messages, bytes)) {
          return now;
        }
        if (strict) {
          break;
        }
      }
    }
    return at;
  }

  @Override
  public List<Delivery> cut(long due, long now) {
    if (!isSendable(due)) {
      return List.of();
    }
    MessageBatchBuilder cut = new MessageBatchBuilder(limits);
    while (!backingOff.isEmpty() && backingOff.element().dueAt <= now) {
      Lane lane = backingOff.remove();
      ready.addFirst(lane);
    }
    while (!ready.isEmpty() && cut.takes(ready.getFirst().waiting.getFirst())) {
      leave(ready.removeFirst(), cut);
    }
    return cut.deliveries();
  }

  private void leave(Lane lane, MessageBatchBuilder cut) {
    lane.dueAt = QueueBacklog.ALWAYS;
    do {
      cut.add(lane.waiting.removeFirst());
      lane.away++;
    } while (!strict && !lane.waiting.isEmpty() && cut.takes(lane.waiting.getFirst()));
    grown(lane, -lane.away);
  }

  @Override
  public void remove(Predicate<Delivery> unwanted, List<Delivery> removed) {
    for (Iterator<Lane> all = lanes.values().iterator(); all.hasNext(); ) {
      Lane lane = all.next();
      int before = removed.size();
      boolean headGoes = !lane.waiting.isEmpty() && unwanted.test(lane.waiting.getFirst());
      MessageBuffer.move(lane.back, unwanted, removed);
      MessageBuffer.move(lane.waiting, unwanted, removed);
      grown(lane, before - removed.size());
      if (headGoes) {
        lane.dueAt = QueueBacklog.ALWAYS;
      }
      if (lane.waiting.isEmpty() && lane.away == 0) {
        all.remove();
      }
    }
    tidy();
  }

  /**
   * MessageBuffer whose head went are ready, those that are empty are neither ready nor backing
   * off.
   */
  private void tidy() {
    backingOff.removeIf(
        lane -> {
          boolean isNoMore = lane.dueAt == QueueBacklog.ALWAYS;
          if (isNoMore) {
            ready.addLast(lane);
          }
          return isNoMore;
        });
    ready.removeIf(lane -> lane.waiting.isEmpty());
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int crowds() {
    return crowds;
  }

  @Override
  public BufferState snapshot() {
    List<Lane> inOrder = List.copyOf(ready);
    List<Lane> later = List.copyOf(backingOff);
    return new FifoBufferState(
        lanes.values().stream()
            .map(lane -> lane.snapshot(inOrder.indexOf(lane), later.indexOf(lane)))
            .toList(),
        size,
        crowds);
  }
}
