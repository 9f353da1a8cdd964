package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each form is the pattern in the schema. */
class TextFormTest {
  private static final Map<TextForm, Pattern> PATTERNS = new EnumMap<>(TextForm.class);

  static {
    JsonNode definitions =
        Unchecked.call(
                () ->
                    new ObjectMapper()
                        .readTree(
                            ProjectFiles.read(Path.of("docs", "event-batch.strict.schema.json"))))
            .get("$defs");
    definitions
        .properties()
        .forEach(
            definition -> {
              JsonNode pattern = definition.getValue().findValue("pattern");
              if (pattern != null) {
                PATTERNS.put(TextForm.of(definition.getKey()), Pattern.compile(pattern.asText()));
              }
            });
  }

  private static final List<String> TEXTS =
      List.of(
          "",
          "3f2c9a10-7B4D-4e55-9a77-0c1d2e3f4a5b",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551615",
          "1844674407370955161",
          "-0",
          "192.0.2.17",
          "2001:db8::192.0.2.7");

  @Test
  void everyFormHasAPatternInTheSchema() {
    assertThat(PATTERNS).containsOnlyKeys(TextForm.values());
    assertThatThrownBy(() -> TextForm.of("number")).hasMessageContaining("number");
  }

  /** Up to three characters of a text of one of the forms are replaced, added or removed. */
  @Property(tries = 5000)
  void formIsThePattern(Draw draw) {
    StringBuilder text = new StringBuilder(draw.next("text", Generator.of(TEXTS)));
    for (int change = draw.next("changes", Generator.integers(0, 3)); change > 0; change--) {
      int at = draw.below(text.length() + 1);
      if (at < text.length() && draw.coin()) {
        text.deleteCharAt(at);
      }
      if (draw.coin()) {
        text.insert(at, "0123456789abcdefABCDEFgG-.: +/@`{".charAt(draw.below(33)));
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    PATTERNS.forEach(
        (form, pattern) ->
            assertThat(form.matches(bytes, 0, bytes.length))
                .as("%s: %s", form, text)
                .isEqualTo(pattern.matcher(text).matches()));
    draw.count(
        "form",
        PATTERNS.entrySet().stream()
            .filter(e -> e.getValue().matcher(text).matches())
            .map(Map.Entry::getKey)
            .toList());
  }
}
