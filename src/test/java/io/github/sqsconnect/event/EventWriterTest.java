package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.TestRecords;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventWriterTest {
  private static final String ADDED =
      "\"timestamp_unixtime_ms\":1,\"event_id\":2,\"event_start_unixtime_ms\":3";
  private static final String CUSTOM = "{\"data\":{" + ADDED + "},\"event_type\":\"custom_event\"}";
  private static final String SCREEN = "{\"data\":{" + ADDED + "},\"event_type\":\"screen_view\"}";

  @Test
  void filteredEventsAreLeftOutAndIndexesStayOriginal() {
    EventWriter writer =
        write(
            "[" + SCREEN + "," + CUSTOM + "," + CUSTOM + "]",
            null,
            "event.send.screen.views",
            "false");

    assertThat(writer.count()).isEqualTo(2);
    assertThat(writer.survivorIndexes()).hasToString("1-2");
    assertThat(writer.indexes(1, 2)).hasToString("2");
    assertThat(copied(writer, 0, 2)).isEqualTo(CUSTOM + "," + CUSTOM);
  }

  @Test
  void onlyWantedEventsAreWrittenButAllSurvivorsAreCounted() {
    IntList last = new IntList();
    last.add(1);
    EventWriter writer = write("[" + CUSTOM + "," + SCREEN + "]", EventIndexes.of(0, last, 0, 1));

    assertThat(writer.count()).isEqualTo(1);
    assertThat(writer.survivorCount()).isEqualTo(2);
    assertThat(copied(writer, 0, 1)).isEqualTo(SCREEN);
  }

  @Test
  void sizeCountsTheCommasBetweenTheEvents() {
    EventWriter writer = write("[" + CUSTOM + "," + SCREEN + "," + CUSTOM + "]", null);

    for (int from = 0; from <= 3; from++) {
      for (int to = from; to <= 3; to++) {
        assertThat(writer.size(from, to)).isEqualTo(copied(writer, from, to).length());
      }
    }
  }

  @Test
  void missingTimeAndIdAreAddedToTheData() {
    EventWriter writer = write("[{\"event_type\":\"custom_event\",\"data\":{\"a\":1}}]", null);

    assertThat(copied(writer, 0, 1))
        .matches(
            "\\{\"data\":\\{\"a\":1,\"timestamp_unixtime_ms\":1764025200123,\"event_id\":-?\\d+,"
                + "\"event_start_unixtime_ms\":1764025200123},\"event_type\":\"custom_event\"}");
  }

  @Test
  void eventThatIsNoObjectIsCopied() {
    assertThat(copied(write("[1,\"x\"]", null), 0, 2)).isEqualTo("1,\"x\"");
  }

  @Test
  void locationIsThatOfTheFirstEventWithBothCoordinates() {
    String events =
        """
        [{"data":{"location":{"latitude":1}}},
         {"data":{"location":{"latitude":2,"longitude":2}}},
         {"data":{"location":{"latitude":3,"longitude":3}}}]""";
    JsonDocument document = batch(events);

    EventWriter writer = write(document, null, "event.include.batch.location", "true");
    assertThat(document.literal(writer.location())).startsWith("{\"latitude\":2");
    assertThat(write(document, null, "event.include.batch.location", "false").location())
        .isEqualTo(JsonDocument.NONE);
  }

  private static EventWriter write(
      String events, @Nullable EventIndexes wanted, String... settings) {
    return write(batch(events), wanted, settings);
  }

  private static EventWriter write(
      JsonDocument document, @Nullable EventIndexes wanted, String... keysAndValues) {
    EventSettings settings = TestEventConverter.settings(keysAndValues);
    RecordDocuments data = new RecordDocuments(document);
    data.reset(TestRecords.record(TestRecords.POSITION, null, null, ""));
    SourceBatch batch = new SourceBatch();
    batch.reset(document, document.root(), JsonDocument.NONE, TestRecords.POSITION, 0, 0);
    EventWriter writer =
        new EventWriter(
            settings.forwarding(),
            new BatchRules(settings),
            null,
            new IdGenerator(""),
            data.content());
    writer.write(batch, wanted);
    return writer;
  }

  private static JsonDocument batch(String events) {
    return ParsedJson.parse("{\"events\":" + events + "}");
  }

  private static String copied(EventWriter writer, int from, int to) {
    JsonBuffer out = new JsonBuffer();
    writer.copy(from, to, out);
    return out.text(0);
  }
}
