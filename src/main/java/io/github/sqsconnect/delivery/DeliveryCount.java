package io.github.sqsconnect.delivery;

/** What {@link DeliveryCounts} counts. */
public enum DeliveryCount {
  /** Records that Connect has delivered to the task. */
  RECORDS_RECEIVED,
  /** Records that became no message because of the settings. */
  RECORDS_FILTERED,
  /** Records that became more than one message. */
  RECORDS_SPLIT,
  /** Records with at least one message, whose messages SQS has all accepted. */
  RECORDS_DELIVERED,
  /** Records that were given to Connect's reporter. */
  RECORDS_REJECTED,
  /** Messages in requests; a message counts again for each attempt. */
  MESSAGES_SENT,
  MESSAGES_DELIVERED,
  MESSAGES_RETRIED,
  MESSAGES_REJECTED,
  REQUESTS_SENT,
  REQUESTS_THROTTLED,
  /** The bytes of all requests, as SQS counts them. */
  BYTES_SENT,
  /** The units in which SQS bills requests. */
  BILLED_UNITS
}
