package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.BufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.StandardBufferState;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * The waiting messages of a standard queue. It keeps no order: a message that backs off does not
 * delay the others.
 */
final class StandardBuffer implements MessageBuffer {
  private final RequestLimits limits;
  private final long lingerMs;
  private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
  private final PriorityQueue<Delivery> backingOff =
      new PriorityQueue<>(Comparator.comparingLong(Delivery::dueAt));
  private long waitingBytes;

  StandardBuffer(RequestLimits limits, long lingerMs) {
    this.limits = limits;
    this.lingerMs = lingerMs;
  }

  @Override
  public void append(Delivery delivery) {
    waiting.addLast(delivery);
    waitingBytes += delivery.bytes();
  }

  @Override
  public void reenqueue(Delivery sent, List<Delivery> reenqueued, long dueAt) {
    for (Delivery delivery : reenqueued) {
      delivery.retryAt(dueAt);
      backingOff.add(delivery);
    }
  }

  @Override
  public boolean isBehindReenqueued(Delivery delivery) {
    return false;
  }

  @Override
  public void complete(Delivery delivery) {}

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
    return limits.areReached(waiting.size(), waitingBytes)
        ? now
        : Math.min(retryAt, waiting.getFirst().appendedAt() + lingerMs);
  }

  @Override
  public List<Delivery> drain(long due, long now) {
    if (!isSendable(due)) {
      return List.of();
    }
    MessageBatchBuilder batch = new MessageBatchBuilder(limits);
    while (!backingOff.isEmpty()
        && backingOff.element().dueAt() <= now
        && batch.hasRoomFor(backingOff.element())) {
      batch.add(backingOff.remove());
    }
    while (!waiting.isEmpty() && batch.hasRoomFor(waiting.getFirst())) {
      Delivery delivery = waiting.removeFirst();
      waitingBytes -= delivery.bytes();
      batch.add(delivery);
    }
    return batch.deliveries();
  }

  @Override
  public void remove(Predicate<Delivery> unwanted, List<Delivery> removed) {
    int before = removed.size();
    MessageBuffer.move(waiting, unwanted, removed);
    for (Delivery delivery : removed.subList(before, removed.size())) {
      waitingBytes -= delivery.bytes();
    }
    MessageBuffer.move(backingOff, unwanted, removed);
  }

  @Override
  public boolean isEmpty() {
    return waiting.isEmpty() && backingOff.isEmpty();
  }

  @Override
  public int size() {
    return waiting.size() + backingOff.size();
  }

  @Override
  public int crowdedGroups() {
    return 0;
  }

  @Override
  public BufferState snapshot() {
    return new StandardBufferState(
        waiting.stream().map(Delivery::snapshot).toList(),
        backingOff.stream().map(Delivery::snapshot).toList(),
        waitingBytes);
  }
}
