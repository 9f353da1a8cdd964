package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StopReasonTest {

  @ParameterizedTest
  @EnumSource
  void messageBeginsWithTheIdAndSaysWhatToDo(StopReason reason) {
    assertThat(reason.fix()).isNotBlank();
    assertThat(reason.message("queue q")).startsWith(reason.id() + " queue q. " + reason.fix());
  }

  @Test
  void idsAreGivenOnce() {
    assertThat(Arrays.stream(StopReason.values()).map(StopReason::id)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"CREDENTIALS_REJECTED", "REQUEST_REJECTED"})
  void newerKeysMayFixRejectedKeysAndUnknownErrors(StopReason reason) {
    assertThat(reason.mayBeStaleCredentials()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CREDENTIALS_REJECTED", "REQUEST_REJECTED"})
  void newerKeysFixNothingElse(StopReason reason) {
    assertThat(reason.mayBeStaleCredentials()).isFalse();
  }
}
