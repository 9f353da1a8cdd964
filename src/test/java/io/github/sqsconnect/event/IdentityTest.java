package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.Identity.Purpose;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The vectors were made with Python's {@code uuid.uuid5}, not with Java. */
class IdentityTest {
  private static final RecordPosition TIMED = new RecordPosition("orders", 3, 41, 1764025200123L);
  private static final RecordPosition UNTIMED = new RecordPosition("é😀", 0, 0, null);

  @Test
  void namespaceIsAConstantOfTheContract() {
    assertThat(Identity.NAMESPACE)
        .isEqualTo(UUID.fromString("7752aa96-1d28-5969-892e-2f5d12659cd5"));
  }

  @Test
  void idsAreVersionFiveUuidsOfPlaceAndPurpose() {
    Identity identity = new Identity("");
    assertThat(identity.uuid(Purpose.MESSAGE, TIMED, 0, "0-4,6"))
        .hasToString("e3af06f9-9723-5f26-88fb-a1877d1de7c1");
    assertThat(identity.uuid(Purpose.EVENT, TIMED, 0, "6"))
        .hasToString("b700920a-2224-5828-9833-2fc88403a771");
    assertThat(identity.uuid(Purpose.MESSAGE, UNTIMED, 12, ""))
        .hasToString("b5c91342-8d28-507f-be38-75b313f0fc7f");
    assertThat(new Identity("blåbær").uuid(Purpose.MESSAGE, TIMED, 0, "0-4,6"))
        .hasToString("9f6118e0-df8c-5850-b4c7-473578cb2071");
  }

  @Test
  void idsDoNotDependOnWhatWasAskedBefore() {
    Identity used = new Identity("");
    UUID first = used.uuid(Purpose.EVENT, TIMED, 0, "0");
    used.uuid(Purpose.EVENT, UNTIMED, 1, "0-100000");
    assertThat(used.uuid(Purpose.EVENT, TIMED, 0, "0")).isEqualTo(first);
  }
}
