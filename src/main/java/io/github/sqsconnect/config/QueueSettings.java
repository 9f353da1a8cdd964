package io.github.sqsconnect.config;

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Where messages go: the queue and the address it is reached at. */
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
                + "arn:aws:sqs:eu-west-1:123456789012:events. An ARN needs no lookup.")
        .optional(
            REGION,
            Type.STRING,
            null,
            Rules.region(),
            Importance.MEDIUM,
            "Region",
            "AWS region that requests are signed for. Needed when neither the queue URL nor the worker's environment "
                + "(AWS_REGION, profile) names it, as with an emulator. It must not contradict the queue URL unless an "
                + "endpoint is given.")
        .optional(
            ENDPOINT_URL,
            Type.STRING,
            null,
            Rules.notBlank("an http or https URL"),
            Importance.LOW,
            "Endpoint URL",
            "Address that requests are sent to in place of the one the queue URL names: a VPC endpoint, "
                + "a FIPS or dual-stack host, or an emulator.")
        .flag(
            VALIDATE_CONNECTION,
            true,
            Importance.LOW,
            "Check the connection",
            "Whether creating the connector sends one empty request, to find a wrong queue or wrong credentials "
                + "at once. It takes a few seconds at most, sends no message, and needs no permission "
                + "but sqs:SendMessage.");
    ProxySettings.define(group);
  }

  /** Whether it keeps order: the name says so, and no call is needed to know. */
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
