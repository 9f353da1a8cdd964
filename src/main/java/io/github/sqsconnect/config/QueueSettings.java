package io.github.sqsconnect.config;

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The queue, and how requests reach it. */
public record QueueSettings(
    String queue,
    Optional<String> region,
    Optional<String> endpoint,
    ProxySettings proxy,
    boolean validateConnection) {
  public static final String QUEUE_URL = "sqs.queue.url";
  public static final String REGION = "sqs.region";
  public static final String ENDPOINT_URL = "sqs.endpoint.url";
  public static final String VALIDATE_CONNECTION = "sqs.validate.connection";

  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Queue");
    group
        .required(
            QUEUE_URL,
            Type.STRING,
            Rules.notBlank("a queue URL or ARN"),
            Importance.HIGH,
            "Queue URL or ARN",
            "URL or ARN of the queue that receives the messages, for example "
                + "https://sqs.eu-west-1.amazonaws.com/123456789012/events or "
                + "arn:aws:sqs:eu-west-1:123456789012:events. An ARN needs no extra request.")
        .optional(
            REGION,
            Type.STRING,
            null,
            Rules.region(),
            Importance.MEDIUM,
            "Region",
            "AWS region for which requests are signed. Defaults to the region of the queue URL, then of the worker "
                + "(AWS_REGION, profile). An emulator usually needs it. It must not contradict the queue URL unless "
                + "sqs.endpoint.url is set.")
        .optional(
            ENDPOINT_URL,
            Type.STRING,
            null,
            Rules.notBlank("an http or https URL"),
            Importance.LOW,
            "Endpoint URL",
            "Endpoint for requests to SQS, instead of the host of the queue URL: a VPC endpoint, "
                + "a FIPS or dual-stack host, or an emulator.")
        .flag(
            VALIDATE_CONNECTION,
            true,
            Importance.LOW,
            "Check the connection",
            "Send one empty request on creation of the connector, to detect a wrong queue or bad credentials early. "
                + "It takes up to five seconds, sends no message, and needs only the permission sqs:SendMessage.");
    ProxySettings.define(group);
  }

  /** Whether it is a FIFO queue: the name ends in .fifo. */
  boolean isFifo() {
    return queue.trim().endsWith(".fifo");
  }

  static QueueSettings from(AbstractConfig config) {
    return new QueueSettings(
        config.getString(QUEUE_URL),
        Optional.ofNullable(config.getString(REGION)),
        Optional.ofNullable(config.getString(ENDPOINT_URL)),
        ProxySettings.from(config),
        config.getBoolean(VALIDATE_CONNECTION));
  }
}
