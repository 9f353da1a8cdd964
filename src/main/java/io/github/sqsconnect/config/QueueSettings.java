package io.github.sqsconnect.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.jspecify.annotations.Nullable;

/**
 * The queues, and how requests reach them.
 *
 * @param queue the queue of topics that have none of their own
 * @param queueByTopic the queues of topics, in the order of the settings
 */
public record QueueSettings(
    String queue,
    Map<String, String> queueByTopic,
    Optional<String> region,
    Optional<String> endpoint,
    ProxySettings proxy,
    boolean validateConnection) {
  public static final String QUEUE_URL = "sqs.queue.url";
  public static final String QUEUE_URL_MAP = "sqs.queue.url.map";
  public static final String REGION = "sqs.region";
  public static final String ENDPOINT_URL = "sqs.endpoint.url";
  public static final String VALIDATE_CONNECTION = "sqs.validate.connection";

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Queue")
        .required(
            QUEUE_URL,
            Type.STRING,
            queueRule(),
            Importance.HIGH,
            "Queue URL or ARN",
            "URL or ARN of the queue that receives the messages, for example "
                + "https://sqs.eu-west-1.amazonaws.com/123456789012/events or "
                + "arn:aws:sqs:eu-west-1:123456789012:events. An ARN needs no extra request. The name at the end may "
                + "be a template with ${topic}, ${partition}, ${key}, ${header.NAME} or ${value.PATH}: then each record "
                + "chooses its queue.")
        .optional(
            QUEUE_URL_MAP,
            Type.LIST,
            List.of(),
            QueueMap.rule(),
            Importance.MEDIUM,
            "Queues of topics",
            "Queues of topics, as topic=queue pairs, for example orders=https://sqs.eu-west-1.amazonaws.com/123456789012/"
                + "orders.fifo. A queue is written as in sqs.queue.url, which is for all other topics. All queues must "
                + "have the same host and region. The topic is the one after transforms.")
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
            "Send one empty request on creation of the connector, to detect a wrong queue or bad credentials early: "
                + "one for each queue, at most 20. It takes up to five seconds, sends no message, and needs only the permission sqs:SendMessage.");
    ProxySettings.define(definition);
  }

  private static Validator queueRule() {
    Validator notBlank = Rules.notBlank("a queue URL or ARN");
    Validator template =
        Rules.withoutValue("a queue URL or ARN", value -> QueueReference.error((String) value));
    return new Validator() {
      @Override
      public void ensureValid(String name, @Nullable Object value) {
        notBlank.ensureValid(name, value);
        template.ensureValid(name, value);
      }

      @Override
      public String toString() {
        return notBlank.toString();
      }
    };
  }

  /** Whether any queue is a FIFO queue: its name ends in .fifo. */
  boolean hasFifo() {
    return queues().anyMatch(QueueReference::isFifo);
  }

  /** Whether any queue is a standard queue. */
  boolean hasStandard() {
    return queues().anyMatch(each -> !each.isFifo());
  }

  private Stream<QueueReference> queues() {
    return Stream.concat(Stream.of(queue), queueByTopic.values().stream()).map(QueueReference::of);
  }

  /** The FIFO queues in the settings of a connector, which may have errors. */
  public static List<String> fifoQueues(Map<String, String> settings) {
    List<String> fifo = new ArrayList<>();
    String map = settings.getOrDefault(QUEUE_URL_MAP, "");
    Stream.concat(
            Stream.of(settings.getOrDefault(QUEUE_URL, "")),
            Stream.of(map.split(",", -1)).map(pair -> pair.substring(pair.indexOf('=') + 1)))
        .map(QueueReference::of)
        .filter(QueueReference::isFifo)
        .forEach(queue -> fifo.add(queue.text()));
    return fifo;
  }

  static QueueSettings from(AbstractConfig config) {
    return new QueueSettings(
        config.getString(QUEUE_URL),
        QueueMap.of(config.getList(QUEUE_URL_MAP)),
        Optional.ofNullable(config.getString(REGION)),
        Optional.ofNullable(config.getString(ENDPOINT_URL)),
        ProxySettings.from(config),
        config.getBoolean(VALIDATE_CONNECTION));
  }
}
