package io.github.sqsconnect.config;

import io.github.sqsconnect.config.MessageSettings.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Settings that have no effect because of another setting. They are errors if the user would lose
 * something: data would be sent that should be removed, or records would be lost. Otherwise they
 * are warnings.
 *
 * @param changed keys of this connector whose value is not the default
 * @param providerKeys keys for a provider class
 * @param structuredConverter the value converter, if it returns structured data and no transform
 *     changes it to text or bytes
 * @param isFifoOrderingGiven whether the order of a FIFO queue is chosen, perhaps as the default
 * @param topics the topics that are read, if they are known
 */
record IgnoredSettings(
    Set<String> changed,
    Set<String> providerKeys,
    Optional<String> structuredConverter,
    boolean isFifoOrderingGiven,
    RoutedTopics topics) {
  private static final String VALUE_CONVERTER = "value.converter";
  private static final String TRANSFORMS = "transforms";
  private static final Set<String> STRUCTURED =
      Set.of("JsonConverter", "AvroConverter", "ProtobufConverter", "JsonSchemaConverter");

  static IgnoredSettings of(AbstractConfig config) {
    Set<String> changed = new TreeSet<>();
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      Object value = config.values().get(key.name);
      if (value != null && !value.equals(key.defaultValue)) {
        changed.add(key.name);
      }
    }
    Map<String, String> given = config.originalsStrings();
    Set<String> providerKeys = new TreeSet<>(given.keySet());
    providerKeys.removeIf(
        key -> !key.startsWith(ProviderSettings.PREFIX) || key.equals(ProviderSettings.CLASS));
    String converter = given.getOrDefault(VALUE_CONVERTER, "").trim();
    boolean transformed = !given.getOrDefault(TRANSFORMS, "").isBlank();
    return new IgnoredSettings(
        changed,
        providerKeys,
        Optional.of(converter)
            .filter(name -> !transformed)
            .filter(name -> STRUCTURED.contains(name.substring(name.lastIndexOf('.') + 1))),
        given.containsKey(DeliverySettings.FIFO_ORDERING),
        RoutedTopics.of(given));
  }

  /** The settings that are errors: the message by key. */
  Map<String, String> conflicts(SqsSinkConfig config) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    topics.conflicts(config.queue(), conflicts);
    if (config.message().format() != Format.EVENT_BATCH) {
      conflictsWithoutBatches(config.message().format(), conflicts);
    } else if (!mapsRecords(config)) {
      attributes(RecordSettings.ATTRIBUTES_INCLUDE, conflicts);
      attributes(RecordSettings.ATTRIBUTES_EXCLUDE, conflicts);
    }
    if (isFifoOrderingGiven && !config.queue().hasFifo()) {
      conflicts.put(
          DeliverySettings.FIFO_ORDERING,
          DeliverySettings.FIFO_ORDERING
              + " is set, but the queue is not a FIFO queue: no name in sqs.queue.url and sqs.queue.url.map ends in .fifo."
              + " Standard queues keep no order. Remove it, or set a FIFO queue.");
    }
    if (!changed.contains(ProviderSettings.CLASS)) {
      providerKeys.stream()
          .findFirst()
          .ifPresent(
              key ->
                  conflicts.put(
                      ProviderSettings.CLASS,
                      ProviderSettings.CLASS
                          + " is missing although "
                          + key
                          + " is set, which only that class reads. Set the class, or remove "
                          + key
                          + '.'));
    }
    return conflicts;
  }

  private void conflictsWithoutBatches(Format format, Map<String, String> conflicts) {
    structuredConverter
        .filter(converter -> format == Format.RAW)
        .ifPresent(
            converter ->
                conflicts.put(
                    MessageSettings.FORMAT,
                    "sqs.message.format = 'raw' sends text and bytes only, and value.converter = '"
                        + converter
                        + "' returns structured data, which would be rejected. Use sqs.message.format = 'json',"
                        + " 'envelope', 'cloudevents' or 'event-batch', or StringConverter or ByteArrayConverter."));
    for (String key : changed) {
      if (key.startsWith(EventSettings.PREFIX)) {
        conflicts.put(
            key,
            key
                + " has no effect with sqs.message.format = '"
                + format.word()
                + "', which sends every value unchanged, with everything"
                + " that this setting should remove or change. Use sqs.message.format = 'event-batch', or remove "
                + key
                + '.');
      }
    }
  }

  private void attributes(String key, Map<String, String> conflicts) {
    if (changed.contains(key)) {
      conflicts.put(
          key,
          key
              + " has no effect with event.input.format = 'batch' or 'event': it selects the attributes of plain records"
              + " and removes none from a batch or event. Use event.exclude.fields, or event.input.format ="
              + " 'auto' or 'record'.");
    }
  }

  private static boolean mapsRecords(SqsSinkConfig config) {
    EventSettings.InputFormat format = config.event().inputFormat();
    return format == EventSettings.InputFormat.AUTO || format == EventSettings.InputFormat.RECORD;
  }

  /** The settings that only have no effect: the reason by key. */
  Map<String, String> warnings(SqsSinkConfig config) {
    Map<String, String> warnings = new TreeMap<>();
    topics.warnings(config.queue(), warnings);
    Format format = config.message().format();
    if (format == Format.EVENT_BATCH && !mapsRecords(config)) {
      warnPrefix(RecordSettings.PREFIX, "event.input.format accepts no plain records", warnings);
    }
    warn(
        MessageSettings.INVALID_CHARACTERS,
        format != Format.RAW && !config.message().attributes().isUsed(),
        "it applies to sqs.message.format=raw and to message attributes only",
        warnings);
    boolean noHeaders = !config.message().attributes().copiesHeaders();
    String headersOff = "sqs.message.attributes.enabled is false";
    warn(AttributeSettings.HEADERS, noHeaders, headersOff, warnings);
    warn(AttributeSettings.OVERFLOW, noHeaders, headersOff, warnings);
    if (format == Format.EVENT_BATCH || format == Format.RAW) {
      warnPrefix(
          BodySettings.JSON_PREFIX,
          "it applies to sqs.message.format = json, envelope and cloudevents only",
          warnings);
    }
    if (format != Format.CLOUDEVENTS) {
      warnPrefix(
          BodySettings.CLOUDEVENTS_PREFIX,
          "it applies to sqs.message.format = cloudevents only",
          warnings);
    }
    boolean noRole = config.aws().role().arn().isEmpty();
    warn(RoleSettings.SESSION_NAME, noRole, "aws.sts.role.arn is not set", warnings);
    warn(RoleSettings.SESSION_DURATION_MS, noRole, "aws.sts.role.arn is not set", warnings);
    warn(
        MessageSettings.ID_NAMESPACE,
        config.message().hasIdTemplate(),
        "ids from the template in sqs.message.deduplication.id do not contain it: the template itself must differ between"
            + " two clusters",
        warnings);
    return warnings;
  }

  private void warnPrefix(String prefix, String why, Map<String, String> warnings) {
    changed.stream().filter(key -> key.startsWith(prefix)).forEach(key -> warnings.put(key, why));
  }

  private void warn(String key, boolean ineffective, String why, Map<String, String> warnings) {
    if (ineffective && changed.contains(key)) {
      warnings.put(key, why);
    }
  }
}
