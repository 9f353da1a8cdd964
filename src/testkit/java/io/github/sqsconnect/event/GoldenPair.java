package io.github.sqsconnect.event;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.ReadableJson;
import io.github.sqsconnect.model.EventFormatModel;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.TestRecords;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record, its settings and its result, each in a file that people can read.
 *
 * <p>{@code CASE.record.json} is the value as text. {@code CASE.settings.properties} is optional;
 * its keys {@code record.key}, {@code record.header.NAME} and {@code record.timestamp} describe the
 * rest of the record. The result is {@code CASE.message.json}, an array in {@code
 * CASE.messages.json} if there are several messages, or {@code CASE.outcome.txt} with the word
 * {@code filtered} or the reason of a rejection. Numbers and the order of members are exact; white
 * space and escapes are only for the reader, because a body has only one form of them.
 */
record GoldenPair(String name) {
  static final Path FOLDER = Path.of("src", "test", "resources", "event-format");
  private static final String RECORD = ".record.json";

  static Stream<GoldenPair> all() {
    return ProjectFiles.list(FOLDER)
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith(RECORD))
        .sorted()
        .map(file -> new GoldenPair(file.substring(0, file.length() - RECORD.length())));
  }

  private Path file(String ending) {
    return FOLDER.resolve(name + ending);
  }

  private Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>();
    if (Files.exists(file(".settings.properties"))) {
      Properties properties = new Properties();
      String lines = ProjectFiles.read(file(".settings.properties"));
      Unchecked.run(() -> properties.load(new StringReader(lines)));
      properties.forEach((key, value) -> all.put((String) key, (String) value));
    }
    return all;
  }

  private Map<String, String> settings() {
    Map<String, String> settings = properties();
    settings.keySet().removeIf(key -> key.startsWith("record."));
    return settings;
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    properties()
        .forEach(
            (key, value) -> {
              if (key.startsWith("record.header.")) {
                headers.put(key.substring("record.header.".length()), value);
              }
            });
    return headers;
  }

  private RecordPosition position() {
    RecordPosition usual = TestRecords.POSITION;
    return properties().containsKey("record.timestamp")
        ? new RecordPosition(usual.topic(), usual.partition(), usual.offset(), null)
        : usual;
  }

  private SinkRecord sinkRecord() {
    SinkRecord record =
        TestRecords.record(
            position(), properties().get("record.key"), null, ProjectFiles.read(file(RECORD)));
    headers().forEach((header, value) -> record.headers().addString(header, value));
    return record;
  }

  private int maxBytes() {
    String limit = settings().get("sqs.message.max.bytes");
    return limit == null ? TestEventConverter.LIMIT : Integer.parseInt(limit);
  }

  /** The result of the connector. */
  Conversion converted() {
    return converted("structure");
  }

  /** The result of the connector with another validation, unless the files set one. */
  Conversion converted(String validation) {
    Map<String, String> settings = settings();
    settings.remove("sqs.message.max.bytes");
    settings.putIfAbsent("event.validation", validation);
    return TestEventConverter.under(settings).of(sinkRecord(), maxBytes());
  }

  /** The result of the model, without the reason of a rejection. */
  Outcome modelled() {
    Map<String, Json> headers = new TreeMap<>();
    headers().forEach((header, value) -> headers.put(header, Json.string(value)));
    RecordPosition at = position();
    EventFormatModel.Result result =
        new EventFormatModel(IdGenerator.NAMESPACE, settings())
            .convert(
                ProjectFiles.read(file(RECORD)),
                new EventFormatModel.Position(
                    at.topic(), at.partition(), at.offset(), at.timestamp()),
                new EventFormatModel.KeyAndHeaders(properties().get("record.key"), headers));
    return result instanceof EventFormatModel.Messages messages
        ? new Outcome(messages.bodies(), "")
        : new Outcome(
            List.of(), result instanceof EventFormatModel.Filtered ? "filtered" : "rejected");
  }

  /** The bodies, byte for byte, or why there are none. */
  record Outcome(List<String> bodies, String reason) {
    static Outcome of(Conversion conversion) {
      if (conversion instanceof Conversion.Rejected rejected) {
        return new Outcome(List.of(), "rejected: " + rejected.reason());
      }
      return conversion instanceof Conversion.Filtered
          ? new Outcome(List.of(), "filtered")
          : new Outcome(TestEventConverter.bodies(conversion), "");
    }
  }

  /** The result in the files. */
  Outcome golden() {
    if (Files.exists(file(".outcome.txt"))) {
      return new Outcome(List.of(), ProjectFiles.read(file(".outcome.txt")).strip());
    }
    if (Files.exists(file(".message.json"))) {
      return new Outcome(
          List.of(Json.parse(ProjectFiles.read(file(".message.json"))).canonical()), "");
    }
    Json.Arr messages = (Json.Arr) Json.parse(ProjectFiles.read(file(".messages.json")));
    return new Outcome(messages.elements().stream().map(Json::canonical).toList(), "");
  }

  /**
   * Writes the golden files of the cases that have none yet. Read them before you trust them; the
   * tests also compare them with the model.
   */
  public static void main(String[] arguments) {
    for (GoldenPair pair : all().toList()) {
      boolean there =
          Stream.of(".outcome.txt", ".message.json", ".messages.json")
              .anyMatch(ending -> Files.exists(pair.file(ending)));
      if (!there) {
        pair.write(Outcome.of(pair.converted()));
      }
    }
  }

  private void write(Outcome outcome) {
    if (outcome.bodies().isEmpty()) {
      ProjectFiles.write(file(".outcome.txt"), outcome.reason() + "\n");
    } else if (outcome.bodies().size() == 1) {
      ProjectFiles.write(file(".message.json"), readable(outcome.bodies().get(0)));
    } else {
      ProjectFiles.write(
          file(".messages.json"), readable("[" + String.join(",", outcome.bodies()) + "]"));
    }
  }

  private static String readable(String json) {
    return ReadableJson.of(Json.parse(json)) + "\n";
  }

  @Override
  public String toString() {
    return name.replace('-', ' ').toLowerCase(Locale.ROOT);
  }
}
