package io.github.sqsconnect.delivery;

import io.github.sqsconnect.json.RejectionKind;
import org.jspecify.annotations.Nullable;

/**
 * Counts records, messages and requests since the start of a task, or since one of its queues is in
 * memory. What a queue counts, its task counts too. One thread uses it.
 */
@SuppressWarnings("EnumOrdinal") // the index of an array that lives as long as the enum
public final class DeliveryCounts {
  /** SQS bills every started 64 KiB of a request as one request. */
  private static final int BILLED_BYTES = 65_536;

  private static final int REJECTED_BY_SQS = RejectionKind.values().length;

  private final @Nullable DeliveryCounts ofTask;
  private final long[] counts = new long[DeliveryCount.values().length];
  private final long[] rejections = new long[REJECTED_BY_SQS + 1];
  private final long[] retries = new long[RetryCause.values().length];
  private long deliveredAt;

  private DeliveryCounts(@Nullable DeliveryCounts ofTask, long now) {
    this.ofTask = ofTask;
    deliveredAt = now;
  }

  /** The counts of a task that starts now. */
  public static DeliveryCounts ofTask(long now) {
    return new DeliveryCounts(null, now);
  }

  /** The counts of one queue of this task, which begin now. */
  DeliveryCounts ofQueue(long now) {
    return new DeliveryCounts(this, now);
  }

  public long get(DeliveryCount count) {
    return counts[count.ordinal()];
  }

  /**
   * The records that were rejected for a kind of reason.
   *
   * @param kind null for those that SQS rejected
   */
  public long rejected(@Nullable RejectionKind kind) {
    return rejections[kind == null ? REJECTED_BY_SQS : kind.ordinal()];
  }

  /** The retries of messages for a cause. */
  public long retried(RetryCause cause) {
    return retries[cause.ordinal()];
  }

  /** When a message was last delivered, or when the counts began. */
  public long deliveredAt() {
    return deliveredAt;
  }

  void add(DeliveryCount count) {
    add(count, 1);
  }

  private void add(DeliveryCount count, long more) {
    counts[count.ordinal()] += more;
    if (ofTask != null) {
      ofTask.add(count, more);
    }
  }

  void messageDelivered(long now) {
    add(DeliveryCount.MESSAGES_DELIVERED);
    deliveredAt = now;
    if (ofTask != null) {
      ofTask.deliveredAt = now;
    }
  }

  void messageRetried(RetryCause cause) {
    add(DeliveryCount.MESSAGES_RETRIED);
    retries[cause.ordinal()]++;
    if (ofTask != null) {
      ofTask.retries[cause.ordinal()]++;
    }
  }

  void recordRejected(RejectionCause cause) {
    add(DeliveryCount.RECORDS_REJECTED);
    rejections[cause.kind() == null ? REJECTED_BY_SQS : cause.kind().ordinal()]++;
  }

  void requestSent(MessageBatch batch) {
    add(DeliveryCount.REQUESTS_SENT);
    add(DeliveryCount.MESSAGES_SENT, batch.deliveries().size());
    add(DeliveryCount.BYTES_SENT, batch.bytes());
    add(DeliveryCount.BILLED_UNITS, billedUnits(batch.bytes()));
  }

  /** The units in which SQS bills a request of this size. */
  public static long billedUnits(int bytes) {
    return Math.max(1, (bytes + BILLED_BYTES - 1) / BILLED_BYTES);
  }
}
