package io.github.sqsconnect.delivery;

/**
 * Why a task stops. The error message of a stopped task begins with the id of its reason. {@code
 * docs/troubleshooting.md} has a section for each id. An id is never used for another reason.
 */
public enum StopReason {
  CREDENTIALS_REJECTED(
      "SQS-001",
      "The credentials were rejected. Check access key, secret, session token, region and the worker's clock"),
  REQUEST_REJECTED(
      "SQS-002",
      "The request was rejected with an error that this connector does not know. Check credentials, region,"
          + " sqs.endpoint.url and every proxy, gateway and firewall between the worker and SQS"),
  QUEUE_NOT_FOUND(
      "SQS-003",
      "The queue does not exist, or the identity has no access to it. Check the name, region and account in"
          + " sqs.queue.url or sqs.queue.url.map"),
  ACCESS_DENIED(
      "SQS-004",
      "Allow sqs:SendMessage on the queue for this identity; in another account the policy of the queue must allow"
          + " it too"),
  KEY_DENIED(
      "SQS-005",
      "The queue is encrypted, and its KMS key cannot be used. Allow kms:GenerateDataKey and kms:Decrypt on the key"
          + " for this identity, and check that the key exists and is enabled"),
  WRONG_ADDRESS(
      "SQS-006",
      "The endpoint does not know this address. Check that sqs.queue.url, sqs.region and sqs.endpoint.url belong"
          + " together"),
  INSECURE(
      "SQS-007",
      "The queue accepts signed requests over HTTPS only. Use an https address in sqs.queue.url or sqs.endpoint.url"),
  UNSUPPORTED(
      "SQS-008", "The queue does not support this. Check the type and the settings of the queue"),
  WRONG_QUEUE_TYPE(
      "SQS-009",
      "A parameter does not fit the type of the queue. Check whether sqs.queue.url names a FIFO or a standard queue,"
          + " and the settings that only one of them accepts"),
  MALFORMED(
      "SQS-010",
      "The request was malformed: a defect of this connector. Report it with this message and use another version"),
  ALL_REJECTED(
      "SQS-011",
      "Every message of a request was rejected with the same code, so the cause is the configuration of the queue or"
          + " of the connector, not the records. Fix the configuration"),
  ALL_REJECTED_ALONE(
      "SQS-012",
      "Every message of a request was sent alone and rejected with the same code, so the cause is the configuration"
          + " of the queue or of the connector, not the records. Fix the configuration"),
  REJECTED_IN_A_ROW(
      "SQS-013",
      "All messages of ten requests in a row were rejected, so the cause is the configuration of the queue or of the"
          + " connector, not the records. Fix the configuration. Records that were rejected more than two seconds"
          + " earlier may be in the dead-letter topic, if there is one"),
  DELIVERY_TIMEOUT(
      "SQS-014",
      "The time of sqs.delivery.timeout.ms is over. Fix the cause, or raise the timeout (-1 retries without limit)"),
  REJECTED_WITHOUT_TOLERANCE(
      "SQS-015",
      "The task stops because errors.tolerance=none. Fix or skip the record, or set errors.tolerance=all and"
          + " errors.deadletterqueue.topic.name"),
  REJECTED_WITHOUT_REPORTER(
      "SQS-016",
      "The task stops because Connect has nowhere to report it. Set errors.deadletterqueue.topic.name"),
  DEAD_LETTER_TOO_LARGE(
      "SQS-017",
      "Connect's producer rejected it immediately. Raise producer.override.max.request.size and the dead-letter topic's"
          + " max.message.bytes above its size plus 65536"),
  DEAD_LETTER_NOT_WRITTEN(
      "SQS-018",
      "Check that the dead-letter topic exists, that the worker may write to it, and that topic and producer accept"
          + " records of this size: max.message.bytes of the topic, producer.override.max.request.size of the"
          + " connector, the producer.* settings of the worker"),
  NO_REGION(
      "SQS-019",
      "sqs.queue.url does not name a region, and neither does the worker's environment. Set sqs.region"),
  PLACEHOLDER(
      "SQS-020",
      "The worker has no config provider of that name, or the provider does not know the key. Check config.providers"
          + " of the worker and the value"),
  REJECTED_BY_GATEWAY(
      "SQS-021",
      "The response has no AWS error code or no AWS request id, so a server between the worker and SQS rejected the"
          + " request. Check sqs.endpoint.url and every proxy, gateway and firewall between them"),
  DEAD_LETTER_BLOCKED(
      "SQS-022",
      "Connect's producer waits without limit for a dead-letter topic that does not exist or whose brokers do not"
          + " respond. Check both. Set producer.override.max.block.ms to limit the wait"),
  NOT_ASSIGNED(
      "SQS-023",
      "Connect passes only records of open partitions, so this is a defect of the worker or of this connector. Report it"
          + " with this message and the log of the worker"),
  WORKER_SETTINGS(
      "SQS-024",
      "The AWS client cannot be built with the worker's settings. Fix or remove the file, variable or system"
          + " property that is named; restart the worker if it is a variable or a system property"),
  REJECTED_FROM_START(
      "SQS-025",
      "The task stops before a whole topic is in the dead-letter topic, because the configuration is the likely cause."
          + " Fix it. If the records are bad, raise sqs.rejected.in.a.row.max, or set it to -1 to report all of them");

  private static final String ENDING =
      ". Then restart the task; nothing is lost, its offsets are not committed.";

  private final String id;
  private final String fix;

  StopReason(String id, String fix) {
    this.id = id;
    this.fix = fix;
  }

  /** Its id, the first word of the error message. */
  public String id() {
    return id;
  }

  /** How to fix it, without the restart that is necessary after every fix. */
  public String fix() {
    return fix;
  }

  /**
   * Whether the connector retries for a while before the task stops. AWS distributes new queues,
   * permissions and states of keys slowly, and a gateway may be restarting.
   */
  public boolean mayBeTemporary() {
    return switch (this) {
      case QUEUE_NOT_FOUND,
          ACCESS_DENIED,
          KEY_DENIED,
          WRONG_ADDRESS,
          INSECURE,
          UNSUPPORTED,
          REJECTED_BY_GATEWAY ->
          true;
      default -> false;
    };
  }

  /** Whether newer credentials may be the fix. */
  boolean mayBeStaleCredentials() {
    return this == CREDENTIALS_REJECTED || this == REQUEST_REJECTED;
  }

  /**
   * The error message of the stopped task.
   *
   * @param what what happened: the queue or the record, the error code, the AWS request id
   */
  public String message(String what) {
    return id + ' ' + what + ". " + fix + ENDING;
  }
}
