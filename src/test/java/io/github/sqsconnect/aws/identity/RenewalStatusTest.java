package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.logs.CapturedLog;
import org.junit.jupiter.api.Test;

class RenewalStatusTest {
  private final RenewalStatus status = new RenewalStatus();

  @Test
  void failureIsWarnedOfOnceAMinute() {
    String log =
        CapturedLog.of(
            () -> {
              status.failed("profile sender", "no answer", true);
              status.failed("profile sender", "no answer", true);
            });

    assertThat(log).containsOnlyOnce("event=credentials_not_renewed source=\"profile sender\"");
    assertThat(status.isFailing()).isTrue();
  }

  /** Without earlier credentials the requests fail, and their errors name the source. */
  @Test
  void failureWithoutEarlierCredentialsIsNotLogged() {
    assertThat(CapturedLog.of(() -> status.failed("profile sender", "no answer", false))).isEmpty();
    assertThat(status.isFailing()).isTrue();
  }

  @Test
  void successEndsTheFailure() {
    status.failed("profile sender", "no answer", true);
    status.succeeded("profile sender");

    assertThat(status.isFailing()).isFalse();
  }
}
