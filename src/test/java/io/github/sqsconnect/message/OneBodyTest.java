package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.json.RejectedRecordException;
import org.junit.jupiter.api.Test;

class OneBodyTest {
  @Test
  void bodyOfTheLimitFitsAndOneByteMoreDoesNot() {
    OneBody.requireFits(1024, 0, BodyLimits.of(1024));

    assertThatThrownBy(() -> OneBody.requireFits(1025, 0, new BodyLimits(2000, 1024)))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("too large for SQS: the body has 1025 bytes. Allowed: 1024 bytes");
  }

  @Test
  void limitsAreThoseOfTheRootOfTheValue() {
    OneBody.requireFits(8, 4, (root, mpid) -> BodyLimits.of(root + (mpid == null ? 4 : 0)));
  }

  @Test
  void bodyCarriesNoEventsAndNoUser() {
    assertThat(OneBody.of("ü", 2, 4))
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body.text()).isEqualTo("ü");
              assertThat(body.bytes()).isEqualTo(2);
              assertThat(body.events().isEmpty()).isTrue();
              assertThat(body.mpid()).isNull();
              assertThat(body.source()).isEqualTo(4);
            });
  }
}
