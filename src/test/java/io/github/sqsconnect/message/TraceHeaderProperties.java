package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/** Any headers of a trace, most of them nearly well-formed. Patterns quote the two forms. */
class TraceHeaderProperties {
  private static final String FIELD =
      "(Root=1-[0-9a-f]{8}-[0-9a-f]{24}|Parent=[0-9a-f]{16}|Sampled=[01?]"
          + "|(?!(Root|Parent|Sampled)=)[!-~&&[^=;]]+=[!-~&&[^;]]*)";
  private static final Pattern XRAY =
      Pattern.compile("(?=(.*;)?Root=)(?=.{1,512}$)" + FIELD + "(;" + FIELD + ")*");

  /** Only versions after 00 may have more fields. */
  private static final Pattern W3C =
      Pattern.compile(
          "(?!ff)(00(?=.{53}$)|(?!00)[0-9a-f]{2})-(?!0{32})([0-9a-f]{8})([0-9a-f]{24})"
              + "-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static Generator<String> hex(int digits) {
    return Generator.text(Generator.characters("0123456789abcdef"), digits, digits)
        .or(20, Generator.just("0".repeat(digits)));
  }

  private static Generator<String> xray() {
    Generator<String> root = draw -> "Root=1-" + hex(8).from(draw) + '-' + hex(24).from(draw);
    Generator<String> field =
        Generator.oneOf(
            draw -> "Parent=" + hex(16).from(draw),
            Generator.of("Sampled=0", "Sampled=1", "Sampled=?", "Self=1-x", "Root1=", "x=a=b"));
    return draw -> {
      List<String> fields = field.list(3).from(draw);
      fields.add(draw.below(fields.size() + 1), root.from(draw));
      String text = String.join(";", fields);
      int length = draw.below(9) == 8 ? 510 + draw.below(5) : 0;
      return length == 0 ? text : text + ";x=" + "y".repeat(length - 3 - text.length());
    };
  }

  private static Generator<String> w3c() {
    return draw ->
        Generator.of("00", "01", "cc", "fe", "ff").from(draw)
            + '-'
            + hex(32).from(draw)
            + '-'
            + hex(16).from(draw)
            + '-'
            + hex(2).from(draw)
            + Generator.of("", "", "-x", "x", "-" + "x".repeat(456 + draw.below(3))).from(draw);
  }

  /** The text with one character more, less or other, or without its end. */
  private static Generator<String> edited(Generator<String> texts) {
    return draw -> {
      String text = texts.from(draw);
      int at = draw.below(text.length() + 1);
      int end = Math.min(text.length(), at + 1);
      String other =
          Generator.characters("-;=?0129afgAF/:`G \u007F\u0000")
              .map(Character::toString)
              .from(draw);
      return switch (draw.below(6)) {
        case 0 -> text.substring(0, at) + other + text.substring(at);
        case 1, 2 -> text.substring(0, at) + other + text.substring(end);
        case 3 -> text.substring(0, at) + text.substring(end);
        case 4 -> text.substring(0, at);
        default -> text;
      };
    };
  }

  @Property(tries = 3000)
  void headerOfXrayIsUnchangedOrIgnored(Draw draw) {
    String text = draw.next("text", Generator.oneOf(edited(xray()), edited(xray()), xray()));

    String trace = trace("X-Amzn-Trace-Id", text);

    draw.count("trace", trace != null);
    assertThat(trace).isEqualTo(ofXray(text));
  }

  @Property(tries = 3000)
  void traceparentBecomesTheHeaderOfXrayOrIsIgnored(Draw draw) {
    String text = draw.next("text", Generator.oneOf(edited(w3c()), edited(w3c()), w3c()));

    String trace = trace("traceparent", text);

    draw.count("trace", trace != null);
    assertThat(trace).isEqualTo(ofW3c(text));
  }

  @Property
  void lastHeaderOfEachNameCountsAndXrayIsFirst(Draw draw) {
    Generator<String> texts = Generator.oneOf(xray(), w3c(), edited(xray()), edited(w3c()));
    Generator<String> names =
        Generator.of(
            "X-Amzn-Trace-Id", "x-amzn-trace-id", "traceparent", "TRACEPARENT", "tracestate");
    ConnectHeaders headers = new ConnectHeaders();
    String xray = "";
    String w3c = "";
    for (int i = draw.below(5); i > 0; i--) {
      String name = draw.next("name " + i, names);
      String text = draw.next("text " + i, texts.orNull(9));
      headers.add(name, value(text, draw.below(4)), null);
      String known = text == null ? "" : text;
      xray = name.toLowerCase(Locale.ROOT).equals("x-amzn-trace-id") ? known : xray;
      w3c = name.equalsIgnoreCase("traceparent") ? known : w3c;
    }

    String expected = ofXray(xray) == null ? ofW3c(w3c) : xray;
    assertThat(new TraceHeader().of(headers)).isEqualTo(expected);
  }

  @Property(everyCase = true)
  void messagesHaveTheTraceIfTheSettingWantsIt(Draw draw) {
    boolean enabled = draw.next("enabled", Generator.booleans());
    String trace = "Root=1-5759e988-bd862e3fe1be46a994272793";
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format", "json", "sqs.trace.header.enabled", Boolean.toString(enabled));
    Headers headers = new ConnectHeaders().addString("X-Amzn-Trace-Id", trace);

    OutboundMessage message =
        assembler.message(RecordAssembler.record(null, null, null, "1", null, headers));

    assertThat(message.traceHeader()).isEqualTo(enabled ? trace : null);
  }

  /** The text, or the same in one of the forms of bytes. */
  private static @Nullable Object value(@Nullable String text, int form) {
    if (text == null || form == 0) {
      return text;
    }
    byte[] bytes = text.getBytes(UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 9).put(4, bytes);
    buffer.position(4).limit(4 + bytes.length);
    return form == 1 ? bytes : form == 2 ? buffer : buffer.asReadOnlyBuffer();
  }

  private static @Nullable String trace(String name, String text) {
    String trace = trace(name, text, 0);
    assertThat(trace(name, text, 1)).as("of bytes").isEqualTo(trace);
    assertThat(trace(name, text, 2)).as("of a buffer").isEqualTo(trace);
    return trace;
  }

  private static @Nullable String trace(String name, String text, int form) {
    return new TraceHeader().of(new ConnectHeaders().add(name, value(text, form), null));
  }

  private static @Nullable String ofXray(String text) {
    return XRAY.matcher(text).matches() ? text : null;
  }

  private static @Nullable String ofW3c(String text) {
    Matcher w3c = W3C.matcher(text);
    if (text.length() > 512 || !w3c.matches()) {
      return null;
    }
    boolean isSampled = Integer.parseInt(w3c.group(5), 16) % 2 == 1;
    return w3c.replaceFirst("Root=1-$2-$3;Parent=$4;Sampled=" + (isSampled ? 1 : 0));
  }
}
