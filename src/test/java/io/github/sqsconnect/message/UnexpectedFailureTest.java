package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnexpectedFailureTest {
  @Test
  void reasonNamesTheExceptionAndTheInnermostPlaceInTheConnector() {
    String reason = UnexpectedFailure.reason(failureOfTheJdk());

    assertThat(reason)
        .contains("java.lang.NumberFormatException")
        .contains("in UnexpectedFailureTest.failureOfTheJdk.");
  }

  @Test
  void reasonDoesNotQuoteTheValue() {
    assertThat(UnexpectedFailure.reason(failureOfTheJdk())).doesNotContain("secret");
  }

  @Test
  void placeMayBeUnknown() {
    Exception elsewhere = new IllegalStateException();
    elsewhere.setStackTrace(new StackTraceElement[0]);

    assertThat(UnexpectedFailure.reason(elsewhere)).contains("in an unknown place.");
  }

  private static Exception failureOfTheJdk() {
    try {
      Integer.parseInt("secret");
      throw new AssertionError("no number");
    } catch (NumberFormatException e) {
      return e;
    }
  }
}
