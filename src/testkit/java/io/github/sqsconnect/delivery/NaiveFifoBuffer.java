package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model of a FIFO buffer: which groups are in flight, re-enqueued or ready. */
final class NaiveFifoBuffer implements NaiveBuffer {
  private static final long AT_ONCE = Long.MIN_VALUE;

  /** One message group. */
  private static final class Group {
    private final List<Delivery> waiting = new ArrayList<>();
    private final List<Delivery> back = new ArrayList<>();
    private int away;
    private long dueAt = AT_ONCE;
  }

  private final DeliverySettings settings;
  private final boolean strict;
  private final Map<String, Group> groups = new HashMap<>();

  /** Groups whose first message is sendable, in the order of sending. */
  private final List<Group> turns = new ArrayList<>();

  NaiveFifoBuffer(DeliverySettings settings, boolean strict) {
    this.settings = settings;
    this.strict = strict;
  }

  private Group group(Delivery delivery) {
    return groups.computeIfAbsent(delivery.group(), absent -> new Group());
  }

  @Override
  public void append(Delivery delivery) {
    Group group = group(delivery);
    group.waiting.add(delivery);
    if (group.away == 0 && group.waiting.size() == 1) {
      turns.add(group);
    }
  }

  @Override
  public void reenqueue(Delivery gone, List<Delivery> back, long dueAt) {
    group(gone).back.addAll(back);
    group(gone).dueAt = Math.max(group(gone).dueAt, dueAt);
    complete(gone);
  }

  @Override
  public void complete(Delivery delivery) {
    Group group = group(delivery);
    group.away--;
    if (group.away == 0) {
      group.waiting.addAll(0, group.back);
      group.back.clear();
      if (group.dueAt == AT_ONCE && !group.waiting.isEmpty()) {
        turns.add(group);
      }
    }
  }

  /** Groups whose messages are all re-enqueued and not due yet, the earliest first. */
  private List<Group> backingOff() {
    return groups.values().stream()
        .filter(group -> group.away == 0 && !group.waiting.isEmpty() && !turns.contains(group))
        .sorted(Comparator.comparing(group -> group.dueAt))
        .toList();
  }

  @Override
  public long nextSendableAt(long now) {
    List<Delivery> ready = new ArrayList<>();
    long at = backingOff().isEmpty() ? QueueBacklog.NEVER : backingOff().get(0).dueAt;
    for (Group group : turns) {
      ready.addAll(strict ? group.waiting.subList(0, 1) : group.waiting);
      long headAt = group.waiting.get(0).appendedAt() + settings.lingerMs();
      at = Math.min(at, group.dueAt == AT_ONCE ? headAt : group.dueAt);
    }
    return NaiveBuffer.isFull(ready, settings) ? now : at;
  }

  @Override
  public List<Delivery> drain(long now) {
    List<Delivery> request = new ArrayList<>();
    if (nextSendableAt(now) <= now) {
      backingOff().stream().filter(group -> group.dueAt <= now).forEach(g -> turns.add(0, g));
      while (!turns.isEmpty() && NaiveBuffer.fits(turns.get(0).waiting.get(0), request, settings)) {
        leave(turns.remove(0), request);
      }
    }
    return request;
  }

  private void leave(Group group, List<Delivery> request) {
    group.dueAt = AT_ONCE;
    do {
      request.add(group.waiting.remove(0));
      group.away++;
    } while (!strict
        && !group.waiting.isEmpty()
        && NaiveBuffer.fits(group.waiting.get(0), request, settings));
  }

  /** The messages of one group; none while only a part of it is re-enqueued. */
  @Override
  public List<Delivery> removable(int number) {
    Group group = groups.get("g" + number % 4);
    return group == null || !group.back.isEmpty() ? List.of() : List.copyOf(group.waiting);
  }

  @Override
  public void remove(Set<Delivery> unwanted) {
    for (Group group : groups.values()) {
      boolean headGoes = !group.waiting.isEmpty() && unwanted.contains(group.waiting.get(0));
      boolean backsOff = backingOff().contains(group);
      group.waiting.removeAll(unwanted);
      if (headGoes) {
        group.dueAt = AT_ONCE;
      }
      if (headGoes && backsOff && !group.waiting.isEmpty()) {
        turns.add(group);
      }
    }
    turns.removeIf(group -> group.waiting.isEmpty());
  }

  @Override
  public int size() {
    return groups.values().stream()
        .mapToInt(group -> group.waiting.size() + group.back.size())
        .sum();
  }
}
