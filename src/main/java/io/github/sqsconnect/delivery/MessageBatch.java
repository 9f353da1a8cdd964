package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request: up to ten messages for one queue. */
public final class MessageBatch {
  private static final long NOT_COMPLETED = Long.MIN_VALUE;

  private final TargetQueue queue;
  private final List<Delivery> deliveries;
  private final int bytes;
  private final @Nullable MessageBatch original;
  private final @Nullable BadEntrySearch search;
  private long sentAt;
  private long completedAt = NOT_COMPLETED;

  /** A request with waiting messages. */
  MessageBatch(TargetQueue queue, List<Delivery> deliveries) {
    this(queue, deliveries, null, null);
  }

  /** A half of this request, or a part of one. */
  MessageBatch subset(List<Delivery> of, @Nullable BadEntrySearch search) {
    return new MessageBatch(queue, of, original(), search);
  }

  private MessageBatch(
      TargetQueue queue,
      List<Delivery> deliveries,
      @Nullable MessageBatch original,
      @Nullable BadEntrySearch search) {
    this.queue = queue;
    this.original = original;
    this.deliveries = List.copyOf(deliveries);
    this.search = search;
    int sum = 0;
    for (Delivery delivery : deliveries) {
      sum += delivery.bytes();
    }
    bytes = sum;
  }

  public TargetQueue queue() {
    return queue;
  }

  public List<Delivery> deliveries() {
    return deliveries;
  }

  /** Its size as SQS counts it. */
  public int bytes() {
    return bytes;
  }

  /** The request that was halved into this one and others, or this one itself. */
  MessageBatch original() {
    return original == null ? this : original;
  }

  /** The search for a bad entry that this request is part of, or null. */
  @Nullable BadEntrySearch search() {
    return search;
  }

  void sent(long now) {
    sentAt = now;
    deliveries.forEach(delivery -> delivery.sent(now));
  }

  long sentAt() {
    return sentAt;
  }

  /** Its response has arrived. Called before the task's thread knows of the response. */
  public void completed(long now) {
    completedAt = now;
  }

  /** The time until its response arrived, or until now if that is not known. */
  long latencyMs(long now) {
    return (completedAt == NOT_COMPLETED ? now : completedAt) - sentAt;
  }

  /** Its state, for proofs. */
  RequestState snapshot() {
    return new RequestState(
        this, original(), search, deliveries.stream().map(Delivery::snapshot).toList(), sentAt);
  }
}
