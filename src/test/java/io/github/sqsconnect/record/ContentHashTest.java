package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors were made with the Python of docs/event-format.md, not with Java. */
class ContentHashTest {
  private static final String LONG = "{\"é\":\"" + "0123456789".repeat(30) + "\"}";

  private final ContentHash hashing = new ContentHash();

  private String ofBoth(long value, String key) {
    return String.format(
        "%016x", ContentHash.combine(value, key == null ? ContentHash.NONE : hashing.hash(key)));
  }

  @Test
  void hashesAreTheSameInEveryVersion() {
    assertThat(ofBoth(hashing.hash("{\"sku\":\"A-1\"}"), null)).isEqualTo("89da4e0baf62887f");
    assertThat(ofBoth(hashing.hash("{}"), null)).isEqualTo("79c2dbf23e45aecf");
    assertThat(ofBoth(hashing.hash("{}"), "")).isEqualTo("15d1c6a3b7c5f143");
    assertThat(ofBoth(hashing.hash("{}"), "ключ")).isEqualTo("201e057a631d3545");
    assertThat(ofBoth(hashing.hash(""), null)).isEqualTo("fcae3cc7c1507d06");
    assertThat(ofBoth(hashing.hash("x".repeat(32)), "y".repeat(33))).isEqualTo("9a6bd65eeddf0b6c");
    assertThat(ofBoth(hashing.hash(LONG), "k-1")).isEqualTo("3e68c5a0959ee47a");
  }

  @Test
  void textItsBytesAndItsJsonAreOne() {
    byte[] bytes = LONG.getBytes(StandardCharsets.UTF_8);
    long hash = hashing.hash(LONG);
    assertThat(hashing.hash(bytes)).isEqualTo(hash);
    ByteBuffer part = ByteBuffer.allocate(bytes.length + 9).position(5).put(bytes).flip();
    part.position(5);
    assertThat(hashing.hash(part)).isEqualTo(hash);
    assertThat(hashing.hash(ByteBuffer.wrap(bytes).asReadOnlyBuffer())).isEqualTo(hash);
    assertThat(part.position()).isEqualTo(5);
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(LONG);
    assertThat(hashing.hash(document)).isEqualTo(hash);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        " {\"a\" : [1, null], \"b\":null} | {\"a\":[1,null]}",
        "{\"\\u0061\":\"\\/\"} | {\"a\":\"/\"}",
        "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}"
      })
  void jsonIsHashedAsItsCanonicalText(String json, String canonical) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    assertThat(hashing.hash(document)).isEqualTo(hashing.hash(canonical));
  }

  /** Lengths around the blocks, and bytes that differ in one place or stand in another lane. */
  @Test
  void textsThatDifferALittleHaveOtherHashes() {
    for (int length = 0; length < 100; length++) {
      String text = "a".repeat(length);
      assertThat(hashing.hash(text)).isNotEqualTo(hashing.hash(text + '\0'));
      for (int at = 0; at < length; at++) {
        String other = text.substring(0, at) + 'b' + text.substring(at + 1);
        assertThat(hashing.hash(other)).isNotEqualTo(hashing.hash(text));
        if (at + 8 < length) {
          String moved = "a".repeat(at + 8) + 'b' + text.substring(at + 9);
          assertThat(hashing.hash(moved)).isNotEqualTo(hashing.hash(other));
        }
      }
    }
  }

  @Test
  void halfOfASurrogatePairIsNoQuestionMark() {
    assertThat(hashing.hash("\uD83D"))
        .isNotEqualTo(hashing.hash("?"))
        .isNotEqualTo(hashing.hash("\uD83E"));
  }
}
