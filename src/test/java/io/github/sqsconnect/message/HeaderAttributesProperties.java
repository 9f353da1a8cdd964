package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.ConnectValues;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.JsonValues;
import io.github.sqsconnect.message.MessageAttribute.Type;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of any record are those of a model, which describes the rules of docs/messages.md.
 */
class HeaderAttributesProperties {
  private static final Pattern REFUSED =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  /**
   * A value of a header, and what consumers get.
   *
   * @param text the value of its attribute, of a Binary in base64; empty for no attribute
   * @param member its value in {@code kafka_headers}
   */
  private record Value(
      @Nullable Schema schema, @Nullable Object data, Type type, String text, Json member) {

    static Value text(@Nullable Object data, String text) {
      return new Value(null, data, Type.STRING, text, Json.string(text));
    }

    static Value number(@Nullable Schema schema, Object data, String plain) {
      boolean isNumber = plain.replaceAll("[^0-9]", "").length() <= 38;
      return new Value(
          schema, data, isNumber ? Type.NUMBER : Type.STRING, plain, Json.number(plain));
    }

    static Value bytes(byte[] bytes, int form) {
      String base64 = Base64.getEncoder().encodeToString(bytes);
      ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 3).put(2, bytes);
      buffer.position(2).limit(2 + bytes.length);
      Object data = form == 0 ? bytes : form == 1 ? buffer : buffer.asReadOnlyBuffer();
      return new Value(null, data, Type.BINARY, base64, Json.string(base64));
    }

    static Value json(Json json) {
      Object data = ConnectValues.schemaless(json);
      Json shown = json.withoutNullMembers();
      String canonical = shown.canonical();
      return json instanceof Json.Num
          ? number(null, data, canonical)
          : new Value(null, data, Type.STRING, text(json, canonical), shown);
    }

