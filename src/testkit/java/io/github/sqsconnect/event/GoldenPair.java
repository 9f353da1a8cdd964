package io.github.sqsconnect.event;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.model.EventFormatModel;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.TestRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record, the settings it meets, and what becomes of it, each in a file for people to read.
 *
 * <p>{@code CASE.record.json} is the value as text. {@code CASE.settings.properties} may stand
 * beside it; {@code record.key}, {@code record.header.NAME} and {@code record.timestamp} in it say
 * what stands beside the value. {@code CASE.message.json} is the message, {@code
 * CASE.messages.json} an array of them where there are several, {@code CASE.outcome.txt} the word
 * {@code filtered}, or the reason of a rejection. Numbers and the order of members in the messages
 * are exact; white space and escapes are for the reader, as a body has only one form of them.
 */
record GoldenPair(String name) {
  static final Path FOLDER = Path.of("src", "test", "resources", "event-format");
  private static final String RECORD = ".record.json";
  private static final int WIDEST = 100;

  static Stream<GoldenPair> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(RECORD))
          .sorted()
          .map(file -> new GoldenPair(file.substring(0, file.length() - RECORD.length())))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String ending) {
    return FOLDER.resolve(name + ending);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>();
    if (Files.exists(file(".settings.properties"))) {
      Properties properties = new Properties();
      try (var reader = Files.newBufferedReader(file(".settings.properties"))) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
        TestRecords.record(position(), properties().get("record.key"), null, read(file(RECORD)));
    headers().forEach((header, value) -> record.headers().addString(header, value));
    return record;
  }

  private int maxBytes() {
    String limit = settings().get("sqs.message.max.bytes");
    return limit == null ? Converting.LIMIT : Integer.parseInt(limit);
  }

  /** What the connector makes of the record. */
  Conversion converted() {
    Map<String, String> settings = settings();
    settings.remove("sqs.message.max.bytes");
    return Converting.under(settings).of(sinkRecord(), maxBytes());
  }

  /** What the model says, or that it rejects the record. */
  Outcome modelled() {
    Map<String, Json> headers = new TreeMap<>();
    headers().forEach((header, value) -> headers.put(header, Json.string(value)));
    RecordPosition at = position();
    EventFormatModel.Result result =
        new EventFormatModel(IdGenerator.NAMESPACE, settings())
            .convert(
                read(file(RECORD)),
                new EventFormatModel.Position(
                    at.topic(), at.partition(), at.offset(), at.timestamp()),
                new EventFormatModel.Beside(properties().get("record.key"), headers));
    return result instanceof EventFormatModel.Messages messages
        ? new Outcome(messages.bodies(), "")
        : new Outcome(
            List.of(), result instanceof EventFormatModel.Filtered ? "filtered" : "rejected");
  }

  /** Bodies byte for byte, or the word or reason why there are none. */
  record Outcome(List<String> bodies, String reason) {
    static Outcome of(Conversion conversion) {
      if (conversion instanceof Conversion.Rejected rejected) {
        return new Outcome(List.of(), "rejected: " + rejected.reason());
      }
      return conversion instanceof Conversion.Filtered
          ? new Outcome(List.of(), "filtered")
          : new Outcome(Converting.bodies(conversion), "");
    }
  }

  /** What the files say. */
  Outcome golden() {
    if (Files.exists(file(".outcome.txt"))) {
      return new Outcome(List.of(), read(file(".outcome.txt")).strip());
    }
    if (Files.exists(file(".message.json"))) {
      return new Outcome(List.of(Json.parse(read(file(".message.json"))).canonical()), "");
    }
    Json.Arr messages = (Json.Arr) Json.parse(read(file(".messages.json")));
    return new Outcome(messages.elements().stream().map(Json::canonical).toList(), "");
  }

  /**
   * Writes the golden files of the cases that have none yet. They are to be read before they are
   * believed; the model is asked as well when the tests run.
   */
  public static void main(String[] arguments) throws IOException {
    for (GoldenPair pair : all().toList()) {
      boolean there =
          Stream.of(".outcome.txt", ".message.json", ".messages.json")
              .anyMatch(ending -> Files.exists(pair.file(ending)));
      if (!there) {
        pair.write(Outcome.of(pair.converted()));
      }
    }
  }

  private void write(Outcome outcome) throws IOException {
    if (outcome.bodies().isEmpty()) {
      Files.writeString(file(".outcome.txt"), outcome.reason() + "\n");
    } else if (outcome.bodies().size() == 1) {
      Files.writeString(file(".message.json"), readable(outcome.bodies().get(0)));
    } else {
      Files.writeString(
          file(".messages.json"), readable("[" + String.join(",", outcome.bodies()) + "]"));
    }
  }

  /** The text over several lines, where it is too long for one. */
  private static String readable(String json) {
    StringBuilder out = new StringBuilder();
    readable(Json.parse(json), "", out);
    return out.append('\n').toString();
  }

  private static void readable(Json value, String indent, StringBuilder out) {
    String line = value.canonical();
    if (indent.length() + line.getBytes(StandardCharsets.UTF_8).length <= WIDEST
        || !(value instanceof Json.Obj || value instanceof Json.Arr)) {
      out.append(line);
      return;
    }
    List<String> heads = new ArrayList<>();
    List<Json> values = new ArrayList<>();
    if (value instanceof Json.Obj object) {
      for (Json.Member member : object.members()) {
        heads.add(Json.string(member.name()).canonical() + ": ");
        values.add(member.value());
      }
    } else {
      for (Json element : ((Json.Arr) value).elements()) {
        heads.add("");
        values.add(element);
      }
    }
    out.append(line.charAt(0));
    for (int i = 0; i < values.size(); i++) {
      out.append(i > 0 ? "," : "").append('\n').append(indent).append("  ").append(heads.get(i));
      readable(values.get(i), indent + "  ", out);
    }
    out.append('\n').append(indent).append(line.charAt(line.length() - 1));
  }

  @Override
  public String toString() {
    return name.replace('-', ' ').toLowerCase(Locale.ROOT);
  }
}
