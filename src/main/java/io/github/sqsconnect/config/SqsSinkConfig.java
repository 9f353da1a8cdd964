package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** All sections joined into one definition, and the rules that span keys. */
public record SqsSinkConfig(
    QueueSettings queue,
    AwsSettings aws,
    MessageSettings message,
    EventSettings event,
    DeliverySettings delivery,
    IgnoredSettings ignored) {
  private static final String MPID = "${mpid}";

  /** The definition of every key. */
  public static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    QueueSettings.define(definition);
    AwsSettings.define(definition);
    MessageSettings.define(definition);
    EventSettings.define(definition);
    DeliverySettings.define(definition);
    return definition;
  }

  /**
   * Reads what the user said.
   *
   * @throws org.apache.kafka.common.config.ConfigException if a single key breaks its rule
   */
  public static SqsSinkConfig from(Map<String, @Nullable String> properties) {
    AbstractConfig config =
        new AbstractConfig(
            definition(), BuiltInProviders.translated(ValuelessKeys.refused(properties)), false);
    return new SqsSinkConfig(
        QueueSettings.from(config),
        AwsSettings.from(config),
        MessageSettings.from(config),
        EventSettings.from(config),
        DeliverySettings.from(config),
        IgnoredSettings.of(config));
  }

  /** What is wrong with keys for a provider class that is built in: the key, and the message. */
  public static Map<String, String> providerComplaints(Map<String, String> properties) {
    return BuiltInProviders.complaints(properties);
  }

  /** What is wrong between keys: the key the message belongs to, and the message. */
  public Map<String, String> conflicts() {
    Map<String, String> conflicts = new LinkedHashMap<>(aws.conflicts());
    conflicts.putAll(ignored.conflicts(this));
    conflicts.putAll(queue.proxy().conflicts());
    if (message.format() == MessageSettings.Format.RAW) {
      rawConflicts(conflicts);
    }
    if (queue.isFifo() && message.delayMs() > 0) {
      conflicts.put(
          MessageSettings.DELAY_MS,
          "sqs.delay.ms = '"
              + message.delayMs()
              + "' with a FIFO queue, which takes no delay by message. Leave it out, and set the delay of the queue.");
    }
    if (!queue.isFifo() && message.deduplicationId().isPresent()) {
      conflicts.put(
          MessageSettings.DEDUPLICATION_ID,
          "sqs.message.deduplication.id is set, but sqs.queue.url names no FIFO queue (the name does not end in"
              + " .fifo). Leave it out, or name a FIFO queue.");
    }
    if (delivery.retryBackoffMaxMs() < delivery.retryBackoffMs()) {
      conflicts.put(
          DeliverySettings.RETRY_BACKOFF_MAX_MS,
          "sqs.retry.backoff.max.ms is below sqs.retry.backoff.ms. Give a value that is at least as large.");
    }
    if (delivery.batchMaxBytes() < message.maxBytes()) {
      conflicts.put(
          DeliverySettings.BATCH_MAX_BYTES,
          "sqs.batch.max.bytes is below sqs.message.max.bytes, so the largest message would fit in no request. Raise"
              + " it, or lower sqs.message.max.bytes.");
    }
    return conflicts;
  }

  /** Settings that have no effect and do no harm: the key, and why. */
  public Map<String, String> warnings() {
    return ignored.warnings(this);
  }

  private void rawConflicts(Map<String, String> conflicts) {
    if (message.nullValues() == MessageSettings.NullValues.EMPTY) {
      conflicts.put(
          MessageSettings.NULL_VALUES,
          "behavior.on.null.values = 'empty' makes no sense with sqs.message.format = 'raw', whose bodies cannot be"
              + " empty. Allowed: fail, ignore.");
    }
    if (message.groupId().orElse("").contains(MPID)) {
      conflicts.put(MessageSettings.GROUP_ID, noUser(MessageSettings.GROUP_ID));
    }
    if (message.deduplicationId().orElse("").contains(MPID)) {
      conflicts.put(MessageSettings.DEDUPLICATION_ID, noUser(MessageSettings.DEDUPLICATION_ID));
    }
  }

  private static String noUser(String key) {
    return key
        + " holds ${mpid}, which only event batches have, but sqs.message.format = 'raw'. Use ${key}, ${header.NAME} or"
        + " ${value.PATH}.";
  }
}
