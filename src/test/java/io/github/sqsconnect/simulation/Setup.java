package io.github.sqsconnect.simulation;

/**
 * What holds during a whole schedule: connector, worker and queue.
 *
 * @param startsAt the clock's first reading; clocks may start anywhere
 * @param tasks how many tasks share the partitions
 * @param pollRecords most records of one poll
 * @param messageLimit most bytes of a message that the queue takes
 * @param requestLimit most bytes of a request that the queue takes
 * @param queryNames whether the service says its errors under the names of the query protocol
 * @param faultsEndAt when the last fault is over, counted from the start
 */
public record Setup(
    boolean fifo,
    boolean eventBatches,
    long startsAt,
    int partitions,
    int tasks,
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
    boolean queryNames,
    long faultsEndAt) {

  /** How the errant-record reporter behaves while there are faults. */
  public enum Reporting {
    PROMPT,
    LATE,
    FAILING,
    THROWING,
    MISSING
  }

  Setup withOneTask() {
    return new Setup(
        fifo,
        eventBatches,
        startsAt,
        partitions,
        1,
        pollRecords,
        commitIntervalMs,
        batchMaxMessages,
        batchMaxBytes,
        lingerMs,
        maxInFlight,
        bufferMaxBytes,
        requestTimeoutMs,
        deliveryTimeoutMs,
        backoffMs,
        backoffMaxMs,
        latencyMs,
        heavyTail,
        messageLimit,
        requestLimit,
        tolerant,
        reporting,
        renamedTopic,
        queryNames,
        faultsEndAt);
  }
}
