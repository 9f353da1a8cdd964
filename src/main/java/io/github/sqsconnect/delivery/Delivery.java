package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.PipelineSnapshot.MessageState;
import io.github.sqsconnect.message.OutboundMessage;

/** One message on its way, with the record it is for and the story of its attempts. */
public final class Delivery {
  private final OutboundMessage message;
  private final TrackedRecord record;
  private final long appendedAt;
  private final boolean isPart;
  private long firstSentAt;
  private int attempts;
  private boolean isFatal;
  private long fatalSince;
  private long dueAt;

  Delivery(OutboundMessage message, TrackedRecord record, long appendedAt) {
    this(message, record, appendedAt, false);
  }

  private Delivery(OutboundMessage message, TrackedRecord record, long appendedAt, boolean isPart) {
    this.message = message;
    this.record = record;
    this.appendedAt = appendedAt;
    this.isPart = isPart;
  }

  /** A message that is made of this one, which was too large. */
  Delivery part(OutboundMessage part) {
    return new Delivery(part, record, appendedAt, true);
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

  /** The message group on a queue that keeps order; empty where there is none to keep. */
  String group() {
    String group = message.groupId();
    return group != null && message.queue().isFifo() ? group : "";
  }

  int bytes() {
    return message.bytes();
  }

  /** What it takes in memory until it is done: its body and the objects around it. */
  int retainedBytes() {
    return message.bytes() + OutboundMessage.OVERHEAD_BYTES;
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

  /** An attempt met a fault that would be everyone's. */
  void markFatal(long now) {
    if (!isFatal) {
      isFatal = true;
      fatalSince = now;
    }
  }

  void clearFatal() {
    isFatal = false;
  }

  /** How long every attempt has met such a fault, in milliseconds. */
  long fatalForMs(long now) {
    return isFatal ? now - fatalSince : 0;
  }

  void retryAt(long time) {
    dueAt = time;
  }

  /** When it may be sent again. */
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
