package io.github.sqsconnect.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.RejectedRecordException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  @Test
  void textStaysUnchangedAndBytesAreBase64() {
    assertThat(KeyText.text(null, null)).isNull();
    assertThat(KeyText.text(null, " {} \uD83D")).isEqualTo(" {} \uD83D");
    assertThat(KeyText.text(null, new byte[] {0, 1})).isEqualTo("AAE=");
  }

  @Test
  void bufferIsBase64AndKeepsItsPosition() {
    ByteBuffer part = ByteBuffer.wrap("-key-".getBytes(UTF_8), 1, 3);

    assertThat(KeyText.text(null, part)).isEqualTo("a2V5");
    assertThat(part.remaining()).isEqualTo(3);
  }

  @Test
  void otherKeysAreJsonWithoutNullMembers() {
    Map<String, Object> key = new HashMap<>();
    key.put("a", Arrays.asList(1.0, null));
    key.put("n", null);

    assertThat(KeyText.text(null, key)).isEqualTo("{\"a\":[1.0,null]}");
    assertThat(KeyText.text(null, true)).isEqualTo("true");
  }

  @Test
  void keyThatJsonCannotExpressIsRejected() {
    assertThatThrownBy(() -> KeyText.text(null, Double.NaN))
        .isInstanceOf(RejectedRecordException.class);
  }
}
