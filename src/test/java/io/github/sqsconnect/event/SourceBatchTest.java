package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.Int64Form;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.MemberRules;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.TestRecords;
import org.junit.jupiter.api.Test;

class SourceBatchTest {
  private static final RecordPosition WITHOUT_TIME = new RecordPosition("orders", 3, 41, null);

  private final SourceBatch batch = new SourceBatch();

  @Test
  void membersAreFoundAndOthersKeepTheirOrder() {
    JsonDocument document =
        reset("{\"z\":1,\"mpid\":7,\"ip\":null,\"n\":null,\"a\":2}", WITHOUT_TIME);

    assertThat(document.literal(batch.member(BatchMember.MPID))).isEqualTo("7");
    assertThat(batch.member(BatchMember.IP))
        .as("null counts as absent")
        .isEqualTo(JsonDocument.NONE);
    assertThat(batch.member(BatchMember.EVENTS)).isEqualTo(JsonDocument.NONE);
    assertThat(batch.otherCount()).isEqualTo(2);
    assertThat(document.string(batch.otherName(0))).isEqualTo("z");
    assertThat(document.string(batch.otherName(1))).isEqualTo("a");
  }

  @Test
  void nextBatchHasNothingOfTheLastOne() {
    reset("{\"mpid\":7,\"z\":1}", WITHOUT_TIME);
    JsonDocument event = ParsedJson.parse("{}");

    batch.reset(event, JsonDocument.NONE, event.root(), WITHOUT_TIME, 2, event.root());

    assertThat(batch.member(BatchMember.MPID)).isEqualTo(JsonDocument.NONE);
    assertThat(batch.otherCount()).isZero();
    assertThat(batch.loneEvent()).isEqualTo(event.root());
    assertThat(batch.batchIndex()).isEqualTo(2);
  }

  @Test
  void timeIsThatOfTheBatchOrElseOfTheRecord() {
    reset("{\"timestamp_unixtime_ms\":5}", TestRecords.POSITION);
    assertThat(time()).isEqualTo("5");

    reset("{}", TestRecords.POSITION);
    assertThat(time()).isEqualTo("1764025200123");

    reset("{\"timestamp_unixtime_ms\":5}", WITHOUT_TIME);
    assertThat(time()).isEqualTo("5");

    reset("{}", WITHOUT_TIME);
    assertThat(batch.hasTime()).isFalse();
    assertThat(time()).isEmpty();
  }

  private String time() {
    JsonBuffer out = new JsonBuffer();
    batch.writeTime(Int64Form.KEEP, out, MemberRules.NEUTRAL);
    return out.text(0);
  }

  private JsonDocument reset(String json, RecordPosition position) {
    JsonDocument document = ParsedJson.parse(json);
    batch.reset(document, document.root(), JsonDocument.NONE, position, 0, document.root());
    return document;
  }
}
