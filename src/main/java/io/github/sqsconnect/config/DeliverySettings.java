package io.github.sqsconnect.config;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** How messages are batched, sent, retried and held back. Sizes in bytes, durations in ms. */
public record DeliverySettings(
    int batchMaxMessages,
    int batchMaxBytes,
    long lingerMs,
    int maxInFlightRequests,
    FifoOrdering fifoOrdering,
    long bufferMaxBytes,
    long requestTimeoutMs,
    long deliveryTimeoutMs,
    long retryBackoffMs,
    long retryBackoffMaxMs,
    int rateLimitMessagesPerSecond,
    int rejectedInARowMax) {
  public static final String BATCH_MAX_MESSAGES = "sqs.batch.max.messages";
  public static final String BATCH_MAX_BYTES = "sqs.batch.max.bytes";
  public static final String LINGER_MS = "sqs.linger.ms";
  public static final String MAX_IN_FLIGHT = "sqs.max.in.flight.requests";
  public static final String FIFO_ORDERING = "sqs.fifo.ordering";
  public static final String BUFFER_MAX_BYTES = "sqs.buffer.max.bytes";
  public static final String REQUEST_TIMEOUT_MS = "sqs.request.timeout.ms";
  public static final String DELIVERY_TIMEOUT_MS = "sqs.delivery.timeout.ms";
  public static final String RETRY_BACKOFF_MS = "sqs.retry.backoff.ms";
  public static final String RETRY_BACKOFF_MAX_MS = "sqs.retry.backoff.max.ms";
  public static final String RATE_LIMIT = "sqs.rate.limit.messages.per.second";
  public static final String REJECTED_IN_A_ROW_MAX = "sqs.rejected.in.a.row.max";
  public static final String VALIDATE_UNKNOWN_KEYS = "sqs.validate.unknown.keys";

  /** How many messages of a group one request to a FIFO queue may contain. */
  public enum FifoOrdering {
    STRICT,
    RELAXED
  }

  /** The same settings with one request in flight at a time. */
  public DeliverySettings oneAtATime() {
    return new DeliverySettings(
        batchMaxMessages,
        batchMaxBytes,
        lingerMs,
        1,
        fifoOrdering,
        bufferMaxBytes,
        requestTimeoutMs,
        deliveryTimeoutMs,
        retryBackoffMs,
        retryBackoffMaxMs,
        rateLimitMessagesPerSecond,
        rejectedInARowMax);
  }

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Delivery")
        .optional(
            BATCH_MAX_MESSAGES,
            Type.INT,
            10,
            Rules.between(1, 10),
            Importance.LOW,
            "Messages per request",
            "Limit of messages in one SendMessageBatch request.")
        .optional(
            BATCH_MAX_BYTES,
            Type.INT,
            MessageSettings.SQS_MAX_BYTES,
            Rules.between(1024, MessageSettings.SQS_MAX_BYTES),
            Importance.LOW,
            "Bytes per request",
            "Limit of bytes in one request, as SQS counts them.")
        .optional(
            LINGER_MS,
            Type.LONG,
            5L,
            Rules.between(0, 60_000),
            Importance.MEDIUM,
            "Linger",
            "How long the oldest message may wait for others to fill its request, in milliseconds. "
                + "0 sends after the records of each poll.")
        .optional(
            MAX_IN_FLIGHT,
            Type.INT,
            64,
            Rules.between(1, 1000),
            Importance.MEDIUM,
            "Requests in flight",
            "Limit of requests in flight per task, and of its HTTP connections.")
        .choice(
            FIFO_ORDERING,
            "strict",
            Importance.MEDIUM,
            "FIFO ordering",
            "How many messages of a group one request to a FIFO queue contains: strict one, relaxed several "
                + "consecutive ones. relaxed is faster, but if SQS fails one of them, the messages behind it "
                + "arrive before it. Both have one request per group in flight at a time.",
            "strict",
            "relaxed")
        .optional(
            BUFFER_MAX_BYTES,
            Type.LONG,
            33_554_432L,
            Rules.atLeast(1_048_576),
            Importance.MEDIUM,
            "Buffer",
            "Buffer of a task in bytes: records that are not yet delivered, by their raw size, and messages that wait "
                + "or are in flight. Above it the task pauses its partitions; below 80 % it resumes them.")
        .optional(
            REQUEST_TIMEOUT_MS,
            Type.LONG,
            10_000L,
            Rules.between(100, 300_000),
            Importance.LOW,
            "Request timeout",
            "Timeout of one request, in milliseconds. A request that times out is retried. So is a request that waits "
                + "for credentials as long.")
        .optional(
            DELIVERY_TIMEOUT_MS,
            Type.LONG,
            -1L,
            Rules.timeoutOrForever(),
            Importance.MEDIUM,
            "Delivery timeout",
            "Time after the first attempt for a message until the task stops, in milliseconds. The offset of the message "
                + "is not committed. -1 retries without limit.")
        .optional(
            RETRY_BACKOFF_MS,
            Type.LONG,
            100L,
            Rules.between(1, 60_000),
            Importance.LOW,
            "Retry backoff",
            "Base of the exponential backoff before a retry, in milliseconds.")
        .optional(
            RETRY_BACKOFF_MAX_MS,
            Type.LONG,
            20_000L,
            Rules.between(1, 600_000),
            Importance.LOW,
            "Longest retry backoff",
            "Limit of the backoff before a retry, in milliseconds.")
        .optional(
            RATE_LIMIT,
            Type.INT,
            0,
            Rules.atLeast(0),
            Importance.LOW,
            "Rate limit",
            "Limit of messages per second for a task, over all queues. 0 is no limit.")
        .optional(
            REJECTED_IN_A_ROW_MAX,
            Type.INT,
            100,
            Rules.countOrNever(),
            Importance.MEDIUM,
            "Rejected records in a row",
            "How many records since the start of a task may be rejected for one kind of reason while none is delivered; "
                + "then the task stops, because the configuration is the likely cause. Rejected records wait up to 10 "
                + "seconds for that decision. -1 never stops the task. Matters with errors.tolerance=all only.")
        .flag(
            VALIDATE_UNKNOWN_KEYS,
            true,
            Importance.LOW,
            "Check unknown keys",
            "Treat an unknown key under sqs., event., aws. or behavior.on. as an error if it differs by one or two letters "
                + "from a key of this connector. false only logs it.");
  }

  static DeliverySettings from(AbstractConfig config) {
    return new DeliverySettings(
        config.getInt(BATCH_MAX_MESSAGES),
        config.getInt(BATCH_MAX_BYTES),
        config.getLong(LINGER_MS),
        config.getInt(MAX_IN_FLIGHT),
        MessageSettings.word(FifoOrdering.class, config.getString(FIFO_ORDERING)),
        config.getLong(BUFFER_MAX_BYTES),
        config.getLong(REQUEST_TIMEOUT_MS),
        config.getLong(DELIVERY_TIMEOUT_MS),
        config.getLong(RETRY_BACKOFF_MS),
        config.getLong(RETRY_BACKOFF_MAX_MS),
        config.getInt(RATE_LIMIT),
        config.getInt(REJECTED_IN_A_ROW_MAX));
  }
}
