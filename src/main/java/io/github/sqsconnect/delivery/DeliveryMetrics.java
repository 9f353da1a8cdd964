package io.github.sqsconnect.delivery;

/** Counts records, messages and requests of a task since its start. One thread uses it. */
public final class DeliveryMetrics {
  /** SQS bills every started 64 KiB of a request as one request. */
  private static final int BILLED_BYTES = 65_536;

  private long records;
  private long delivered;
  private long filtered;
  private long rejected;
  private long retried;
  private long requests;
  private long entries;
  private long billed;
  private long throttled;

  void recordReceived() {
    records++;
  }

  void messageDelivered() {
    delivered++;
  }

  void recordFiltered() {
    filtered++;
  }

  void recordRejected() {
    rejected++;
  }

  /** The records that were reported as rejected. */
  long recordsRejected() {
    return rejected;
  }

  void messageRetried() {
    retried++;
  }

  void requestSent(MessageBatch batch) {
    requests++;
    entries += batch.deliveries().size();
    billed += Math.max(1, (batch.bytes() + BILLED_BYTES - 1) / BILLED_BYTES);
  }

  void requestThrottled() {
    throttled++;
  }

  /** The totals as {@code key=value}. */
  @Override
  public String toString() {
    return "records="
        + records
        + " messages_delivered="
        + delivered
        + " records_filtered="
        + filtered
        + " records_rejected="
        + rejected
        + " retries="
        + retried
        + " requests="
        + requests
        + " entries_per_request="
        + Math.round(entries * 100.0 / requests) / 100.0
        + " billed_units="
        + billed
        + " throttled="
        + throttled;
  }
}
