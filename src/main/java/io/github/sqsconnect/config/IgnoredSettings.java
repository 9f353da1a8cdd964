package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Settings that another setting makes ineffective. Where the user would lose what he set them for,
 * data that must not be sent or records that must not be lost, they are refused; where they only do
 * nothing, they are warned of.
 *
 * @param changed keys of ours whose value is not their default
 * @param providerKeys keys for a provider class
 * @param structuredConverter the value converter, where it makes structured data that no transform
 *     turns into text or bytes
 */
record IgnoredSettings(
    Set<String> changed, Set<String> providerKeys, Optional<String> structuredConverter) {
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
            .filter(name -> STRUCTURED.contains(name.substring(name.lastIndexOf('.') + 1))));
  }

  /** What is refused: the key the message belongs to, and the message. */
  Map<String, String> conflicts(SqsSinkConfig config) {
    Map<String, String> conflicts = new LinkedHashMap<>();
    if (config.message().format() == MessageSettings.Format.RAW) {
      rawConflicts(conflicts);
    } else if (!mapsRecords(config)) {
      attributes(RecordSettings.ATTRIBUTES_INCLUDE, conflicts);
      attributes(RecordSettings.ATTRIBUTES_EXCLUDE, conflicts);
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
                          + " is set, which only that class reads. Name the class, or leave "
                          + key
                          + " out."));
    }
    return conflicts;
  }

  private void rawConflicts(Map<String, String> conflicts) {
    structuredConverter.ifPresent(
        converter ->
            conflicts.put(
                MessageSettings.FORMAT,
                "sqs.message.format = 'raw' sends text and bytes only, and value.converter = '"
                    + converter
                    + "' makes structured data, which would be rejected. Use StringConverter or ByteArrayConverter, or"
                    + " sqs.message.format = 'event-batch'."));
    for (String key : changed) {
      if (key.startsWith("event.")) {
        conflicts.put(
            key,
            key
                + " has no effect with sqs.message.format = 'raw', which sends every value as it is, with everything"
                + " that this setting should leave out or change. Use sqs.message.format = 'event-batch', or leave "
                + key
                + " out.");
      }
    }
  }

  private void attributes(String key, Map<String, String> conflicts) {
    if (changed.contains(key)) {
      conflicts.put(
          key,
          key
              + " has no effect with event.input.format = 'batch' or 'event': it chooses the attributes of plain records"
              + " and removes none from a batch or event. Use event.exclude.fields, or event.input.format ="
              + " 'auto' or 'record'.");
    }
  }

  private static boolean mapsRecords(SqsSinkConfig config) {
    EventSettings.InputFormat format = config.event().inputFormat();
    return format == EventSettings.InputFormat.AUTO || format == EventSettings.InputFormat.RECORD;
  }

  /** What does nothing and does no harm: the key, and why. */
  Map<String, String> warnings(SqsSinkConfig config) {
    Map<String, String> warnings = new TreeMap<>();
    boolean raw = config.message().format() == MessageSettings.Format.RAW;
    if (!raw && !mapsRecords(config)) {
      changed.stream()
          .filter(key -> key.startsWith("event.record."))
          .forEach(key -> warnings.put(key, "event.input.format accepts no plain records"));
    }
    warn(MessageSettings.INVALID_CHARACTERS, !raw, "it is for sqs.message.format=raw", warnings);
    warn(
        DeliverySettings.FIFO_ORDERING,
        !config.queue().isFifo(),
        "the queue is not a FIFO queue",
        warnings);
    boolean noRole = config.aws().role().arn().isEmpty();
    warn(RoleSettings.SESSION_NAME, noRole, "there is no aws.sts.role.arn", warnings);
    warn(RoleSettings.SESSION_DURATION_MS, noRole, "there is no aws.sts.role.arn", warnings);
    warn(
        MessageSettings.ID_NAMESPACE,
        config.message().hasIdTemplate(),
        "ids from the template in sqs.message.deduplication.id do not contain it: the template must differ for the records"
            + " of two clusters",
        warnings);
    return warnings;
  }

  private void warn(String key, boolean ineffective, String why, Map<String, String> warnings) {
    if (ineffective && changed.contains(key)) {
      warnings.put(key, why);
    }
  }
}
