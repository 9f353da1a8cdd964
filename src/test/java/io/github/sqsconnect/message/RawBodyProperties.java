package io.github.sqsconnect.message;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any text and any bytes; a pattern quotes the characters that SQS accepts. */
class RawBodyProperties {
  private static final Pattern REJECTED_CHARACTERS =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static final Generator<byte[]> BYTES =
      integers(-128, 127)
          .list(255)
          .map(
              all -> {
                byte[] bytes = new byte[all.size()];
                for (int i = 0; i < bytes.length; i++) {
                  bytes[i] = all.get(i).byteValue();
                }
                return bytes;
              });

  /** Many characters next to the limits of what SQS accepts. */
  private static Generator<String> texts() {
    Generator<Integer> borders =
        Generator.of(
            0, 8, 9, 0xA, 0xB, 0xC, 0xD, 0xE, 0x1F, 0x20, 0x7F, 0xD7FF, 0xD800, 0xDBFF, 0xDC00,
            0xDFFF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF);
    Generator<Integer> fine = Generator.of((int) 'a', (int) 'ü', (int) '€', 0x1D11E);
    return Generator.oneOf(borders, fine, fine, fine)
        .map(Character::toString)
        .list(12)
        .map(characters -> String.join("", characters));
  }

  @Property
  void textIsTheBodyUnlessSqsWouldRejectIt(Draw draw) {
    String text = draw.next("text", texts());
    Matcher refused = REJECTED_CHARACTERS.matcher(text);
    if (text.isEmpty()) {
      assertThat(reason(text, InvalidCharacters.FAIL)).contains("an empty value");
      assertThat(reason(text, InvalidCharacters.REPLACE)).contains("an empty value");
    } else if (refused.find()) {
      assertThat(reason(text, InvalidCharacters.FAIL))
          .contains(String.format("U+%04X at index ", text.codePointAt(refused.start())))
          .contains(" at index " + refused.start() + ".");
      assertThat(RawBody.of(text, InvalidCharacters.REPLACE))
          .isEqualTo(body(refused.replaceAll("\uFFFD")));
    } else {
      assertThat(RawBody.of(text, InvalidCharacters.FAIL)).isEqualTo(body(text));
      assertThat(RawBody.of(text, InvalidCharacters.REPLACE)).isEqualTo(body(text));
    }
  }

  @Property
  void bytesBecomeBase64AtAnyOffsetOfTheirBuffer(Draw draw) {
    byte[] bytes = draw.next("bytes", BYTES);
    int before = draw.next("before", integers(0, 9));
    boolean readOnly = draw.next("readOnly", booleans());
    byte[] around = new byte[before + bytes.length + 3];
    System.arraycopy(bytes, 0, around, before, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(around, before, bytes.length);
    for (Object value : new Object[] {bytes, readOnly ? buffer.asReadOnlyBuffer() : buffer}) {
      if (bytes.length == 0) {
        assertThat(reason(value, InvalidCharacters.FAIL)).contains("an empty value");
      } else {
        assertThat(RawBody.of(value, InvalidCharacters.FAIL))
            .isEqualTo(body(Base64.getEncoder().encodeToString(bytes)));
      }
    }
    assertThat(buffer.remaining()).isEqualTo(bytes.length);
  }

  @Property(tries = 50)
  void otherValuesAreRejected(Draw draw) {
    long number = draw.next("number", Generator.anyLong());
    assertThat(reason(number, InvalidCharacters.REPLACE))
        .contains("not raw text or bytes: found java.lang.Long");
  }

  private static RawBody body(String text) {
    return new RawBody(text, text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String reason(Object value, InvalidCharacters invalidCharacters) {
    return catchThrowableOfType(
            RejectedRecordException.class, () -> RawBody.of(value, invalidCharacters))
        .reason();
  }
}
