package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.MessageAttribute.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageAttributesTest {
  private static final String ATTRIBUTES = "sqs.message.attributes";
  private static final String ROOT = "5759e988-bd862e3fe1be46a994272793";
  private static final String ENABLED = "sqs.message.attributes.enabled";
  private static final String OVERFLOW = "behavior.on.attribute.overflow";

  @Test
  void messageHasNoAttributesByDefault() {
    OutboundMessage message =
        RecordAssembler.standard()
            .message(record("{}", headers("h", "x", "X-Amzn-Trace-Id", "Root=1-" + ROOT)));

    assertThat(message.attributes()).isEmpty();
    assertThat(message.traceHeader()).isNull();
    assertThat(message.delaySeconds()).isNull();
  }

  @Test
  void templatesCoverEverythingOfARecord() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            ATTRIBUTES,
            "t=${topic},p:Number=${partition},o:Number=${offset},ts:Number=${timestamp},k=${key},h=${header.h},"
                + "v=${value.a.b},n:Number=${value.n},c=constant-${key}");

    assertThat(
            shown(assembler.message(record("{\"a\":{\"b\":true},\"n\":1.5e3}", headers("h", 7)))))
        .containsExactly(
            "t:String=events",
            "p:Number=0",
            "o:Number=42",
            "ts:Number=1795521600000",
            "k:String=key",
            "h:String=7",
            "v:String=true",
            "n:Number=1500",
            "c:String=constant-key");
  }

  @Test
  void templatesReadTheValueOfRawRecordsToo() {
    RecordAssembler assembler =
        RecordAssembler.standard("sqs.message.format", "raw", ATTRIBUTES, "v=${value.a},k=${key}");

    assertThat(shown(assembler.message(record("{\"a\":1}", headers()))))
        .containsExactly("v:String=1", "k:String=key");
    assertThat(shown(assembler.message(record("no json", headers()))))
        .containsExactly("k:String=key");
  }

  @Test
  void eachBatchOfARecordHasItsOwnAttributes() {
    RecordAssembler assembler =
        RecordAssembler.standard(ATTRIBUTES, "user=${mpid},plan=${value.user_attributes.plan}");
    String batches =
        "["
            + batch("1", "gold", 2)
            + ","
            + batch("2", "silver", 1)
            + ","
            + batch("2", "silver", 1)
            + "]";

    List<OutboundMessage> messages = assembler.messages(record(batches, headers()));

    assertThat(messages)
        .extracting(MessageAttributesTest::shown)
        .containsExactly(
            List.of("user:String=1", "plan:String=gold"),
            List.of("user:String=2", "plan:String=silver"),
            List.of("user:String=2", "plan:String=silver"));
  }

  @Test
  void partsOfABatchHaveTheSameAttributesAndObject() {
    RecordAssembler assembler =
        RecordAssembler.standard("event.send.as.batch", "false", ATTRIBUTES, "user=${mpid}");

    List<OutboundMessage> messages =
        assembler.messages(
            record("[" + batch("1", "a", 3) + "," + batch("2", "a", 2) + "]", headers()));

    assertThat(messages)
        .extracting(message -> message.attributes().get(0).text())
        .containsExactly("1", "1", "1", "2", "2");
    assertThat(messages.get(0).attributes()).isSameAs(messages.get(2).attributes());
  }

  @Test
  void attributeWithoutTextIsLeftOutAndCounted() {
    RecordAssembler assembler =
        RecordAssembler.standard(ATTRIBUTES, "a=${value.x},b=${header.h},c=${value.o},d=${topic}");

    assertThat(shown(assembler.message(record("{\"o\":{}}", headers("h", "")))))
        .containsExactly("d:String=events");
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(0);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(3);
  }

  @Test
  void numberThatIsNoneRejectsTheRecordWithoutShowingIt() {
    RecordAssembler assembler = RecordAssembler.standard(ATTRIBUTES, "total:Number=${value.total}");

    assertThat(assembler.reason("{\"total\":\"12 EUR\"}"))
        .startsWith("not a number: the text of the attribute total of type Number. Allowed: ")
        .contains("38 digits", "total=TEMPLATE without :Number")
        .doesNotContain("EUR");
    assertThat(assembler.reason("{\"total\":1e39}")).startsWith("not a number");
  }

  @Test
  void headersKeepTheirTypes() {
    Schema decimal = Decimal.schema(2);
    Schema struct = SchemaBuilder.struct().field("a", Schema.INT32_SCHEMA).build();
    Headers headers =
        headers(
            "text",
            "00123",
            "byte",
            (byte) 1,
            "long",
            Long.MIN_VALUE,
            "double",
            1.5e10,
            "nan",
            Double.NaN,
            "bool",
            true,
            "bytes",
            new byte[] {0, 1},
            "buffer",
            ByteBuffer.wrap(new byte[] {9, 8, 7}, 1, 1));
    headers.add("decimal", new BigDecimal("-12.50"), decimal);
    headers.add("struct", new Struct(struct).put("a", 1), struct);

    assertThat(shown(enabled().message(record("{}", headers))))
        .containsExactly(
            "text:String=00123",
            "byte:Number=1",
            "long:Number=-9223372036854775808",
            "double:Number=15000000000",
            "nan:String=NaN",
            "bool:String=true",
            "bytes:Binary=[0, 1]",
            "buffer:Binary=[8]",
            "decimal:Number=-12.50",
            "struct:String={\"a\":1}");
  }

  @Test
  void otherTypesBecomeTextOrNumbers() {
    String digits = "9".repeat(39);
    Headers headers =
        headers(
            "map",
            Map.of("a", List.of(1, "x")),
            "list",
            List.of(),
            "date",
            new Date(1_000),
            "fits",
            new BigInteger(digits.substring(1)),
            "long",
            new BigInteger(digits),
            "small",
            1e-300,
            "float",
            1.5f,
            "exponent",
            new BigDecimal("1e20000"));

    assertThat(shown(enabled().message(record("{}", headers))))
        .containsExactly(
            "map:String={\"a\":[1,\"x\"]}",
            "list:String=[]",
            "date:Number=1000",
            "fits:Number=" + digits.substring(1),
            "long:String=" + digits,
            "small:String=0." + "0".repeat(299) + "10",
            "float:Number=1.5",
            "exponent:String=1E+20000");
  }

  @Test
  void nullAndEmptyHeadersAreLeftOutAndCounted() {
    RecordAssembler assembler = enabled();

    assertThat(
            shown(
                assembler.message(
                    record(
                        "{}",
                        headers(
                            "null",
                            null,
                            "text",
                            "",
                            "bytes",
                            new byte[0],
                            "buffer",
                            ByteBuffer.allocate(0),
                            "a",
                            " ")))))
        .containsExactly("a:String= ");
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(0);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(4);
  }

  @Test
  void namesAreMadeLegalAndDistinct() {
    RecordAssembler assembler =
        RecordAssembler.standard(ATTRIBUTES, "id=${key},none=${value.x}", ENABLED, "true");

    assertThat(
            shown(
                assembler.message(
                    record(
                        "{}",
                        headers(
                            "a b",
                            1,
                            "id",
                            2,
                            "a_b",
                            3,
                            "none",
                            4,
                            "kafka_headers",
                            5,
                            "AWS.x",
                            6)))))
        .containsExactly(
            "id:String=key",
            "a_b_2:Number=1",
            "id_2:Number=2",
            "a_b:Number=3",
            "none_2:Number=4",
            "kafka_headers_2:Number=5",
            "AWS_x:Number=6");
  }

  @Test
  void headerHasTheNameOfTheBundleIfThereIsNone() {
    for (String overflow : List.of("drop", "fail")) {
      RecordAssembler assembler = RecordAssembler.standard(ENABLED, "true", OVERFLOW, overflow);
      assertThat(shown(assembler.message(record("{}", headers("kafka_headers", 5)))))
          .containsExactly("kafka_headers:Number=5");
    }
  }

  @Test
  void attributesThatASplitBuildsAgainAreNotCountedAgain() {
    RecordAssembler assembler = RecordAssembler.standard(ENABLED, "true", OVERFLOW, "drop");
    Headers headers = numbered(13);
    headers.add("null", null, null);
    SinkRecord record = record(batch("1", "gold", 20), headers);
    OutboundMessage whole = assembler.message(record);
    assertThat(((Assembly.Messages) assembler.assembler().split(record, whole, 1_024)).messages())
        .hasSizeGreaterThan(1);
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(3);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(1);
  }

  @Test
  void tenAttributesNeedNoBundle() {
    RecordAssembler assembler = RecordAssembler.standard(ATTRIBUTES, "id=${key}", ENABLED, "true");

    assertThat(shown(assembler.message(record("{}", numbered(9)))))
        .hasSize(10)
        .endsWith("h8:Number=8");
  }

  @Test
  void headersBeyondNineAttributesAreBundledWithTheirOwnNames() {
    RecordAssembler assembler =
        RecordAssembler.standard(ATTRIBUTES, "id=${key},x=${value.x}", ENABLED, "true");
    Headers headers = numbered(8);
    headers.add("a b", "t\u0001\"", null);
    headers.add("yes", true, null);
    headers.add("nan", Float.NaN, null);
    headers.add("bytes", new byte[] {1}, null);
    headers.add("map", Map.of("k", 1), null);

    assertThat(shown(assembler.message(record("{}", headers))))
        .hasSize(10)
        .startsWith("id:String=key", "h0:Number=0")
        .endsWith(
            "h7:Number=7",
            "kafka_headers:String={\"a b\":\"t\\u0001\\\"\",\"yes\":true,\"nan\":\"NaN\",\"bytes\":\"AQ==\",\"map\":{\"k\":1}}");
    assertThat(shown(assembler.message(record("{\"x\":1}", headers))))
        .hasSize(10)
        .startsWith("id:String=key", "x:String=1", "h0:Number=0")
        .contains("h6:Number=6")
        .last()
        .asString()
        .startsWith("kafka_headers:String={\"h7\":7,\"a b\":");
  }

  @Test
  void headersBeyondTenAttributesAreDroppedAndCounted() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            ATTRIBUTES,
            "id=${key}",
            ENABLED,
            "true",
            OVERFLOW,
            "drop",
            "sqs.message.attributes.include.list",
            "h11,h1*");

    assertThat(shown(assembler.message(record("{}", numbered(20)))))
        .hasSize(10)
        .startsWith(
            "id:String=key", "h11:Number=11", "h1:Number=1", "h10:Number=10", "h12:Number=12");
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(2);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(0);
  }

  @Test
  void moreThanTenAttributesRejectTheRecordIfTheUserSaysSo() {
    RecordAssembler assembler =
        RecordAssembler.standard(ATTRIBUTES, "id=${key}", ENABLED, "true", OVERFLOW, "fail");

    assertThat(assembler.messages(record("{}", numbered(9)))).hasSize(1);
    assertThat(reason(assembler.assemble(record("{}", numbered(10)))))
        .startsWith("too many message attributes: 1 of sqs.message.attributes and 10 headers")
        .contains("Allowed: 10", "sqs.message.attributes.include.list", OVERFLOW);
  }

  @Test
  void emptyHeadersNeedNoRoom() {
    RecordAssembler assembler = RecordAssembler.standard(ENABLED, "true", OVERFLOW, "fail");
    Headers headers = numbered(10);
    headers.add("null", null, null);

    assertThat(assembler.message(record("{}", headers)).attributes()).hasSize(10);
  }

  @Test
  void characterThatSqsRefusesRejectsOrIsReplaced() {
    SinkRecord record = record("{}", headers("h", "a\u0000b"));
    String[] replace = {"behavior.on.invalid.characters", "replace", ENABLED, "true"};

    assertThat(reason(enabled().assemble(record)))
        .startsWith("a character that SQS refuses, U+0000 at index 1 of the header h. Allowed: ")
        .contains("behavior.on.invalid.characters=replace", "include.list");
    assertThat(reason(RecordAssembler.standard(ATTRIBUTES, "x=${header.h}").assemble(record)))
        .startsWith(
            "a character that SQS refuses, U+0000 at index 1 of the attribute x. Allowed: ");
    OutboundMessage message = RecordAssembler.standard(replace).message(record);
    assertThat(shown(message)).containsExactly("h:String=a\uFFFDb");
    assertThat(message.bytes()).isEqualTo(message.body().length() + 1 + 6 + 5);
  }

  @Test
  void valueThatJsonCannotExpressRejectsTheRecordAndNamesTheHeader() {
    assertThat(reason(enabled().assemble(record("{}", headers("h", new Object())))))
        .startsWith("cannot be written as JSON")
        .contains("It is in the header h; leave it out");
  }

  @Test
  void traceAndDelayComeFromHeadersWithoutUsingAttributes() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.trace.header.enabled", "true", "sqs.delay.header", "d", "sqs.delay.ms", "5000");
    String trace = "Root=1-5759e988-bd862e3fe1be46a994272793";

    OutboundMessage message =
        assembler.message(record("{}", headers("x-amzn-trace-id", trace, "d", 1500)));
    OutboundMessage plain = assembler.message(record("{}", headers()));

    assertThat(message.traceHeader()).isEqualTo(trace);
    assertThat(message.delaySeconds()).isEqualTo(2);
    assertThat(message.attributes()).isEmpty();
    assertThat(message.bytes()).isEqualTo(plain.bytes());
    assertThat(plain.traceHeader()).isNull();
    assertThat(plain.delaySeconds()).isEqualTo(5);
  }

  @Test
  void headerOfTheTraceIsStillCopied() {
    RecordAssembler assembler =
        RecordAssembler.standard("sqs.trace.header.enabled", "true", ENABLED, "true");
    String trace = "Root=1-5759e988-bd862e3fe1be46a994272793";

    OutboundMessage message = assembler.message(record("{}", headers("X-Amzn-Trace-Id", trace)));

    assertThat(message.traceHeader()).isEqualTo(trace);
    assertThat(shown(message)).containsExactly("X-Amzn-Trace-Id:String=" + trace);
  }

  @Test
  void wrongDelayRejectsTheRecord() {
    RecordAssembler assembler = RecordAssembler.standard("sqs.delay.header", "d");

    assertThat(reason(assembler.assemble(record("{}", headers("d", "soon")))))
        .startsWith("not a delay");
  }

  @Test
  void rawMessageOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format", "raw", "sqs.message.max.bytes", "1024", ENABLED, "true");
    int attribute = "ü".getBytes(StandardCharsets.UTF_8).length + 1 + 6;
    Headers headers = headers("h", "ü", "b", new byte[100]);
    int attributes = attribute + 1 + 6 + 100;
    String body = "x".repeat(1024 - attributes);

    OutboundMessage message = assembler.message(record(body, headers));

    assertThat(message.bytes()).isEqualTo(1024);
    assertThat(reason(assembler.assemble(record(body + "x", headers))))
        .isEqualTo(
            "too large for SQS: the body has 909 bytes. Allowed: 908 bytes beside 116 bytes of attributes");
    assertThat(reason(assembler.assemble(record(body, headers("h", "üx", "b", new byte[100])))))
        .startsWith("too large for SQS: the body has 908 bytes. Allowed: 907 bytes");
  }

  @Test
  void attributesAloneMustLeaveRoomForABody() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format", "raw", "sqs.message.max.bytes", "1024", ENABLED, "true");

    assertThat(assembler.message(record("x", headers("h", "v".repeat(1016)))).bytes())
        .isEqualTo(1024);
    assertThat(reason(assembler.assemble(record("x", headers("h", "v".repeat(1017))))))
        .startsWith("too large for SQS: the attributes have 1024 bytes. Allowed: 1024 bytes");
  }

  @Test
  void eventBatchIsSplitWhereAttributesLeaveLessRoom() {
    String value = batch("1", "gold", 10);
    int limit = RecordAssembler.standard().message(record(value, headers())).bytes() + 50;
    String max = Integer.toString(limit);
    RecordAssembler assembler =
        RecordAssembler.standard("sqs.message.max.bytes", max, ENABLED, "true");

    assertThat(assembler.messages(record(value, headers("h", "v".repeat(43)))))
        .singleElement()
        .extracting(OutboundMessage::bytes)
        .isEqualTo(limit);
    assertThat(assembler.messages(record(value, headers("h", "v".repeat(44)))))
        .hasSize(2)
        .allMatch(part -> part.bytes() <= limit)
        .allMatch(part -> part.attributes().size() == 1);
  }

  @Test
  void messageIsSplitUnderTheLimitOfTheQueueWithItsAttributes() {
    RecordAssembler assembler = enabled();
    SinkRecord record = record(batch("1", "gold", 20), headers("h", "v".repeat(400)));
    OutboundMessage whole = assembler.message(record);

    Assembly parts = assembler.assembler().split(record, whole, 1_024);

    assertThat(((Assembly.Messages) parts).messages())
        .hasSizeGreaterThan(1)
        .allMatch(part -> part.bytes() <= 1_024)
        .allMatch(part -> part.attributes().equals(whole.attributes()));
    assertThat(reason(assembler.assembler().split(record, whole, 400)))
        .startsWith("too large for SQS: the attributes have 407 bytes. Allowed: 400 bytes");
    assertThat(assembler.assembler().attributesDropped()).isEqualTo(0);
    assertThat(assembler.assembler().attributesEmpty()).isEqualTo(0);
  }

  @Test
  void memoryOfTheAttributesOfARecordIsBounded() {
    RecordAssembler assembler =
        RecordAssembler.standard(
            ATTRIBUTES, "a=${header.h}${mpid}", "event.send.as.batch", "false");
    String batches =
        IntStream.range(0, 40)
            .mapToObj(user -> batch(Integer.toString(user), "a", 1))
            .collect(Collectors.joining(",", "[", "]"));
    String long500 = "v".repeat(500_000);

    assertThat(reason(assembler.assemble(record(batches, headers("h", long500)))))
        .startsWith(
            "too large for SQS: the attributes of the messages of the record need more than");
    assertThat(enabled().messages(record(batches, headers("h", long500))))
        .as("one attribute for all")
        .hasSize(40);
  }

  @Test
  void memoryOfManySmallAttributesIsBoundedToo() {
    String ten =
        IntStream.range(0, 10).mapToObj(i -> "a" + i + "=${mpid}").collect(Collectors.joining(","));
    String batches =
        IntStream.range(0, 12_000)
            .mapToObj(user -> "{\"mpid\":" + user + ",\"events\":[]}")
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(
            reason(RecordAssembler.standard(ATTRIBUTES, ten).assemble(record(batches, headers()))))
        .startsWith(
            "too large for SQS: the attributes of the messages of the record need more than");
  }

  @Test
  void heapOfAttributesIsCounted() {
    OutboundMessage with = enabled().message(record("{}", headers("a", "x", "b", "y")));
    OutboundMessage without = enabled().message(record("{}", headers()));

    assertThat(with.retainedBytes() - without.retainedBytes()).isEqualTo(2 * (1 + 6 + 1 + 160));
  }

  private static RecordAssembler enabled() {
    return RecordAssembler.standard(ENABLED, "true");
  }

  private static String batch(String mpid, String plan, int events) {
    String event = "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e\"}}";
    return "{\"events\":["
        + String.join(",", Collections.nCopies(events, event))
        + "],\"mpid\":\""
        + mpid
        + "\",\"user_attributes\":{\"plan\":\""
        + plan
        + "\"}}";
  }

  private static Headers numbered(int count) {
    ConnectHeaders headers = new ConnectHeaders();
    IntStream.range(0, count).forEach(i -> headers.add("h" + i, i, null));
    return headers;
  }

  private static Headers headers(@Nullable Object... namesAndValues) {
    ConnectHeaders headers = new ConnectHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(String.valueOf(namesAndValues[i]), namesAndValues[i + 1], null);
    }
    return headers;
  }

  private static SinkRecord record(String value, Headers headers) {
    return RecordAssembler.record(null, "key", null, value, RecordAssembler.TIMESTAMP, headers);
  }

  private static String reason(Assembly assembly) {
    return ((Assembly.Rejected) assembly).reason();
  }

  private static List<String> shown(OutboundMessage message) {
    return message.attributes().stream().map(MessageAttributesTest::shown).toList();
  }

  private static String shown(MessageAttribute attribute) {
    String value = attribute.text();
    if (attribute.type() == Type.BINARY && attribute.binary() != null) {
      byte[] bytes = new byte[attribute.binary().remaining()];
      attribute.binary().duplicate().get(bytes);
      value = Arrays.toString(bytes);
    }
    return attribute.name() + ":" + attribute.type().word() + "=" + value;
  }
}
