package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UndeliverableExceptionTest {
  private static final String CLEF = "𝄞";

  @Test
  void reasonOfTwoThousandCharactersIsWhole() {
    String reason = "r".repeat(2_000);
    assertThat(UndeliverableException.bounded(reason)).isEqualTo(reason);
    assertThat(UndeliverableException.bounded("")).isEmpty();
  }

  @Test
  void longerReasonLosesItsMiddle() {
    String head = "h".repeat(1_400);
    String tail = "t".repeat(600);
    assertThat(UndeliverableException.bounded(head + "m" + tail))
        .isEqualTo(head + " [... 1 characters left out ...] " + tail);
    assertThat(UndeliverableException.bounded(head + "m".repeat(5_000) + tail))
        .isEqualTo(head + " [... 5000 characters left out ...] " + tail);
  }

  @Test
  void charactersOfTwoUnitsAreNotCutInHalf() {
    String head = "h".repeat(1_399);
    String tail = "t".repeat(599);
    assertThat(UndeliverableException.bounded(head + CLEF + "middle" + CLEF + tail))
        .isEqualTo(head + " [... 10 characters left out ...] " + tail);
  }

  @Test
  void exceptionHasNoStackTrace() {
    assertThat(new UndeliverableException("why")).hasMessage("why").hasNoCause();
    assertThat(new UndeliverableException("why").getStackTrace()).isEmpty();
  }
}
