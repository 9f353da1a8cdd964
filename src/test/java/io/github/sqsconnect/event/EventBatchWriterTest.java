package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.TestRecords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventBatchWriterTest {
  private static final int UNLIMITED = 1_048_576;
  private static final String EVENT = "{\"event_type\":\"custom_event\",\"data\":{}}";
  private static final String THREE =
      "{\"message_id\":\"own\",\"mpid\":7.0,\"events\":[%s,%s,%s]}".formatted(EVENT, EVENT, EVENT);

  @Test
  void batchThatFitsIsOneMessageWithItsOwnId() {
    MessageBody message = only(write(THREE, UNLIMITED, null));

    assertThat(message.text()).contains("\"message_id\":\"own\"");
    assertThat(message.events()).hasToString("0-2");
    assertThat(message.mpid()).isEqualTo("7");
  }

  @Test
  void batchFitsExactlyAndIsSplitWhenOneByteIsMissing() {
    int bytes = only(write(THREE, UNLIMITED, null)).text().length();

    assertThat(write(THREE, bytes, null)).hasSize(1);
    List<MessageBody> parts = write(THREE, bytes - 1, null);
    assertThat(parts).extracting(part -> part.events().toString()).containsExactly("0-1", "2");
    assertThat(parts)
        .allSatisfy(part -> assertThat(part.text().length()).isLessThan(bytes))
        .noneSatisfy(part -> assertThat(part.text()).contains("\"own\""));
  }

  /** All events in one message would have kept the id of the batch. */
  @Test
  void splitNeverJoinsAllEventsAlsoIfTheyFitUnderAShorterId() {
    String longId = THREE.replace("own", "o".repeat(100));
    int bytes = only(write(longId, UNLIMITED, null)).text().length();

    assertThat(write(longId, bytes - 1, null))
        .extracting(part -> part.events().toString())
        .containsExactly("0-1", "2");
  }

  @Test
  void eachEventIsAMessageIfTheSettingsSaySo() {
    assertThat(write(THREE, UNLIMITED, null, "event.send.as.batch", "false"))
        .extracting(part -> part.events().toString())
        .containsExactly("0", "1", "2");
  }

  @Test
  void batchWithoutEventsIsWrittenOnlyIfItIsKept() {
    assertThat(write("{\"events\":[]}", UNLIMITED, null)).isEmpty();

    assertThat(write(true, "{\"mpid\":1}", UNLIMITED, null)).hasSize(1);
  }

  @Test
  void eventThatDoesNotFitIsRejectedWithItsIndex() {
    assertThatThrownBy(() -> write(THREE, 100, null))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining("the event at /events/0 with its context needs")
        .hasMessageContaining("Allowed: 100 bytes");
    assertThatThrownBy(() -> write("{\"events\":[" + EVENT + "]}", 100, null))
        .hasMessageContaining("the event batch, which cannot be split,");
  }

  @Test
  void partOfARebuiltMessageGetsItsOwnId() {
    MessageBody refused = write(THREE, UNLIMITED, null, "event.send.as.batch", "false").get(1);

    MessageBody rebuilt = only(write(THREE, UNLIMITED, refused.events()));

    assertThat(rebuilt.events()).hasToString("1");
    assertThat(rebuilt.text()).isEqualTo(refused.text());
  }

  private static MessageBody only(List<MessageBody> messages) {
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private static List<MessageBody> write(
      String json, int maxBytes, @Nullable EventIndexes only, String... settings) {
    return write(false, json, maxBytes, only, settings);
  }

  private static List<MessageBody> write(
      boolean keepEventless,
      String json,
      int maxBytes,
      @Nullable EventIndexes only,
      String... settings) {
    JsonDocument document = ParsedJson.parse(json);
    RecordDocuments data = new RecordDocuments(document);
    data.reset(TestRecords.record(TestRecords.POSITION, null, null, json));
    EventBatchWriter writer =
        new EventBatchWriter(
            TestEventConverter.settings(settings), new IdGenerator(""), data.content());
    writer.begin();
    writer.batch().reset(document, document.root(), JsonDocument.NONE, TestRecords.POSITION, 0, 0);
    List<MessageBody> messages = new ArrayList<>();
    writer.write(keepEventless, BodyLimits.of(maxBytes), only, messages);
    return messages;
  }
}
