package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.InputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The records of a command. Their values come from a file, one a line, and the options say what
 * they have in common; or they come from Kafka as they are.
 */
final class RecordOptions {
  /** Kafka's default limit is 1 MiB; no message batch needs more. */
  private static final int MOST_BYTES_OF_LINE = 64 << 20;

  private static final int BEGINNING_BYTES = 8_192;
  private static final String ALLOWED = "Allowed: one value a line";

  private static final String STANDARD_INPUT = "-";
  static final String FILE =
      "one value a line, as its bytes are in Kafka; - or nothing reads standard input";

  private static final String DEFAULT_TOPIC = "topic";

  @Option(names = "--key", paramLabel = "TEXT", description = "key of the records; none by default")
  private @Nullable String key;

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "header of the records; can be repeated")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "topic of the records; by default the first of topics")
  private @Nullable String topic;

  @Option(
      names = "--partition",
      paramLabel = "NUMBER",
      description = "partition of the records; 0 by default")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "NUMBER",
      description =
          "offset of the first record; 0 by default. The offset is a part of generated ids")
  private @Nullable Long offset;

  @Option(
      names = "--timestamp",
      paramLabel = "MILLIS",
      description = "timestamp of the records in milliseconds since 1970; now by default")
  private @Nullable Long timestamp;

  @Mixin private TopicOptions fromTopic;

  /**
   * Reads the records, one after the other.
   *
   * @param file one value a line; - or null is standard input
   * @throws InputException if they cannot be read
   */
  void forEach(
      @Nullable String file,
      Map<String, @Nullable String> settings,
      Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    if (topic != null && topic.isBlank()) {
      throw new InputException("--topic is blank. Set a name, or remove it");
    }
    if (fromTopic.areUsed()) {
      refuseOptionsOfFile(file);
      fromTopic.read(topic, settings).forEach(consumer);
    } else {
      forEachLine(file == null ? STANDARD_INPUT : file, settings, consumer);
    }
  }

  private void refuseOptionsOfFile(@Nullable String file) {
    Stream.of(
            file == null ? "" : "the file " + file,
            key == null ? "" : "--key",
            headers.isEmpty() ? "" : "--header",
            partition == null ? "" : "--partition",
            offset == null ? "" : "--offset",
            timestamp == null ? "" : "--timestamp")
        .filter(given -> !given.isEmpty())
        .findFirst()
        .ifPresent(
            given -> {
              throw new InputException(
                  "--from-topic cannot be used with "
                      + given
                      + ": records are read from Kafka as they are. Remove one of them");
            });
  }

  private void forEachLine(
      String file,
      Map<String, @Nullable String> settings,
      Consumer<ConsumerRecord<byte[], byte[]>> consumer) {
    refuseNegative("--partition", partition);
    refuseNegative("--offset", offset);
    refuseNegative("--timestamp", timestamp);
    long ofTimestamp = timestamp == null ? System.currentTimeMillis() : timestamp;
    RecordHeaders parsed = new RecordHeaders(headers.stream().map(RecordOptions::header).toList());
    String ofTopic = topic == null ? firstTopic(settings) : topic;
    byte[] ofKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
    try (InputStream in = new BufferedInputStream(open(file))) {
      refuseBinary(name, in);
      long next = offset == null ? 0 : offset;
      int line = 1;
      for (byte[] value = line(name, in, line); value != null; value = line(name, in, ++line)) {
        if (value.length > 0) {
          consumer.accept(record(ofTopic, next++, ofTimestamp, ofKey, value, parsed));
        }
      }
    } catch (IOException e) {
      throw new InputException(name + " cannot be read: " + e.getMessage());
    }
  }

  private static void refuseNegative(String option, @Nullable Number number) {
    if (number != null && number.longValue() < 0) {
      throw new InputException(
          option + ' ' + number + " is out of range. Allowed: 0 or more, as in Kafka");
    }
  }

  private ConsumerRecord<byte[], byte[]> record(
      String ofTopic,
      long ofOffset,
      long ofTimestamp,
      byte @Nullable [] ofKey,
      byte[] value,
      Headers ofHeaders) {
    return new ConsumerRecord<>(
        ofTopic,
        partition == null ? 0 : partition,
        ofOffset,
        ofTimestamp,
        TimestampType.CREATE_TIME,
        ofKey == null ? ConsumerRecord.NULL_SIZE : ofKey.length,
        value.length,
        ofKey,
        value,
        ofHeaders,
        Optional.empty());
  }

  private static InputStream open(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return System.in;
    }
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw new InputException(file + " does not exist");
    }
    if (Files.isDirectory(path)) {
      throw new InputException(file + " is a folder. Allowed: a file with one value a line");
    }
    return Files.newInputStream(path);
  }

  /** Text has no zero bytes. The beginning is read before any record is shown. */
  private static void refuseBinary(String name, InputStream in) throws IOException {
    byte[] beginning = new byte[BEGINNING_BYTES];
    in.mark(BEGINNING_BYTES);
    int length = in.read(beginning);
    in.reset();
    for (int i = 0; i < length; i++) {
      if (beginning[i] == 0) {
        throw new InputException(name + " is not text: it has zero bytes. " + ALLOWED);
      }
    }
  }

  /** The next line without its end, or null. */
  private static byte @Nullable [] line(String name, InputStream in, int number)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == MOST_BYTES_OF_LINE) {
        throw new InputException(name + ": line " + number + " is longer than 64 MiB. " + ALLOWED);
      }
      line.write(next);
    }
    byte[] bytes = line.toByteArray();
    boolean hasReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
    return hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }

  private static Header header(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new InputException("--header " + pair + " is not a header. Allowed: NAME=VALUE");
    }
    return new RecordHeader(
        pair.substring(0, equals), pair.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
  }

  private static String firstTopic(Map<String, @Nullable String> settings) {
    String topics = settings.get("topics");
    String first = topics == null ? "" : topics.split(",", 2)[0].trim();
    return first.isEmpty() ? DEFAULT_TOPIC : first;
  }
}
