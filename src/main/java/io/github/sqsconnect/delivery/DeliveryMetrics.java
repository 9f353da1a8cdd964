package io.github.sqsconnect.delivery;

/** Counts what happens; the task's one thread writes, anyone may read the totals. */
public final class DeliveryMetrics {
  private long records;
  private long delivered;
  private long filtered;
  private long rejected;
  private long retried;
  private long requests;
  private long entries;
  private long throttled;

  void record() {
    records++;
  }

  void deliveredMessage() {
    delivered++;
  }

  void filteredRecord() {
    filtered++;
  }

  void rejectedRecord() {
    rejected++;
  }

  void retriedMessage() {
    retried++;
  }

  void request(int entriesInIt) {
    requests++;
    entries += entriesInIt;
  }

  void throttledRequest() {
    throttled++;
  }

  /** The totals since the task started, as {@code key=value}. */
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
        + " messages_retried="
        + retried
        + " requests="
        + requests
        + " entries_per_request="
        + (requests == 0 ? "0" : Math.round(entries * 100.0 / requests) / 100.0)
        + " throttled="
        + throttled;
  }
}
