package io.github.sqsconnect.aws.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

  private final SigningKey key = SigningKey.derive(SECRET, "20150830", "us-east-1", "iam");

  /** The published example of AWS. */
  @Test
  void signatureIsThePublishedOne() {
    String stringToSign =
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
            + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
    assertThat(HexFormat.of().formatHex(key.sign(stringToSign.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void keyIsForItsSecretDateRegionAndServiceOnly() {
    assertThat(key.isFor(SECRET, "20150830", "us-east-1", "iam")).isTrue();
    assertThat(key.isFor("other", "20150830", "us-east-1", "iam")).isFalse();
    assertThat(key.isFor(SECRET, "20150831", "us-east-1", "iam")).isFalse();
    assertThat(key.isFor(SECRET, "20150830", "us-east-2", "iam")).isFalse();
    assertThat(key.isFor(SECRET, "20150830", "us-east-1", "sqs")).isFalse();
  }
}
