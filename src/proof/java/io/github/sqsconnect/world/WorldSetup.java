package io.github.sqsconnect.world;

/**
 * The settings of a whole run: connector, worker and queues.
 *
 * @param fifo whether the first queue is a FIFO queue; a second one is of the other kind
 * @param queues 1, or 2: the partitions belong to two topics in turn, which map to a queue each
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
    int queues,
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

  private static final String[] TOPICS = {"events", "orders"};

  /** The queue that the records of a partition go to: its number. */
  public int queueOf(int partition) {
    return partition % queues;
  }

  public boolean isFifo(int queue) {
    return fifo == (queue == 0);
  }

  /** The number of the FIFO queue, or -1. */
  int fifoQueue() {
    return fifo ? 0 : queues == 2 ? 1 : -1;
  }

  /** The URL of a queue. */
  public String url(int queue) {
    return "https://sqs/1/q" + queue + (isFifo(queue) ? ".fifo" : "");
  }

  /** The queue with this URL. */
  public int queueAt(String url) {
    return queues == 2 && url.equals(url(1)) ? 1 : 0;
  }

  /** The topic in Kafka of the records of a queue. */
  String topic(int queue) {
    return TOPICS[queue];
  }

  /** The topic of the records of a queue as the task sees it, after a transform. */
  String topicOfRecords(int queue) {
    return renamedTopic ? "renamed-" + topic(queue) : topic(queue);
  }

  /** The limit that the response to a request that is too long names, or 0. */
  public int namedLimit() {
    return limitNamed ? requestLimit : 0;
  }
}
