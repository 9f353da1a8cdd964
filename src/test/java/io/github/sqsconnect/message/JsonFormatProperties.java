package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.JsonRendering;
import io.github.sqsconnect.generators.JsonValues;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.Locale;
import java.util.regex.Pattern;

/** Any JSON value, in any of its texts and as Connect data. */
class JsonFormatProperties {
  private static final Pattern REFUSED =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private final RecordAssembler assembler = RecordAssembler.standard("sqs.message.format", "json");

  /** As it came, but for characters that SQS refuses. */
  @Property
  void textIsTheBody(Draw draw) {
    Json value = draw.next("value", JsonValues.any());
    String text = new JsonRendering(draw.next("layout", d -> d.below(1_000))).render(value);
    String expected =
        REFUSED
            .matcher(text)
            .replaceAll(
                match -> String.format(Locale.ROOT, "\\\\u%04X", (int) match.group().charAt(0)));

    assertThat(assembler.body(text)).isEqualTo(expected);
    assertThat(Json.parse(expected).canonical()).isEqualTo(value.canonical());
    draw.count("escaped", Boolean.toString(!expected.equals(text)));
    if (expected.equals(text)) {
      assertThat(assembler.body(text.getBytes(UTF_8))).isEqualTo(text);
    }
  }

  @Property
  void connectDataIsTheBodyWithAllItsMembers(Draw draw) {
    Json value = draw.next("value", JsonValues.any());
    Json plain = ConnectValues.withPlainNumbers(value);
    if (!(plain instanceof Json.Str) && !(plain instanceof Json.Null)) {
      assertThat(assembler.body(ConnectValues.schemaless(plain))).isEqualTo(plain.canonical());
    }

    Json uniform = ConnectValues.uniform(value);
    if (!(uniform instanceof Json.Str) && !(uniform instanceof Json.Null)) {
      ConnectValues.Typed typed = ConnectValues.typed(uniform);
      assertThat(assembler.bodies(typed.schema(), typed.value()))
          .containsExactly(uniform.canonical());
    }
  }
}
