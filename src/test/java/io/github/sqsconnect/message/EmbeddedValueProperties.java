package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.JsonRendering;
import io.github.sqsconnect.generators.JsonValues;
import io.github.sqsconnect.json.ConnectForm;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.KeptNulls;
import io.github.sqsconnect.message.EmbeddedValue.Kind;
import io.github.sqsconnect.message.EmbeddedValue.Parsed;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Any text, bytes and Connect data. A strict reader, Jackson's, decides what is JSON. */
class EmbeddedValueProperties {
  private static final Pattern REFUSED =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static Generator<String> texts() {
    Generator<String> words =
        Generator.of(
            "",
            " ",
            "true",
            "false",
            "null",
            "nul",
            "t",
            "42",
            "-1",
            "-",
            "0042",
            "1.",
            "9 9",
            "hello",
            "{",
            "[1,]",
            "{a:1}",
            "'a'",
            "NaN",
            "\uFEFF{}",
            "\u000B{}",
            "\u00A01",
            "]");
    Generator<String> json =
        draw -> new JsonRendering(draw.below(1_000)).render(JsonValues.any().from(draw));
    Generator<String> space = Generator.text(Generator.characters(" \t\n\r"), 0, 3);
    return Generator.oneOf(
        words, draw -> space.from(draw) + words.from(draw), json, json, edited(json));
  }

  /** The text with one character more or less. */
  private static Generator<String> edited(Generator<String> texts) {
    return draw -> {
      String text = texts.from(draw);
      int at = draw.below(text.length() + 1);
      return draw.coin()
          ? text.substring(0, at) + text.substring(Math.min(text.length(), at + 1))
          : text.substring(0, at)
              + Generator.of(",", "\"", "{", "}", "]", "0", "e", " ", "\u0000", "x").from(draw)
              + text.substring(at);
    };
  }

  @Property
  void textIsJsonAsItIsOrElseAString(Draw draw) {
    Parsed parsed = draw.next("parsed", Generator.of(Parsed.values()));
    String text = draw.next("text", texts());
    EmbeddedValue value = used(draw, parsed);

    value.read(null, text);

    boolean isJson = isJson(text, parsed);
    draw.count("JSON", isJson);
    assertValue(
        value,
        isJson ? Kind.JSON : Kind.TEXT,
        isJson ? escaped(text) : Json.string(text).canonical());
  }

  /** Bytes that are not UTF-8 are not JSON either. */
  @Property
  void bytesAreJsonAsTheyAreOrElseBase64(Draw draw) {
    Parsed parsed = draw.next("parsed", Generator.of(Parsed.values()));
    byte[] bytes =
        draw.next("bytes", texts().map(text -> text.getBytes(UTF_8)).or(4, nearlyUtf8()));
    boolean inBuffer = draw.next("inBuffer", Generator.booleans());
    EmbeddedValue value = used(draw, parsed);

    ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 2).put(1, bytes);
    buffer.position(1).limit(1 + bytes.length);
    value.read(null, inBuffer ? buffer.asReadOnlyBuffer() : bytes);

    String text = utf8(bytes);
    boolean isJson = text != null && isJson(text, parsed);
    draw.count("JSON", isJson);
    assertValue(
        value,
        isJson ? Kind.JSON : Kind.BYTES,
        isJson ? escaped(text) : '"' + Base64.getEncoder().encodeToString(bytes) + '"');
  }

  @Property(tries = 500)
  void connectDataIsAlwaysJson(Draw draw) {
    Parsed parsed = draw.next("parsed", Generator.of(Parsed.values()));
    Json data = draw.next("data", JsonValues.any().map(ConnectValues::withPlainNumbers));
    EmbeddedValue value = used(draw, parsed);

    value.read(null, ConnectValues.schemaless(data));

    if (data instanceof Json.Null) {
      assertValue(value, Kind.NULL, "null");
    } else if (!(data instanceof Json.Str)) {
      assertValue(value, Kind.JSON, data.canonical());
    }
  }

  /** One that has read other values before. */
  private static EmbeddedValue used(Draw draw, Parsed parsed) {
    EmbeddedValue value =
        new EmbeddedValue(new JsonDocument(), ConnectForm.numbers(KeptNulls.ALL), parsed);
    for (int i = draw.below(3); i > 0; i--) {
      value.read(null, other(draw));
    }
    return value;
  }

  private static @Nullable Object other(Draw draw) {
    return switch (draw.below(5)) {
      case 0 -> null;
      case 1 -> "{\"a\":1}";
      case 2 -> "text";
      case 3 -> new byte[] {1, 2};
      default -> Map.of("b", 2);
    };
  }

  private static void assertValue(EmbeddedValue value, Kind kind, String text) {
    assertThat(value.kind()).isEqualTo(kind);
    assertThat(value.root() != JsonDocument.NONE).isEqualTo(kind == Kind.JSON);
    JsonBuffer out = new JsonBuffer();
    value.write(out);
    assertThat(out.text(0)).isEqualTo(text);
  }

  private static boolean isJson(String text, Parsed parsed) {
    try {
      Json json = Json.parse(text);
      return parsed == Parsed.ALL
          || (parsed == Parsed.CONTAINERS
              && (json instanceof Json.Obj || json instanceof Json.Arr));
    } catch (Json.Malformed malformed) {
      return false;
    }
  }

  /** As it came, but for characters that SQS refuses. */
  private static String escaped(String json) {
    return REFUSED
        .matcher(json)
        .replaceAll(
            match -> String.format(Locale.ROOT, "\\\\u%04X", (int) match.group().charAt(0)));
  }

  private static Generator<byte[]> nearlyUtf8() {
    Generator<byte[]> wrong =
        Generator.of(
            new byte[] {(byte) 0xFF},
            new byte[] {(byte) 0x80},
            new byte[] {(byte) 0xC0, (byte) 0xA2},
            new byte[] {(byte) 0xE2, (byte) 0x82},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xC3, (byte) 0xA9});
    return draw -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(Generator.of("\"", "{\"", " [\"a").from(draw).getBytes(UTF_8));
      bytes.writeBytes(wrong.from(draw));
      bytes.writeBytes(Generator.of("\"", "\":1}", "\"]").from(draw).getBytes(UTF_8));
      return bytes.toByteArray();
    };
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