    private static String text(Json json, String canonical) {
      return json instanceof Json.Str string
          ? string.value()
          : json instanceof Json.Null ? "" : canonical;
    }
  }

  /** An attribute of a message, as a consumer sees it. */
  private record Seen(String name, Type type, String text) {
    static Seen of(MessageAttribute attribute) {
      ByteBuffer binary = attribute.binary();
      return new Seen(
          attribute.name(),
          attribute.type(),
          binary == null
              ? String.valueOf(attribute.text())
              : UTF_8.decode(Base64.getEncoder().encode(binary.duplicate())).toString());
    }
  }

  private static Generator<Value> values() {
    Generator<Value> json = JsonValues.any().map(ConnectValues::withPlainNumbers).map(Value::json);
    Generator<Value> decimals =
        draw -> {
          String digits = "-".repeat(draw.below(2)) + "7".repeat(1 + draw.below(40));
          BigDecimal decimal = new BigDecimal(digits).scaleByPowerOfTen(draw.below(50) - 40);
          return Value.number(null, decimal, decimal.toPlainString());
        };
    Generator<Value> reals =
        Generator.of(0.5, -1.25, 1e10, 1e-7, 1e300, 3.0)
            .map(real -> Value.number(null, real, BigDecimal.valueOf(real).toPlainString()));
    Generator<Value> bytes =
        draw -> Value.bytes("text".substring(draw.below(5)).getBytes(UTF_8), draw.below(3));
    return Generator.oneOf(
        json, json, decimals, reals, bytes, HeaderAttributesProperties::otherValue);
  }

  private static Value otherValue(Draw draw) {
    int day = draw.below(9) - 4;
    long midnight = day * 86_400_000L;
    return switch (draw.below(8)) {
      case 0 -> Value.text("", "");
      case 1 -> Value.text(Double.NaN, "NaN");
      case 2 -> Value.text(Float.NEGATIVE_INFINITY, "-Infinity");
      case 3 -> Value.number(Date.SCHEMA, new java.util.Date(midnight), "" + day);
      case 4 -> Value.number(Timestamp.SCHEMA, new java.util.Date(midnight), "" + midnight);
      case 5 -> Value.number(Time.SCHEMA, new java.util.Date(5), "5");
      case 6 -> Value.number(null, 1.5f, "1.5");
      default -> Value.text("x\u0001\uD800", "x\u0001\uD800");
    };
  }

  private final Map<List<String>, SqsSinkConfig> configs = new HashMap<>();

  /** A new assembler; the configuration is only read once. */
  private RecordAssembler assembler(String... settings) {
    SqsSinkConfig config =
        configs.computeIfAbsent(
            List.of(settings),
            each ->
                SqsSinkConfig.from(
                    ConnectorSettings.with(ConnectorSettings.STANDARD_QUEUE, settings)));
    return new RecordAssembler(
        RecordAssembler.build(config, new TargetQueue(ConnectorSettings.STANDARD_QUEUE)));
  }

  private static Generator<String> names() {
    return Generator.of(
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i",
        "k",
        "t",
        "a b",
        "a/b",
        "a_b",
        "t_2",
        "",
        "kafka_headers",
        "AWS.x",
        "n".repeat(257));
  }

  @Property(tries = 500)
  void attributesAreThoseOfTheModel(Draw draw) {
    boolean fails = draw.next("fail for characters", Generator.booleans().or(2, d -> false));
    String overflow = draw.next("overflow", Generator.of("bundle", "drop", "fail"));
    boolean templates = draw.next("templates", Generator.booleans());
    boolean copied = draw.next("copied", Generator.just(true).or(5, d -> false));
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format",
            "json",
            "sqs.message.attributes",
            templates ? "k=${key},o:Number=${offset},t=${topic}" : "",
            "sqs.message.attributes.enabled",
            Boolean.toString(copied),
            "behavior.on.attribute.overflow",
            overflow,
            "behavior.on.invalid.characters",
            fails ? "fail" : "replace");
    Model model = new Model(fails, overflow);

    for (int i = 0; i < 2; i++) {
      String key = draw.next("key " + i, Generator.of("key", "").orNull(3));
      Map<String, Value> headers = new LinkedHashMap<>();
      ConnectHeaders given = new ConnectHeaders();
      for (int more = draw.below(14); more > 0; more--) {
        String name = draw.next("name " + i + "." + more, names());
        Value value = draw.next("value " + i + "." + more, values());
        given.add(name, value.data(), value.schema());
        headers.remove(name);
        headers.put(name, value);
      }
      List<Seen> own = new ArrayList<>();
      if (templates && key != null && !key.isEmpty()) {
        own.add(new Seen("k", Type.STRING, key));
      }
      if (templates) {
        own.add(new Seen("o", Type.NUMBER, "42"));
        own.add(new Seen("t", Type.STRING, "events"));
      }

      Assembly assembly =
          assembler.assemble(RecordAssembler.record(null, key, null, "{}", null, given));

      draw.count("outcome", assembly.getClass().getSimpleName());
      model.check(assembly, own, templates ? 3 : 0, copied ? headers : Map.of());
    }
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(model.dropped);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(model.empty);
  }

  /** What becomes of headers, and what was left out so far. */
  private static final class Model {
    private final boolean fails;
    private final String overflow;
    private long dropped;
    private long empty;

    Model(boolean fails, String overflow) {
      this.fails = fails;
      this.overflow = overflow;
    }

    /**
     * @param own the attributes of templates
     * @param templates how many there are, with those that have no text
     * @param headers the last of each name, in order
     */
    void check(Assembly assembly, List<Seen> own, int templates, Map<String, Value> headers) {
      Map<String, Value> present = new LinkedHashMap<>(headers);
      present.values().removeIf(value -> value.text().isEmpty());
      List<String> names = List.copyOf(present.keySet());
      int free = 10 - own.size();
      boolean tooMany = names.size() > free;
      int alone = !tooMany ? names.size() : overflow.equals("bundle") ? free - 1 : free;
      if (tooMany && overflow.equals("fail")) {
        assertThat(((Assembly.Rejected) assembly).reason())
            .startsWith("too many message attributes: " + own.size())
            .contains(" and " + names.size() + " headers. Allowed: 10 in all.");
        return;
      }

      Set<String> taken = new HashSet<>(templates == 0 ? Set.of() : Set.of("k", "o", "t"));
      if (overflow.equals("bundle")) {
        taken.add("kafka_headers");
      }
      List<String> legal =
          AttributeNamesProperties.distinct(names.subList(0, Math.min(10, names.size())), taken);
      List<Seen> expected = new ArrayList<>(own);
      for (int i = 0; i < alone; i++) {
        Value value = present.get(names.get(i));
        Matcher refused = REFUSED.matcher(value.text());
        if (fails && refused.find()) {
          assertThat(((Assembly.Rejected) assembly).reason())
              .startsWith("a character that SQS refuses, U+")
              .contains(" at index " + refused.start() + " of the header ");
          return;
        }
        expected.add(new Seen(legal.get(i), value.type(), refused.replaceAll("\uFFFD")));
      }

      List<MessageAttribute> attributes =
          ((Assembly.Messages) assembly).messages().get(0).attributes();
      if (tooMany && overflow.equals("bundle")) {
        Seen bundle = Seen.of(attributes.get(attributes.size() - 1));
        assertThat(bundle.name() + bundle.type()).isEqualTo("kafka_headersSTRING");
        assertBundle(
            (Json.Obj) Json.parse(bundle.text()), names.subList(alone, names.size()), present);
        attributes = attributes.subList(0, attributes.size() - 1);
      } else {
        dropped += names.size() - alone;
      }
      assertThat(attributes.stream().map(Seen::of).toList()).isEqualTo(expected);
      empty += headers.size() - names.size() + templates - own.size();
    }

    private static void assertBundle(
        Json.Obj bundle, List<String> names, Map<String, Value> values) {
      assertThat(bundle.members()).extracting(Json.Member::name).isEqualTo(names);
      for (Json.Member member : bundle.members()) {
        Json expected = values.get(member.name()).member();
        if (expected instanceof Json.Num number) {
          assertThat(new BigDecimal(((Json.Num) member.value()).text()))
              .isEqualByComparingTo(number.text());
        } else {
          assertThat(member.value()).isEqualTo(expected);
        }
      }
    }
  }

  /** A batch without a user has no attribute for it, and all messages of a batch have the same. */
  @Property(tries = 500)
  void eachEventBatchHasAttributesOfItsOwn(Draw draw) {
    List<String> users = draw.next("users", Generator.of("", "1", "22").list(1, 5));
    int events = draw.next("events", Generator.between(1, 3));
    boolean together = draw.next("together", Generator.booleans());
    RecordAssembler assembler =
        assembler(
            "event.send.as.batch", Boolean.toString(together),
            "sqs.message.attributes", "u=${mpid},t=${topic}",
            "sqs.message.attributes.enabled", "true");
    String batches =
        users.stream()
            .map(user -> MessageAssemblerProperties.batch(user, events, 1))
            .collect(Collectors.joining(",", "[", "]"));
    Headers headers = new ConnectHeaders().addInt("h", 7).addString("none", "");

    List<OutboundMessage> messages =
        assembler.messages(RecordAssembler.record(null, null, null, batches, null, headers));

    assertThat(messages).hasSize(together ? users.size() : users.size() * events);
    long empty = messages.size();
    for (OutboundMessage message : messages) {
      String user = users.get(message.events().batchIndex());
      empty += user.isEmpty() ? 1 : 0;
      List<Seen> expected = new ArrayList<>(List.of(new Seen("u", Type.STRING, user)));
      expected.removeIf(attribute -> attribute.text().isEmpty());
      expected.add(new Seen("t", Type.STRING, "events"));
      expected.add(new Seen("h", Type.NUMBER, "7"));
      assertThat(message.attributes().stream().map(Seen::of).toList()).isEqualTo(expected);
    }
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(empty);
  }

  /** The name and the type of the attribute have 7 bytes. */
  @Property(everyCase = true)
  void attributesAndBodyFitTogether(Draw draw) {
    int body = draw.next("body", Generator.of(2, 3, 500));
    int total = draw.next("total", Generator.between(1_022, 1_027));
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format", "json",
            "sqs.message.max.bytes", "1024",
            "sqs.message.attributes.enabled", "true");
    Headers headers = new ConnectHeaders().addString("h", "x".repeat(total - body - 7));
    String text = '"' + "y".repeat(body - 2) + '"';

    Assembly assembly =
        assembler.assemble(RecordAssembler.record(null, null, null, text, null, headers));

    if (total <= 1_024) {
      assertThat(((Assembly.Messages) assembly).messages())
          .extracting(OutboundMessage::bytes)
          .containsExactly(total);
    } else {
      assertThat(((Assembly.Rejected) assembly).reason())
          .startsWith(
              total - body >= 1_024
                  ? "too large for SQS: the attributes have " + (total - body)
                  : "too large for SQS: the body has " + body);
    }
  }
}
