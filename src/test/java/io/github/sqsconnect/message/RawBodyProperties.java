package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Any text and any bytes, beside the sentence in which SQS says what it takes. */
class RawBodyProperties {
  private static final Pattern REFUSED =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  /** Much of it beside the borders between what SQS takes and what it refuses. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> borders =
        Arbitraries.of(
            0, 8, 9, 0xA, 0xB, 0xC, 0xD, 0xE, 0x1F, 0x20, 0x7F, 0xD7FF, 0xD800, 0xDBFF, 0xDC00,
            0xDFFF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x10FFFF);
    Arbitrary<Integer> fine = Arbitraries.of((int) 'a', (int) 'ü', (int) '€', 0x1D11E);
    return Arbitraries.oneOf(borders, fine, fine, fine)
        .map(Character::toString)
        .list()
        .ofMaxSize(12)
        .map(characters -> String.join("", characters));
  }

  @Property
  void textIsTheBodyUnlessSqsWouldRefuseIt(@ForAll("texts") String text) {
    Matcher refused = REFUSED.matcher(text);
    RawBody.Result careful = RawBody.of(text, InvalidCharacters.FAIL);
    if (text.isEmpty()) {
      assertThat(reason(careful)).contains("an empty value");
      assertThat(reason(RawBody.of(text, InvalidCharacters.REPLACE))).contains("an empty value");
    } else if (refused.find()) {
      assertThat(reason(careful))
          .contains(String.format("U+%04X at index ", text.codePointAt(refused.start())))
          .contains(" at index " + refused.start() + ".");
      assertThat(RawBody.of(text, InvalidCharacters.REPLACE))
          .isEqualTo(body(refused.replaceAll("\uFFFD")));
    } else {
      assertThat(careful).isEqualTo(body(text));
      assertThat(RawBody.of(text, InvalidCharacters.REPLACE)).isEqualTo(body(text));
    }
  }

  @Property
  void bytesAreBase64WhereverTheyLie(
      @ForAll byte[] bytes, @ForAll @IntRange(max = 9) int before, @ForAll boolean readOnly) {
    byte[] around = new byte[before + bytes.length + 3];
    System.arraycopy(bytes, 0, around, before, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(around, before, bytes.length);
    for (Object value : new Object[] {bytes, readOnly ? buffer.asReadOnlyBuffer() : buffer}) {
      RawBody.Result result = RawBody.of(value, InvalidCharacters.FAIL);
      if (bytes.length == 0) {
        assertThat(reason(result)).contains("an empty value");
      } else {
        assertThat(result).isEqualTo(body(Base64.getEncoder().encodeToString(bytes)));
      }
    }
    assertThat(buffer.remaining()).isEqualTo(bytes.length);
  }

  @Property(tries = 50)
  void everythingElseIsUnfit(@ForAll long number) {
    assertThat(reason(RawBody.of(number, InvalidCharacters.REPLACE)))
        .contains("not raw text or bytes: found java.lang.Long");
  }

  private static RawBody.Result.Body body(String text) {
    return new RawBody.Result.Body(text, text.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String reason(RawBody.Result result) {
    assertThat(result).isInstanceOf(RawBody.Result.Unfit.class);
    return ((RawBody.Result.Unfit) result).reason();
  }
}
