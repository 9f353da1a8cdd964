package io.github.sqsconnect.world;

/**
 * The settings of a whole run: connector, worker and queue.
 *
 * @param startsAt the time at the start; clocks may start anywhere
 * @param pollRecords maximum records of one poll
 * @param messageLimit maximum bytes of a message
 * @param requestLimit maximum bytes of a request
 * @param queryNames whether the service uses the error codes of the query protocol
 * @param faultsEndAt when the last fault is over, counted from the start
 * @param relaxed whether a request to a FIFO queue may carry several messages of a group
 * @param rateLimit most messages a task sends in a second; 0 is no limit
 * @param limitNamed whether the response to a request that is too long names the limit
 * @param credentialsChangeAt when the operator writes new credentials, counted from the start; less
 *     than 0 is never
 */
public record WorldSetup(
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
    boolean queryNames,
    long faultsEndAt,
    boolean relaxed,
    int rateLimit,
    boolean limitNamed,
    long credentialsChangeAt) {

  /** How the errant-record reporter behaves while there are faults. */
  public enum Reporting {
    PROMPT,
    LATE,
    FAILING,
    THROWING,
    MISSING,
    /** Refuses at once, and hides it as Connect does. */
    REFUSING,
    /** Has written at once, which looks the same. */
    COINCIDING,
    /** Blocks for a while or without limit. */
    BLOCKING
  }

  /** The limit that the response to a request that is too long names, or 0. */
  public int namedLimit() {
    return limitNamed ? requestLimit : 0;
  }
}
