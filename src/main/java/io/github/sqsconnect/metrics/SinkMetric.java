package io.github.sqsconnect.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * All metrics. Those with a key are in the progress line, in this order: keys are never renamed or
 * moved, because people parse the line.
 */
public enum SinkMetric {
  RECORDS_RECEIVED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-received",
      "records",
      "records",
      "Records that Connect has delivered to the task."),
  MESSAGES_DELIVERED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "messages-delivered",
      "messages",
      "messages_delivered",
      "Messages that SQS has acknowledged; a record may become several messages, or none."),
  RECORDS_FILTERED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-filtered",
      "records",
      "records_filtered",
      "Records that became no message because of your settings."),
  RECORDS_REJECTED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-rejected",
      "records",
      "records_rejected",
      "Records that were rejected."),
  MESSAGES_RETRIED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "messages-retried",
      "messages",
      "retries",
      "Messages that were queued again for a retry."),
  REQUESTS_SENT(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "requests-sent",
      "requests",
      "requests",
      "`SendMessageBatch` requests sent."),
  ENTRIES_PER_REQUEST(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "entries-per-request",
      "messages per request",
      "entries_per_request",
      "Average number of messages per request since the start; at most 10."),
  BILLED_UNITS(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "billed-units",
      "units",
      "billed_units",
      "The units in which SQS bills requests: one for each 64 KiB of a request, or part of it."),
  REQUESTS_THROTTLED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "requests-throttled",
      "requests",
      "throttled",
      "Responses that report throttling."),
  ATTRIBUTES_DROPPED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "attributes-dropped",
      "attributes",
      "attributes_dropped",
      "Headers left out of a message because there were more than ten attributes, counted for each"
          + " message."),
  ATTRIBUTES_EMPTY(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "attributes-empty",
      "attributes",
      "attributes_empty",
      "Attributes left out of a message because they had no value, counted for each message."),
  REQUESTS_IN_FLIGHT(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "requests-in-flight",
      "requests",
      "in_flight",
      "Requests in flight."),
  IN_FLIGHT_WINDOW(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "in-flight-window",
      "requests",
      "window",
      "Requests that may be in flight now; at most `sqs.max.in.flight.requests`, fewer after"
          + " throttling."),
  RECORDS_WAITING(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "records-waiting",
      "records",
      "records_waiting",
      "Records that are not messages yet, because the messages in memory fill the buffer."),
  MESSAGES_WAITING(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "messages-waiting",
      "messages",
      "waiting",
      "Messages that wait to be sent."),
  CROWDED_GROUPS(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "crowded-groups",
      "groups",
      "crowded_groups",
      "Message groups with more than 100 messages waiting."),
  BUFFER_BYTES(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "buffer-bytes",
      "bytes",
      "buffered_bytes",
      "Bytes in memory: records that are not done, with their raw size, and messages that wait or"
          + " are in flight ([what counts](delivery.md#memory))."),
  OLDEST_UNACKNOWLEDGED_AGE(
      MetricScope.TASK,
      MetricKind.AGE,
      "oldest-unacknowledged-age-ms",
      "ms",
      "oldest_unacknowledged_ms",
      "Time since the task received the oldest record that is neither delivered nor written as a dead"
          + " letter."),
  PAUSED_RATIO(
      MetricScope.TASK,
      MetricKind.SHARE,
      "paused-ratio",
      "share",
      "paused_share",
      "The share of the time in which a partition was paused, 0 to 1. In the progress line: since"
          + " the last line."),
  RECORDS_NOT_RECEIVED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-not-received",
      "records",
      "records_not_received",
      "Records that Connect read and did not pass to the task, [as far as the task can"
          + " know](delivery.md#records-that-the-connector-never-receives)."),
  RECORDS_DELIVERED(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-delivered",
      "records",
      "Records whose messages SQS has all acknowledged."),
  RECORDS_SPLIT(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "records-split",
      "records",
      "Records that became more than one message."),
  DEAD_LETTERS(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "dead-letters",
      "records",
      "Rejected records that Connect has written to the dead-letter topic or to its log."),
  MESSAGES_SENT(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "messages-sent",
      "messages",
      "Messages in requests; a message counts again for each attempt."),
  BYTES_SENT(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "bytes-sent",
      "bytes",
      "Bytes of the messages in requests, as SQS counts them."),
  PAUSED_TIME(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "paused-time-ms",
      "ms",
      "The time in which a partition was paused."),
  CREDENTIAL_REFRESHES(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "credential-refreshes",
      "credentials",
      "New credentials from the credential source, the first ones included. 0 with fixed keys."),
  CREDENTIAL_FAILURES(
      MetricScope.TASK,
      MetricKind.COUNTER,
      "credential-failures",
      "calls",
      "Calls to the credential source that failed, took too long, or returned expired credentials."
          + " A call that does not return counts again every ten seconds."),
  BUFFER_MAX_BYTES(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "buffer-max-bytes",
      "bytes",
      "The limit of `buffer-bytes`, `sqs.buffer.max.bytes`; above it partitions are paused."),
  PARTITIONS_PAUSED(
      MetricScope.TASK, MetricKind.GAUGE, "partitions-paused", "partitions", "Paused partitions."),
  QUEUES(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "queues",
      "queues",
      "Queues in memory: those used in the last ten minutes."),
  QUEUES_FAILING(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "queues-failing",
      "queues",
      "Queues whose last requests failed, so that the connector probes them."),
  LEARNED_LIMITS(
      MetricScope.TASK,
      MetricKind.GAUGE,
      "learned-limits",
      "queues",
      "Queues that have rejected a message or a request for its size, and named a smaller limit"
          + " than the settings."),
  LAST_SUCCESS_AGE(
      MetricScope.TASK,
      MetricKind.AGE,
      "last-success-age-ms",
      "ms",
      "Time since SQS last acknowledged a message, or since the start. It also grows while there is"
          + " nothing to send."),
  REQUEST_LATENCY(
      MetricScope.TASK,
      MetricKind.DISTRIBUTION,
      "request-latency-ms",
      "ms",
      "Time from the start of a request to its response, or to its failure."),
  RECORD_AGE(
      MetricScope.TASK,
      MetricKind.DISTRIBUTION,
      "record-age-ms",
      "ms",
      "Time from the timestamp of a record in Kafka until SQS has acknowledged its messages. The"
          + " percentiles show ages above an hour as one hour."),

  QUEUE_MESSAGES_SENT(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "messages-sent",
      "messages",
      "Messages in requests; a message counts again for each attempt."),
  QUEUE_MESSAGES_DELIVERED(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "messages-delivered",
      "messages",
      "Messages that SQS has acknowledged."),
  QUEUE_MESSAGES_RETRIED(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "messages-retried",
      "messages",
      "Messages that were queued again for a retry."),
  QUEUE_MESSAGES_REJECTED(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "messages-rejected",
      "messages",
      "Messages that SQS rejected."),
  QUEUE_REQUESTS_SENT(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "requests-sent",
      "requests",
      "`SendMessageBatch` requests sent."),
  QUEUE_REQUESTS_THROTTLED(
      MetricScope.QUEUE,
      MetricKind.COUNTER,
      "requests-throttled",
      "requests",
      "Responses that report throttling."),
  QUEUE_REQUESTS_IN_FLIGHT(
      MetricScope.QUEUE, MetricKind.GAUGE, "requests-in-flight", "requests", "Requests in flight."),
  QUEUE_IN_FLIGHT_WINDOW(
      MetricScope.QUEUE,
      MetricKind.GAUGE,
      "in-flight-window",
      "requests",
      "Requests that may be in flight now."),
  QUEUE_MESSAGES_WAITING(
      MetricScope.QUEUE,
      MetricKind.GAUGE,
      "messages-waiting",
      "messages",
      "Messages that wait to be sent."),
  QUEUE_FAILING(
      MetricScope.QUEUE,
      MetricKind.GAUGE,
      "failing",
      "0 or 1",
      "1 if the last requests failed, so that the connector probes the queue."),
  QUEUE_LAST_SUCCESS_AGE(
      MetricScope.QUEUE,
      MetricKind.AGE,
      "last-success-age-ms",
      "ms",
      "Time since SQS last acknowledged a message, or since the queue is in memory."),
  QUEUE_LEARNED_LIMIT(
      MetricScope.QUEUE,
      MetricKind.GAUGE,
      "learned-limit-bytes",
      "bytes",
      "The smallest size limit that the queue has named; 0 if none is known."),
  QUEUE_REQUEST_LATENCY(
      MetricScope.QUEUE,
      MetricKind.DISTRIBUTION,
      "request-latency-ms",
      "ms",
      "Time from the start of a request to its response, or to its failure."),

  REJECTIONS(
      MetricScope.REJECTION,
      MetricKind.COUNTER,
      "records-rejected",
      "records",
      "Records that were rejected for this kind of reason. `sqs`: SQS rejected a message."),
  RETRIES(
      MetricScope.RETRY,
      MetricKind.COUNTER,
      "messages-retried",
      "messages",
      "Messages that were queued again for a retry for this cause."),
  INFO(
      MetricScope.INFO,
      MetricKind.GAUGE,
      "info",
      "1",
      "Always 1; the labels are the version of the connector and the message format.");

  private final MetricScope scope;
  private final MetricKind kind;
  private final String text;
  private final String unit;
  private final String progressKey;
  private final String description;

  SinkMetric(
      MetricScope scope,
      MetricKind kind,
      String text,
      String unit,
      String progressKey,
      String description) {
    this.scope = scope;
    this.kind = kind;
    this.text = text;
    this.unit = unit;
    this.progressKey = progressKey;
    this.description = description;
  }

  SinkMetric(MetricScope scope, MetricKind kind, String text, String unit, String description) {
    this(scope, kind, text, unit, "", description);
  }

  /** All metrics of a scope, in their order. */
  public static List<SinkMetric> in(MetricScope scope) {
    return Arrays.stream(values()).filter(metric -> metric.scope == scope).toList();
  }

  public MetricScope scope() {
    return scope;
  }

  public MetricKind kind() {
    return kind;
  }

  /** The names of its attributes in the MBean. */
  public List<String> attributes() {
    return kind.suffixes().stream().map(suffix -> text + suffix).toList();
  }

  public String unit() {
    return unit;
  }

  /** Its key in the progress line, or an empty text. */
  public String progressKey() {
    return progressKey;
  }

  /** What it is, in Markdown with links relative to {@code docs}. */
  public String description() {
    return description;
  }
}
