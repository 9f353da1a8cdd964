package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.Conversion;
import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.config.Placeholders;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Records that a command reads from Kafka instead of a file. */
final class TopicOptions {
  private static final int MOST_RECORDS = 10_000;
  private static final String OVERRIDE = "consumer.override.";

  @Option(
      names = "--from-topic",
      paramLabel = "N",
      description =
          "read the last N records of the configured topics, or of --topic, from Kafka; commits nothing")
  private @Nullable Integer count;

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "where --from-topic connects")
  private @Nullable String server;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "properties for the client of --from-topic, such as those of TLS and SASL")
  private @Nullable Path clientSettings;

  /**
   * Whether records are read from Kafka.
   *
   * @throws InputException if only a part of the options is given
   */
  boolean areUsed() {
    if (count == null) {
      if (server != null || clientSettings != null) {
        throw new InputException(
            (server != null ? "--bootstrap-server" : "--command-config")
                + " has no effect without --from-topic N. Add it");
      }
      return false;
    }
    if (count < 1 || count > MOST_RECORDS) {
      throw new InputException(
          "--from-topic " + count + " is out of range. Allowed: 1 to " + MOST_RECORDS);
    }
    if (server == null) {
      throw new InputException("--from-topic needs a broker. Add --bootstrap-server HOST:PORT");
    }
    return true;
  }

  /**
   * Reads the records.
   *
   * @param topic if it is not null, only this one is read
   * @throws InputException if there are none
   */
  List<ConsumerRecord<byte[], byte[]>> read(
      @Nullable String topic, Map<String, @Nullable String> settings) {
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client(settings))) {
      TopicReader reader = new TopicReader(consumer);
      List<TopicPartition> partitions = partitions(reader, topic, settings);
      List<ConsumerRecord<byte[], byte[]>> records =
          reader.newest(count == null ? 0 : count, partitions);
      if (records.isEmpty()) {
        Stream<String> topics = partitions.stream().map(TopicPartition::topic).distinct().sorted();
        throw new InputException("no records in " + String.join(", ", topics.toList()));
      }
      return records;
    } catch (TimeoutException e) {
      throw new InputException(
          "Kafka at "
              + server
              + " does not respond within "
              + TopicReader.LIMIT.toSeconds()
              + " s. Check --bootstrap-server, and the settings of TLS and SASL in --command-config");
    } catch (KafkaException e) {
      throw new InputException("Kafka at " + server + ": " + Conversion.reason(e));
    } catch (LinkageError e) {
      throw new InputException(
          "Kafka's client needs a class that is missing: "
              + e.getMessage()
              + ". Add the jar that contains it to CLASSPATH");
    }
  }

  private static List<TopicPartition> partitions(
      TopicReader reader, @Nullable String topic, Map<String, @Nullable String> settings) {
    String topics = topic == null ? settings.get("topics") : topic;
    if (topics != null && !topics.isBlank()) {
      return reader.partitions(
          Stream.of(topics.split(",", -1)).map(String::trim).filter(n -> !n.isEmpty()).toList());
    }
    String regex = settings.get("topics.regex");
    if (regex == null) {
      throw new InputException("the configuration has no topics. Add --topic NAME");
    }
    try {
      List<TopicPartition> found = reader.partitions(Pattern.compile(regex).asMatchPredicate());
      if (found.isEmpty()) {
        throw new InputException("no topic matches topics.regex = " + regex);
      }
      return found;
    } catch (PatternSyntaxException e) {
      throw new InputException("topics.regex is not a pattern: " + e.getDescription());
    }
  }

  /** The settings of the given file, those of the configuration, and those that keep it reading. */
  private Map<String, Object> client(Map<String, @Nullable String> settings) {
    Map<String, @Nullable String> client =
        new HashMap<>(clientSettings == null ? Map.of() : ConfigFile.read(clientSettings));
    settings.forEach(
        (key, value) -> {
          String own = key.startsWith(OVERRIDE) ? key.substring(OVERRIDE.length()) : "";
          if (!own.isEmpty() && !client.containsKey(own)) {
            refusePlaceholder(key, own, value);
            client.put(own, value);
          }
        });

    client.keySet().removeIf(key -> key.startsWith("group."));
    client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, server);
    client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    client.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(TopicReader.LIMIT.toMillis()));
    return new HashMap<>(client);
  }

  private static void refusePlaceholder(String key, String own, @Nullable String value) {
    if (Placeholders.areIn(value)) {
      throw new InputException(
          key
              + " has a placeholder, which only the worker replaces. Set "
              + own
              + " in a file, and add --command-config FILE");
    }
  }
}
