package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupIdTextTest {
  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "42.0, 42",
    "4.2e1, 42",
    "-0, 0",
    "-0.0, 0",
    "9223372036854775807, 9223372036854775807",
    "123456789012345678901234567890.0, 123456789012345678901234567890",
    "1.50, 1.50",
    "15e-1, 1.5"
  })
  void numbersThatAreTheSameIntegerHaveTheSameText(String json, String text) {
    JsonDocument number = ParsedJson.parse(json);

    assertThat(GroupIdText.number(number, number.root())).isEqualTo(text);
    assertThat(GroupIdText.text(new FoundValue(number, number.root(), ""))).isEqualTo(text);
  }

  @Test
  void otherScalarsAreTheirTextAndContainersHaveNone() {
    assertThat(text("\"42.0\"")).isEqualTo("42.0");
    assertThat(text("true")).isEqualTo("true");
    assertThat(text("[1]")).isNull();
    assertThat(text("null")).isNull();
  }

  @Test
  void integersInsideAKeyAreNormalizedAndNullMembersLeftOut() {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("a", Arrays.asList(1.0, null, "1.0"));
    key.put("n", null);
    key.put("o", new LinkedHashMap<>(Map.of("p", 2.5)));

    assertThat(GroupIdText.keyText(null, key))
        .isEqualTo("{\"a\":[1,null,\"1.0\"],\"o\":{\"p\":2.5}}");
    assertThat(GroupIdText.keyText(null, List.of())).isEqualTo("[]");
    assertThat(GroupIdText.keyText(null, 42.0)).isEqualTo("42");
  }

  @Test
  void textAndBytesAreNotParsed() {
    assertThat(GroupIdText.keyText(null, "42.0")).isEqualTo("42.0");
    assertThat(GroupIdText.keyText(null, new byte[] {0, 1})).isEqualTo("AAE=");
    assertThat(GroupIdText.keyText(null, null)).isNull();
  }

  private static String text(String json) {
    JsonDocument document = ParsedJson.parse(json);
    return GroupIdText.text(new FoundValue(document, document.root(), ""));
  }
}
