package io.github.sqsconnect.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The whole configuration: all sections in one definition, and the rules that span keys. */
public record SqsSinkConfig(
    QueueSettings queue,
    AwsSettings aws,
    MessageSettings message,
    EventSettings event,
    DeliverySettings delivery,
    IgnoredSettings ignored) {
  private static final String MPID = "${mpid}";

  /** Built once, because every check of a configuration reads it several times. */
  private static final ConfigDef DEFINITION = defined();

  /** The definition of every key, with the conditions under which user interfaces show it. */
  public static ConfigDef definition() {
    return DEFINITION;
  }

  /** When a key matters, such as "with a FIFO queue"; empty if it matters always. */
  public static Optional<String> condition(String key) {
    return Relevance.of(key).map(Relevance::condition);
  }

  private static ConfigDef defined() {
    ConfigDef definition = new ConfigDef();
    QueueSettings.define(definition);
    AwsSettings.define(definition);
    MessageSettings.define(definition);
    BodySettings.define(definition);
    EventSettings.define(definition);
    DeliverySettings.define(definition);
    return Relevance.applied(definition);
  }

  /**
   * Parses the properties of a connector.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a single key breaks its rule
   */
  public static SqsSinkConfig from(Map<String, @Nullable String> properties) {
    Map<String, String> slips = slips(properties);
    if (!slips.isEmpty()) {
      throw new ConfigException(String.join(" ", slips.values()));
    }
    AbstractConfig config =
        new AbstractConfig(
            definition(),
            BuiltInProviders.translated(withoutConfigProviders(ValuelessKeys.refused(properties))),
            false);
    return new SqsSinkConfig(
        QueueSettings.from(config),
        AwsSettings.from(config),
        MessageSettings.from(config),
        EventSettings.from(config),
        DeliverySettings.from(config),
        IgnoredSettings.of(config));
  }

  /**
   * Only the worker has config providers. Kafka's parser would also build those that the properties
   * name, and everybody who may create a connector could read files of the worker with them.
   */
  private static Map<String, String> withoutConfigProviders(Map<String, String> properties) {
    Map<String, String> rest = new HashMap<>(properties);
    rest.keySet().removeIf(key -> key.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG));
    return rest;
  }

  /** Values that are probably meant differently: the message by key. */
  public static Map<String, String> slips(Map<String, @Nullable String> properties) {
    Map<String, String> slips = new LinkedHashMap<>(PlainNumbers.errors(properties));
    slips.putAll(MisplacedTemplates.errors(properties));
    return slips;
  }

  /** Errors of keys for a built-in provider class: the message by key. */
  public static Map<String, String> providerErrors(Map<String, String> properties) {
    return BuiltInProviders.errors(properties);
  }

  /** Errors between keys: the message by the key to fix. */
  public Map<String, String> conflicts() {
    Map<String, String> conflicts = new LinkedHashMap<>(aws.conflicts());
    conflicts.putAll(ignored.conflicts(this));
    conflicts.putAll(queue.proxy().conflicts());
    conflicts.putAll(message.attributes().conflicts(message.format()));
    if (message.format() != MessageSettings.Format.EVENT_BATCH) {
      conflictsWithoutBatches(conflicts);
    }
    if (!queue.hasStandard() && message.delayMs() > 0) {
      conflicts.put(
          MessageSettings.DELAY_MS,
          "sqs.delay.ms = '"
              + message.delayMs()
              + "' with a FIFO queue, which supports no delay per message. Remove it, and set the delay of the queue.");
    }
    if (!queue.hasStandard() && message.delayHeader().isPresent()) {
      conflicts.put(
          MessageSettings.DELAY_HEADER,
          "sqs.delay.header is set, but the queue is a FIFO queue, which supports no delay per message. Remove it, and set"
              + " the delay of the queue.");
    }
    if (!queue.hasFifo() && message.deduplicationId().isPresent()) {
      conflicts.put(
          MessageSettings.DEDUPLICATION_ID,
          "sqs.message.deduplication.id is set, but the queue is not a FIFO queue: no name in sqs.queue.url and"
              + " sqs.queue.url.map ends in .fifo. Remove it, or set a FIFO queue.");
    }
    if (delivery.retryBackoffMaxMs() < delivery.retryBackoffMs()) {
      conflicts.put(
          DeliverySettings.RETRY_BACKOFF_MAX_MS,
          "sqs.retry.backoff.max.ms is below sqs.retry.backoff.ms. Set a value that is at least as large.");
    }
    if (delivery.batchMaxBytes() < message.maxBytes()) {
      conflicts.put(
          DeliverySettings.BATCH_MAX_BYTES,
          "sqs.batch.max.bytes is below sqs.message.max.bytes, so the largest message would not fit in any request. Raise"
              + " it, or lower sqs.message.max.bytes.");
    }
    return conflicts;
  }

  /** Settings that have no effect: the reason by key. */
  public Map<String, String> warnings() {
    return ignored.warnings(this);
  }

  private void conflictsWithoutBatches(Map<String, String> conflicts) {
    if (message.format() == MessageSettings.Format.RAW
        && message.nullValues() == MessageSettings.NullValues.EMPTY) {
      conflicts.put(
          MessageSettings.NULL_VALUES,
          "behavior.on.null.values = 'empty' cannot be used with sqs.message.format = 'raw', because a body cannot be"
              + " empty. Allowed: fail, ignore.");
    }
    if (message.groupId().orElse("").contains(MPID)) {
      conflicts.put(MessageSettings.GROUP_ID, withoutMpid(MessageSettings.GROUP_ID));
    }
    if (message.deduplicationId().orElse("").contains(MPID)) {
      conflicts.put(
          MessageSettings.DEDUPLICATION_ID, withoutMpid(MessageSettings.DEDUPLICATION_ID));
    }
  }

  private String withoutMpid(String key) {
    return key
        + " contains ${mpid}, which only event batches have, but sqs.message.format = '"
        + message.format().word()
        + "'. Use ${key}, ${header.NAME} or ${value.PATH}.";
  }
}
