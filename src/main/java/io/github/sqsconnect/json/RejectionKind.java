package io.github.sqsconnect.json;

/**
 * What kind of reason a record is rejected for. Two records that are rejected for one kind of
 * reason may have different texts, because a text contains positions, names and sizes. If the first
 * records of a task are all rejected for one kind of reason, the configuration is the likely cause.
 */
public enum RejectionKind {
  /** The text is not JSON. */
  NOT_JSON,
  /** The value is JSON or structured data, but not what the message format expects. */
  OTHER_FORMAT,
  /** The value is neither text nor bytes. */
  NOT_TEXT,
  /** The value is null. */
  NULL_VALUE,
  /** The value has no bytes. */
  EMPTY_VALUE,
  /** A message would be larger than SQS or the connector allows. */
  TOO_LARGE,
  /** The text has a character that SQS does not allow. */
  CHARACTER,
  /** The queue that the record chooses does not exist, or cannot have that name. */
  QUEUE,
  /** The record has more attributes than a message can have. */
  ATTRIBUTES,
  /** The record does not fit into a CloudEvent. */
  CLOUD_EVENT,
  /** A member, a field or an id is missing or has a value that is not allowed. */
  BAD_VALUE,
  /** The connector failed on the record unexpectedly. */
  UNEXPECTED
}
