package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.Identity.Purpose;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The vectors were made with Python's {@code uuid.uuid5}, not with Java. */
class IdentityTest {
  private static final RecordPosition TIMED = new RecordPosition("orders", 3, 41, 1764025200123L);
  private static final RecordPosition UNTIMED = new RecordPosition("é😀", 0, 0, null);

  private static final long CONTENT = 0x0123456789ABCDEFL;

  @Test
  void namespaceIsAConstantOfTheContract() {
    assertThat(Identity.NAMESPACE)
        .isEqualTo(UUID.fromString("7752aa96-1d28-5969-892e-2f5d12659cd5"));
  }

  @Test
  void idsAreVersionFiveUuidsOfPlaceAndPurpose() {
    Identity identity = new Identity("");
    assertThat(identity.uuid(Purpose.MESSAGE, TIMED, CONTENT, 0, "0-4,6"))
        .hasToString("a61a9e3e-8f44-5591-9ac7-bcf663f6216c");
    assertThat(identity.uuid(Purpose.EVENT, TIMED, CONTENT, 0, "6"))
        .hasToString("082b0f44-5851-5676-81da-f92e841a515b");
    assertThat(identity.uuid(Purpose.MESSAGE, UNTIMED, -1, 12, ""))
        .hasToString("3b6ea008-2ad2-5b1d-bc6d-7a4bfcb9e577");
    assertThat(new Identity("blåbær").uuid(Purpose.MESSAGE, TIMED, CONTENT, 0, "0-4,6"))
        .hasToString("32448964-1aa4-5f13-ae6a-6d916a56346d");
  }

  @Test
  void timeIsNoPartOfAnId() {
    Identity identity = new Identity("");
    RecordPosition later = new RecordPosition("orders", 3, 41, 1L);
    assertThat(identity.uuid(Purpose.EVENT, later, CONTENT, 0, "0"))
        .isEqualTo(identity.uuid(Purpose.EVENT, TIMED, CONTENT, 0, "0"))
        .isNotEqualTo(identity.uuid(Purpose.EVENT, TIMED, CONTENT + 1, 0, "0"));
  }

  @Test
  void idsDoNotDependOnWhatWasAskedBefore() {
    Identity used = new Identity("");
    UUID first = used.uuid(Purpose.EVENT, TIMED, CONTENT, 0, "0");
    used.uuid(Purpose.EVENT, UNTIMED, 0, 1, "0-100000");
    assertThat(used.uuid(Purpose.EVENT, TIMED, CONTENT, 0, "0")).isEqualTo(first);
  }
}
