package io.github.sqsconnect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueReaderTest {
  private final JsonDocument document = new JsonDocument();
  private final ValueReader reader =
      new ValueReader(
          document, new ConnectJson(document, new ConnectForm(KeptNulls.ALL, false, false)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\": 1.00,\r\n\t\"a\":null, \"b\":2e0 }",
        " [\"\\u0041\\/\", \"\u007F\u0085ü€𝄞\"] ",
        "-0",
        "null",
        "\"\\uFFFE\\ud83d\""
      })
  void textIsCopiedCharacterByCharacter(String json) {
    assertThat(copy(json)).isEqualTo(json);
    assertThat(reader.hasRefusedCharacters()).isFalse();
    assertThat(copy(json.getBytes(UTF_8))).isEqualTo(json);
    assertThat(copy(ByteBuffer.wrap(("x" + json).getBytes(UTF_8)).position(1))).isEqualTo(json);
    assertThat(reader.textBytes()).isEqualTo(json.getBytes(UTF_8).length);
  }

  @Test
  void charactersThatSqsRefusesBecomeEscapes() {
    String high = Character.toString(0xD83D);
    String low = Character.toString(0xDE00);
    String json =
        " {\"a\uFFFE\":\"\\n\uFFFF€" + high + "\\uDE00" + low + "\\uD83D" + low + "\uFFFD\"}";

    assertThat(copy(json))
        .isEqualTo(" {\"a\\uFFFE\":\"\\n\\uFFFF€\\uD83D\\uDE00\\uDE00\\uD83D\\uDE00\uFFFD\"}");
    assertThat(reader.hasRefusedCharacters()).isTrue();
    assertThat(copy("[1]")).as("the next record").isEqualTo("[1]");
    assertThat(reader.hasRefusedCharacters()).isFalse();
  }

  @Test
  void connectDataIsCopiedWithItsNullMembersAlsoAfterItWasMadeCanonical() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", null);
    value.put("a", 1);
    reader.read(null, value);
    JsonCanonicalizer.canonicalize(document);

    JsonBuffer out = new JsonBuffer();
    reader.copy(out);
    assertThat(out.text(0)).isEqualTo("{\"b\":null,\"a\":1}");
    assertThat(document.literal(document.root())).isEqualTo("{\"a\":1}");
  }

  @Test
  void mapWithTwoKeysOfOneTextIsRejectedWithThePlace() {
    Map<Object, Object> keys = new LinkedHashMap<>();
    keys.put(1, "a");
    keys.put("1", "b");

    assertThatThrownBy(() -> copy(Map.of("m", keys)))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining("at /m/1: found two keys of a map with this text");
    assertThat(copy(Map.of("m", 1))).isEqualTo("{\"m\":1}");
  }

  private String copy(Object value) {
    reader.read(null, value);
    JsonBuffer out = new JsonBuffer();
    reader.copy(out);
    return out.text(0);
  }
}
