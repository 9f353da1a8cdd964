package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.MessageAttribute.Type;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Any headers and settings: the attributes keep the documented rules of SQS, quoted as patterns.
 */
class MessageAttributesProperties {
  private static final Pattern NAME =
      Pattern.compile("(?!(?i:AWS|Amazon)\\.)(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_.-]{1,256}(?<!\\.)");
  private static final Pattern TEXT =
      Pattern.compile("[\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]+");
  private static final Pattern NUMBER = Pattern.compile("-?(?=(\\d\\.?){1,38}$)\\d+(\\.\\d+)?");

  /** Names that are legal, nearly legal, equal after a change, and long. */
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "id",
          "a b",
          "a/b",
          "a_b",
          "a_b_2",
          "",
          ".",
          "..",
          "a.",
          ".a",
          "a..b",
          "AWS.x",
          "amazon.x",
          "AWS_x",
          "ä",
          "𝄞",
          "kafka_headers",
          "n".repeat(256),
          "n".repeat(257),
          "n".repeat(255) + ".",
          "n".repeat(254) + "_2",
          "x\u0000y");

  private static final String TEMPLATES = "id=${key},n:Number=${value.n},h=${header.a},t=${topic}";

  @Property(tries = 1500)
  void anyHeadersBecomeLegalAttributesOrRejectTheRecord(Draw draw) throws JsonProcessingException {
    Map<String, String> settings = settings(draw);
    Set<String> configured =
        settings.containsKey("sqs.message.attributes") ? Set.of("id", "n", "h", "t") : Set.of();
    Headers headers = headers(draw);
    String number = draw.below(4) == 0 ? "\"none\"" : Integer.toString(draw.below(1000));
    SinkRecord record =
        RecordAssembler.record(
            null, draw.coin() ? "k" : null, null, "{\"n\":" + number + "}", 1L, headers);

    RecordAssembler assembler = RecordAssembler.with(settings);
    Assembly assembly = assembler.assemble(record);

    draw.count("record", assembly.getClass().getSimpleName());
    if (assembly instanceof Assembly.Messages messages) {
      OutboundMessage message = messages.messages().get(0);
      assertLegal(message);
      assertThat(assembler.assemble(record)).as("assembled again").isEqualTo(assembly);
      String overflow = settings.get("behavior.on.attribute.overflow");
      if (!overflow.equals("drop")) {
        assertThat(kept(message, configured, overflow.equals("bundle")))
            .isEqualTo(present(headers));
      }
    } else {
      assertThat(((Assembly.Rejected) assembly).reason())
          .matches("(?s)(a character that SQS|not a number|too many message|too large|cannot be).*")
          .hasSizeLessThan(1_000);
    }
  }

  private static void assertLegal(OutboundMessage message) {
    assertThat(message.attributes()).hasSizeLessThanOrEqualTo(10);
    Set<String> names = new HashSet<>();
    int size = message.body().getBytes(StandardCharsets.UTF_8).length;
    for (MessageAttribute attribute : message.attributes()) {
      assertThat(names.add(attribute.name())).as(attribute.name()).isTrue();
      assertThat(attribute.name()).matches(NAME);
      size += attribute.name().getBytes(StandardCharsets.UTF_8).length;
      size += attribute.type().word().length();
      if (attribute.type() == Type.BINARY) {
        assertThat(attribute.text()).isNull();
        assertThat(attribute.binary().remaining()).isPositive();
        size += attribute.binary().remaining();
      } else {
        assertThat(attribute.binary()).isNull();
        assertThat(attribute.text()).matches(attribute.type() == Type.NUMBER ? NUMBER : TEXT);
        size += attribute.text().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    assertThat(message.bytes()).isEqualTo(size).isLessThanOrEqualTo(1_048_576);
  }

  /** How many headers have a value, counting the last of each name. */
  private static int present(Headers headers) {
    Map<String, @Nullable Object> last = new LinkedHashMap<>();
    headers.forEach(header -> last.put(header.key(), header.value()));
    return (int)
        last.values().stream()
            .filter(
                value ->
                    value != null
                        && !value.equals("")
                        && !(value instanceof byte[] bytes && bytes.length == 0)
                        && !(value instanceof ByteBuffer buffer && buffer.remaining() == 0))
            .count();
  }

  /** How many headers are in the message, in attributes of their own and in the bundle. */
  private static int kept(OutboundMessage message, Set<String> configured, boolean isBundle)
      throws JsonProcessingException {
    int kept = 0;
    for (MessageAttribute attribute : message.attributes()) {
      if (isBundle && attribute.name().equals("kafka_headers")) {
        kept += new ObjectMapper().readTree(attribute.text()).size();
      } else if (!configured.contains(attribute.name())) {
        kept++;
      }
    }
    return kept;
  }

  private static Map<String, String> settings(Draw draw) {
    Map<String, String> settings = new HashMap<>();
    settings.put("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    settings.put("sqs.message.format", draw.coin() ? "raw" : "event-batch");
    settings.put("sqs.message.attributes.enabled", "true");
    if (draw.coin()) {
      settings.put("sqs.message.attributes", TEMPLATES);
    }
    List<String> overflows = List.of("bundle", "drop", "fail");
    settings.put("behavior.on.attribute.overflow", overflows.get(draw.below(3)));
    settings.put("behavior.on.invalid.characters", draw.coin() ? "replace" : "fail");
    return settings;
  }

  private static Headers headers(Draw draw) {
    ConnectHeaders headers = new ConnectHeaders();
    for (int i = draw.below(16); i > 0; i--) {
      headers.add(NAMES.get(draw.below(NAMES.size())), value(draw), null);
    }
    return headers;
  }

  private static @Nullable Object value(Draw draw) {
    return switch (draw.below(14)) {
      case 0 -> null;
      case 1 -> "";
      case 2 -> draw.anyLong();
      case 3 -> Double.longBitsToDouble(draw.anyLong());
      case 4 -> new BigDecimal(draw.anyLong()).scaleByPowerOfTen(draw.below(60) - 30);
      case 5 -> draw.coin();
      case 6 -> new byte[draw.below(4)];
      case 7 -> ByteBuffer.allocate(draw.below(4));
      case 8 -> List.of("x", draw.below(9));
      case 9 -> Map.of("k\u0000", draw.below(9));
      case 10 -> "x" + (char) draw.below(65_536);
      case 11 -> "v".repeat(draw.below(3) == 0 ? 400_000 : 3);
      case 12 -> Float.NaN;
      default -> "text";
    };
  }
}
