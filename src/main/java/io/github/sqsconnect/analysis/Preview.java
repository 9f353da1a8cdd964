package io.github.sqsconnect.analysis;

import io.github.sqsconnect.ConfiguredQueues;
import io.github.sqsconnect.SqsSinkWiring;
import io.github.sqsconnect.config.Placeholders;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.ValuelessKeys;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * What a connector with a configuration makes of records. It uses the connector's own assembler, so
 * that the messages are those that a task sends.
 *
 * @param settings those that have a value
 * @param placeholders settings of the connector whose placeholders are used as they are written
 */
public record Preview(
    SqsSinkConfig config,
    Conversion conversion,
    MessageAssembler assembler,
    Map<String, String> settings,
    List<String> placeholders) {

  /**
   * What becomes of a record: what the connector makes of it if it receives it.
   *
   * @param assembly null if the connector does not receive the record
   */
  public record Outcome(
      ConsumerRecord<byte[], byte[]> raw,
      Conversion.Result conversion,
      @Nullable Assembly assembly) {
    /** Where the record is in Kafka. */
    public String position() {
      return raw.topic() + '-' + raw.partition() + '@' + raw.offset();
    }

    /** Why the record is rejected, by the connector or before it; null if it is not. */
    public @Nullable String rejection() {
      if (conversion instanceof Conversion.Failed failed) {
        return failed.key() + " fails: " + failed.reason();
      }
      return assembly instanceof Assembly.Rejected rejected ? rejected.reason() : null;
    }

    /** The record that the connector receives, or null. */
    public @Nullable SinkRecord received() {
      return conversion instanceof Conversion.Received received ? received.record() : null;
    }
  }

  /**
   * Prepares the classes that a task would have.
   *
   * @throws InvalidConfigException if the configuration has an error that affects messages
   */
  public static Preview of(Map<String, @Nullable String> given) {
    try {
      SqsSinkConfig config = SqsSinkConfig.from(given);
      config
          .conflicts()
          .forEach(
              (key, message) -> {
                throw new InvalidConfigException(message);
              });
      ConfiguredQueues.of(config.queue());
      Map<String, String> settings = ValuelessKeys.removed(given);
      return new Preview(
          config,
          conversion(settings),
          SqsSinkWiring.assembler(config),
          Map.copyOf(settings),
          Placeholders.in(settings).stream().filter(key -> !key.startsWith("aws.")).toList());
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InvalidConfigException(String.valueOf(e.getMessage()));
    }
  }

  private static Conversion conversion(Map<String, String> settings) {
    List<Finding> findings = new ArrayList<>();
    ConnectPlugins plugins = ConnectPlugins.of(settings, findings::add);
    if (!findings.isEmpty()) {
      throw new InputException(findings.get(0).message());
    }
    Converter value = plugins.value();
    if (value == null) {
      throw new InputException(
          "value.converter is not set, so the worker's default is used, which is unknown here. Set value.converter");
    }
    Converter key = plugins.key();
    return new Conversion(
        key == null ? textConverter() : key, value, plugins.headers(), plugins.transforms());
  }

  /** For keys, if the configuration names no converter. */
  private static Converter textConverter() {
    StringConverter converter = new StringConverter();
    converter.configure(Map.of(), true);
    return converter;
  }

  /** Converts one record to messages. */
  public Outcome of(ConsumerRecord<byte[], byte[]> raw) {
    Conversion.Result converted = conversion.of(raw);
    return new Outcome(
        raw,
        converted,
        converted instanceof Conversion.Received received
            ? assembler.assemble(received.record())
            : null);
  }
}
