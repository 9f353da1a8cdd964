package io.github.sqsconnect.simulation;

/**
 * What holds during a whole schedule: connector, worker and queue.
 *
 * @param startsAt the clock's first reading; clocks may start anywhere
 * @param pollRecords most records of one poll
 * @param messageLimit most bytes of a message that the queue takes
 * @param requestLimit most bytes of a request that the queue takes
 * @param faultsEndAt when the last fault is over, counted from the start
 */
public record Setup(
    boolean fifo,
    boolean eventBatches,
    long startsAt,
    int partitions,
    int pollRecords,
    long commitIntervalMs,
    int batchMaxMessages,
    int batchMaxBytes,
    long lingerMs,
    int maxInFlight,
    long bufferMaxBytes,
    long requestTimeoutMs,
    long deliveryTimeoutMs,
    long backoffMs,
    long backoffMaxMs,
    int latencyMs,
    boolean heavyTail,
    int messageLimit,
    int requestLimit,
    boolean tolerant,
    Reporting reporting,
    boolean renamedTopic,
    long faultsEndAt) {

  /** How the errant-record reporter behaves while there are faults. */
  public enum Reporting {
    PROMPT,
    LATE,
    FAILING,
    THROWING,
    MISSING
  }
}
