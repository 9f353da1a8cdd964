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
 * The waiting messages of a FIFO queue, by message group.
 *
 * <pre>
 *                     append             drain                 unmute
 *   new group  ─────────────► ready ──────────────► muted ───────────────► no message waits: removed
 *                               ▲               (in flight)  └──────────► messages wait: ready
 *                               │                     │ unmute, with a reenqueued message
 *                               │ due                 ▼
 *                               └──────────────── backing off
 * </pre>
 *
 * <pre>
 *   one group   in flight: 3   reenqueued: [2]   waiting: [4 5 6]
 *               message 2 failed while 3 is in flight; when 3 is done: waiting [2 4 5 6]
 * </pre>
 *
 * <p>A group with a message in flight is muted: none of its messages is sent. It is unmuted when
 * all its messages in flight are completed or reenqueued. A reenqueued message returns to its
 * place, and its group backs off until that message is due.
 */
final class FifoBuffer implements MessageBuffer {
  /** A group with more waiting messages than this is crowded. */
  static final int CROWDED_ABOVE = 100;

  /** The messages of one group, in order. */
  private static final class Group {
    private final String id;

    /** Initially small: if there are many groups, most have one waiting message. */
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>(1);

    /**
     * Messages that were reenqueued while other messages of the group are in flight. They precede
     * all waiting messages.
     */
    private final List<Delivery> reenqueued = new ArrayList<>(0);

    private int inFlight;
    private long dueAt = QueueBacklog.ALWAYS;

    Group(String id) {
      this.id = id;
    }

    boolean isMuted() {
      return inFlight > 0;
    }

    int size() {
      return waiting.size() + reenqueued.size();
    }

    /** The time when its first message may be sent in a request that is not full. */
    long headDueAt(long lingerMs) {
      return dueAt == QueueBacklog.ALWAYS ? waiting.getFirst().appendedAt() + lingerMs : dueAt;
    }

    void restoreReenqueued() {
      for (int i = reenqueued.size() - 1; i >= 0; i--) {
        waiting.addFirst(reenqueued.get(i));
      }
      reenqueued.clear();
    }

    GroupState snapshot(int readyAt, int backingOffAt) {
      return new GroupState(
          id,
          inFlight,
          readyAt,
          backingOffAt,
          dueAt,
          reenqueued.stream().map(Delivery::snapshot).toList(),
          waiting.stream().map(Delivery::snapshot).toList());
    }
  }

  private final RequestLimits limits;
  private final long lingerMs;
  private final boolean strict;
  private final Map<String, Group> groups = new HashMap<>();

  /** Groups whose first message may be sent now. */
  private final ArrayDeque<Group> ready = new ArrayDeque<>();

  /** Groups with nothing in flight, whose first message was reenqueued and is not due yet. */
  private final PriorityQueue<Group> backingOff =
      new PriorityQueue<>(Comparator.comparingLong(group -> group.dueAt));

  private int size;
  private int crowdedGroups;

  /**
   * A buffer without messages.
   *
   * @param strict whether a request contains at most one message of a group
   */
  FifoBuffer(RequestLimits limits, long lingerMs, boolean strict) {
    this.limits = limits;
    this.lingerMs = lingerMs;
    this.strict = strict;
  }

  @Override
  public void append(Delivery delivery) {
    Group group = groups.computeIfAbsent(delivery.group(), Group::new);
    group.waiting.addLast(delivery);
    resized(group, 1);
    if (!group.isMuted() && group.waiting.size() == 1) {
      ready.addLast(group);
    }
  }

  @Override
  public void reenqueue(Delivery sent, List<Delivery> reenqueued, long dueAt) {
    Group group = groupOf(sent);
    group.reenqueued.addAll(reenqueued);
    resized(group, reenqueued.size());
    group.dueAt = Math.max(group.dueAt, dueAt);
    completedOne(group);
  }

  @Override
  public boolean isBehindReenqueued(Delivery delivery) {
    return !groupOf(delivery).reenqueued.isEmpty();
  }

  @Override
  public void complete(Delivery delivery) {
    completedOne(groupOf(delivery));
  }

  private Group groupOf(Delivery inFlight) {
    Group group = groups.get(inFlight.group());
    if (group == null) {
      throw new IllegalStateException("no message of this group is in flight");
    }
    return group;
  }

  private void completedOne(Group group) {
    group.inFlight--;
    if (!group.isMuted()) {
      unmute(group);
    }
  }

  private void unmute(Group group) {
    group.restoreReenqueued();
    if (group.waiting.isEmpty()) {
      groups.remove(group.id);
    } else if (group.dueAt == QueueBacklog.ALWAYS) {
      ready.addLast(group);
    } else {
      backingOff.add(group);
    }
  }

  private void resized(Group group, int by) {
    size += by;
    int now = group.size();
    if (now > CROWDED_ABOVE && now - by <= CROWDED_ABOVE) {
      crowdedGroups++;
    } else if (now <= CROWDED_ABOVE && now - by > CROWDED_ABOVE) {
      crowdedGroups--;
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
    for (Group group : ready) {
      at = Math.min(at, group.headDueAt(lingerMs));
      for (Delivery delivery : group.waiting) {
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
  public List<Delivery> drain(long due, long now) {
    if (!isSendable(due)) {
      return List.of();
    }
    MessageBatchBuilder batch = new MessageBatchBuilder(limits);
    while (!backingOff.isEmpty() && backingOff.element().dueAt <= now) {
      Group group = backingOff.remove();
      ready.addFirst(group);
    }
    while (!ready.isEmpty() && batch.hasRoomFor(ready.getFirst().waiting.getFirst())) {
      moveTo(batch, ready.removeFirst());
    }
    return batch.deliveries();
  }

  private void moveTo(MessageBatchBuilder batch, Group group) {
    group.dueAt = QueueBacklog.ALWAYS;
    do {
      batch.add(group.waiting.removeFirst());
      group.inFlight++;
    } while (!strict && !group.waiting.isEmpty() && batch.hasRoomFor(group.waiting.getFirst()));
    resized(group, -group.inFlight);
  }

  @Override
  public void remove(Predicate<Delivery> unwanted, List<Delivery> removed) {
    for (Iterator<Group> all = groups.values().iterator(); all.hasNext(); ) {
      Group group = all.next();
      int before = removed.size();
      boolean removesFirst = !group.waiting.isEmpty() && unwanted.test(group.waiting.getFirst());
      MessageBuffer.move(group.reenqueued, unwanted, removed);
      MessageBuffer.move(group.waiting, unwanted, removed);
      resized(group, before - removed.size());
      if (removesFirst) {
        group.dueAt = QueueBacklog.ALWAYS;
      }
      if (group.waiting.isEmpty() && !group.isMuted()) {
        all.remove();
      }
    }
    refreshReady();
  }

  /**
   * Makes groups ready that backed off for a message that was removed, and removes empty groups.
   */
  private void refreshReady() {
    backingOff.removeIf(
        group -> {
          boolean isReady = group.dueAt == QueueBacklog.ALWAYS;
          if (isReady) {
            ready.addLast(group);
          }
          return isReady;
        });
    ready.removeIf(group -> group.waiting.isEmpty());
  }

  @Override
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int crowdedGroups() {
    return crowdedGroups;
  }

  @Override
  public BufferState snapshot() {
    List<Group> inOrder = List.copyOf(ready);
    List<Group> later = List.copyOf(backingOff);
    return new FifoBufferState(
        groups.values().stream()
            .map(group -> group.snapshot(inOrder.indexOf(group), later.indexOf(group)))
            .toList(),
        size,
        crowdedGroups);
  }
}
