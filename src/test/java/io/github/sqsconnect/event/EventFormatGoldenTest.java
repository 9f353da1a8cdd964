package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.ForwardingSettings;
import io.github.sqsconnect.config.RecordSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.generators.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format by example: what is in {@code event-format/} is what users get, byte for byte. */
class EventFormatGoldenTest {
  private static final Path CONTRACT = GoldenPair.FOLDER.resolve("ids-and-bytes.txt");

  static Stream<GoldenPair> pairs() {
    return GoldenPair.all();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void recordBecomesWhatTheFilesSay(GoldenPair pair) {
    assertThat(GoldenPair.Outcome.of(pair.converted())).isEqualTo(pair.golden());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void modelSaysTheSame(GoldenPair pair) {
    GoldenPair.Outcome modelled = pair.modelled();
    assertThat(modelled.bodies()).isEqualTo(pair.golden().bodies());
    assertThat(pair.golden().reason()).startsWith(modelled.reason());
  }

  /**
   * Ids and bytes of all messages, one per line: case, message_id, batch_id, the event_ids, length,
   * SHA-256 of the body. Consumers recognise duplicates by these ids, across versions of the
   * connector, so a change here needs a new major version.
   */
  @Test
  void idsAndBytesAreThoseOfEveryEarlierVersion() throws IOException {
    assertThat(contract()).isEqualTo(Files.readAllLines(CONTRACT));
  }

  private static List<String> contract() {
    List<String> lines = new ArrayList<>();
    pairs()
        .forEach(
            pair ->
                GoldenPair.Outcome.of(pair.converted())
                    .bodies()
                    .forEach(body -> lines.add(pair.name() + " " + identified(body))));
    return lines;
  }

  private static String identified(String body) {
    Json.Obj message = (Json.Obj) Json.parse(body);
    String events =
        ((Json.Arr) message.get("events").orElseThrow())
            .elements().stream()
                .map(event -> event instanceof Json.Obj object ? member(object, "data") : event)
                .map(data -> data instanceof Json.Obj object ? member(object, "event_id") : data)
                .map(Json::canonical)
                .collect(Collectors.joining(","));
    return String.join(
        " ",
        member(message, "message_id").canonical(),
        member(message, "batch_id").canonical(),
        "[" + events + "]",
        Integer.toString(body.getBytes(StandardCharsets.UTF_8).length),
        sha256(body));
  }

  private static Json member(Json.Obj object, String name) {
    return object.get(name).orElse(Json.NULL);
  }

  private static String sha256(String body) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Test
  void everyEventTypeHasAPair() {
    assertThat(names())
        .containsAll(
            RecordSettings.EVENT_TYPES.stream()
                .map(type -> "type-" + type.replace('_', '-'))
                .toList());
  }

  @Test
  void everySettingOfTheFormatHasAPair() throws IOException {
    Set<String> tried = new TreeSet<>();
    try (Stream<Path> files = Files.list(GoldenPair.FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".properties")).toList()) {
        Files.readAllLines(file).forEach(line -> tried.add(line.replaceFirst("=.*", "")));
      }
    }
    Set<String> keys =
        SqsSinkConfig.definition().names().stream()
            .filter(key -> key.startsWith("event."))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).contains(ForwardingSettings.EXCLUDE_FIELDS, RecordSettings.DEVICE);
    assertThat(tried).containsAll(keys);
  }

  @Test
  void everyGoldenFileBelongsToARecord() throws IOException {
    try (Stream<Path> files = Files.list(GoldenPair.FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.equals(CONTRACT.getFileName().toString()))
                  .map(file -> file.substring(0, file.indexOf('.')))
                  .collect(Collectors.toSet()))
          .isEqualTo(names());
    }
  }

  private static Set<String> names() {
    return pairs().map(GoldenPair::name).collect(Collectors.toCollection(TreeSet::new));
  }
}
