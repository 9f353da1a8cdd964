package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.MessageState;
import io.github.sqsconnect.message.OutboundMessage;

/** One message that is not done, with its record, its attempts and its backoff. */
public final class Delivery {
  private final OutboundMessage message;
  private final TrackedRecord record;
  private final QueueLane lane;
  private final long appendedAt;
  private final boolean isPart;
  private long firstSentAt;
  private int attempts;
  private boolean isRetried;
  private boolean isFatal;
  private long fatalSince;
  private long dueAt;

  Delivery(OutboundMessage message, TrackedRecord record, long appendedAt) {
    this(message, record, record.lane(), appendedAt, false);
  }

  private Delivery(
      OutboundMessage message,
      TrackedRecord record,
      QueueLane lane,
      long appendedAt,
      boolean isPart) {
    this.message = message;
    this.record = record;
    this.lane = lane;
    this.appendedAt = appendedAt;
    this.isPart = isPart;
  }

  /** A message with a part of the content of this one, which was too large. */
  Delivery part(OutboundMessage part) {
    return new Delivery(part, record, lane, appendedAt, true);
  }

  boolean isPart() {
    return isPart;
  }

  public OutboundMessage message() {
    return message;
  }

  TrackedRecord record() {
    return record;
  }

  /** What it counts for until it is done. */
  QueueLane lane() {
    return lane;
  }

  /** The message group on a FIFO queue; empty on a standard queue. */
  String group() {
    String group = message.groupId();
    return group != null && message.queue().isFifo() ? group : "";
  }

  int bytes() {
    return message.bytes();
  }

  /** The memory that it needs until it is done, in bytes. */
  int retainedBytes() {
    return message.retainedBytes();
  }

  long appendedAt() {
    return appendedAt;
  }

  void sent(long now) {
    if (attempts == 0) {
      firstSentAt = now;
    }
    attempts++;
  }

  /** When it was first sent. */
  long firstSentAt() {
    return firstSentAt;
  }

  int attempts() {
    return attempts;
  }

  /**
   * It failed and is retried.
   *
   * @return whether it was not retried before
   */
  boolean markRetried() {
    boolean isFirst = !isRetried;
    isRetried = true;
    return isFirst;
  }

  boolean isRetried() {
    return isRetried;
  }

  /** An attempt failed with a fault of the configuration, which would fail every message. */
  void markFatal(long now) {
    if (!isFatal) {
      isFatal = true;
      fatalSince = now;
    }
  }

  void clearFatal() {
    isFatal = false;
  }

  /** How long every attempt has failed with such a fault, in milliseconds. */
  long fatalForMs(long now) {
    return isFatal ? now - fatalSince : 0;
  }

  void retryAt(long time) {
    dueAt = time;
  }

  /** The time when it may be retried. */
  long dueAt() {
    return dueAt;
  }

  /** Its state, for proofs. */
  MessageState snapshot() {
    return new MessageState(
        record.snapshot(),
        bytes(),
        isPart,
        appendedAt,
        firstSentAt,
        attempts,
        isFatal,
        fatalSince,
        dueAt);
  }
}
