package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sqsconnect.record.TestRecords;
import java.time.Duration;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The work of making a message anew grows with the record, not with its square. */
class SplitWorkTest {
  /**
   * Every second event is left out, so the indexes of the others are as many ranges. Reading them
   * once for each event took minutes, in which the task did nothing else.
   */
  @Test
  void manyRangesAreReadOnce() {
    String pair =
        "{\"event_type\":\"custom_event\",\"data\":{}},{\"event_type\":\"screen_view\",\"data\":{}},";
    String value = "{\"mpid\":\"1\",\"events\":[" + pair.repeat(100_000) + "null]}";
    SinkRecord record = TestRecords.record(TestRecords.POSITION, null, null, value);
    TestEventConverter converting =
        TestEventConverter.under("event.send.screen.views", "false", "event.validation", "none");
    Conversion whole = converting.of(record, Integer.MAX_VALUE);
    MessageBody refused = ((Conversion.Converted) whole).batches().get(0);
    assertThat(refused.events().toString().split(",", -1)).hasSizeGreaterThan(99_000);
    Conversion parts =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> converting.split(record, refused.bytes() / 2 + 1000, refused));
    assertThat(((Conversion.Converted) parts).batches()).hasSizeBetween(2, 3);
  }
}
