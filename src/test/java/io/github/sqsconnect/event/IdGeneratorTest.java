package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.record.RecordPosition;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The vectors were made with Python's {@code uuid.uuid5}, not with Java. */
class IdGeneratorTest {
  private static final RecordPosition TIMED = new RecordPosition("orders", 3, 41, 1764025200123L);
  private static final RecordPosition UNTIMED = new RecordPosition("é😀", 0, 0, null);

  private static final long CONTENT = 0x0123456789ABCDEFL;

  @Test
  void namespaceIsAConstantOfTheContract() {
    assertThat(IdGenerator.NAMESPACE)
        .isEqualTo(UUID.fromString("7752aa96-1d28-5969-892e-2f5d12659cd5"));
  }

  @Test
  void idsAreVersionFiveUuidsOfPlaceAndPurpose() {
    IdGenerator ids = new IdGenerator("");
    assertThat(ids.messageId(TIMED, CONTENT, new EventIndexes(0, 0, 4, 6, 6)))
        .hasToString("a61a9e3e-8f44-5591-9ac7-bcf663f6216c");
    assertThat(ids.eventId(TIMED, CONTENT, 0, 6))
        .hasToString("082b0f44-5851-5676-81da-f92e841a515b");
    assertThat(ids.messageId(UNTIMED, -1, EventIndexes.none(12)))
        .hasToString("3b6ea008-2ad2-5b1d-bc6d-7a4bfcb9e577");
    assertThat(new IdGenerator("blåbær").messageId(TIMED, CONTENT, new EventIndexes(0, 0, 4, 6, 6)))
        .hasToString("32448964-1aa4-5f13-ae6a-6d916a56346d");
  }

  @Test
  void timeIsNoPartOfAnId() {
    IdGenerator ids = new IdGenerator("");
    RecordPosition later = new RecordPosition("orders", 3, 41, 1L);
    assertThat(ids.eventId(later, CONTENT, 0, 0))
        .isEqualTo(ids.eventId(TIMED, CONTENT, 0, 0))
        .isNotEqualTo(ids.eventId(TIMED, CONTENT + 1, 0, 0));
  }

  @Test
  void idsDoNotDependOnWhatWasAskedBefore() {
    IdGenerator used = new IdGenerator("");
    UUID first = used.eventId(TIMED, CONTENT, 0, 0);
    used.messageId(UNTIMED, 0, new EventIndexes(1, 0, 100000));
    assertThat(used.eventId(TIMED, CONTENT, 0, 0)).isEqualTo(first);
  }
}
