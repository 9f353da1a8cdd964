package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no sender should send: delivered exactly, or rejected with place and reason. */
class BadInputTest {
  private static final String SECRET = "s3cr3t";
  private static final TestEventConverter CONVERTING = TestEventConverter.under(Map.of());

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  /** An eventless batch that holds the value, which stands last. */
  private static String batchOf(String value) {
    return "{\"events\":[],\"x\":" + value + "}";
  }

  private static String last(String body) {
    return body.substring(body.indexOf(",\"x\":") + 5, body.length() - 1);
  }

  // ---- text that is not one JSON value

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t",
        "s3cr3t",
        "{\"a\":\"s3cr3t\"",
        "{\"a\":\"s3cr3t",
        "{\"a\":\"s3cr3t\"}}",
        "{\"a\":\"s3cr3t\"} x",
        "{\"a\":\"s3cr3t\"}{}",
        "{\"a\":\"s3cr3t\",}",
        "{\"a\" \"s3cr3t\"}",
        "{a:\"s3cr3t\"}",
        "{'a':'s3cr3t'}",
        "{\"a\":s3cr3t}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":-}",
        "{\"a\":0x10}",
        "{\"a\":tru}",
        "{\"a\":nul}",
        "{\"a\":True}",
        "{\"a\":\"s3cr3t\\x\"}",
        "{\"a\":\"s3cr3t\\u12G4\"}",
        "{\"a\":\"s3cr3t\\u12",
        "{\"a\":\"s3cr3t\\",
        "{\"a\":\"s3cr3t\u0001\"}",
        "{\"a\":\"s3cr3t\n\"}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "[",
        "{",
        "{\"a\":/*s3cr3t*/1}",
        "\uFEFF{}",
        "\u00A0{}"
      })
  void textThatIsNotOneJsonValueIsRejectedWithPlaceAndReason(String text) {
    assertThat(CONVERTING.reason(text))
        .matches(
            "not valid JSON at byte \\d+, in (/[^:]*|the root): found .*\\. Allowed: one JSON value.*")
        .doesNotContain(SECRET);
    assertThat(CONVERTING.reason(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CONVERTING.reason(text));
  }

  @ParameterizedTest
  @CsvSource({
    "7, a number",
    "'\"s3cr3t\"', a string",
    "true, a boolean",
    "false, a boolean",
    "null, null"
  })
  void scalarIsRejected(String text, String found) {
    assertThat(CONVERTING.reason(text))
        .startsWith("not an event batch: found " + found + ". Allowed: ")
        .doesNotContain(SECRET);
  }

  @Test
  void placeOfAMistakeIsTheByteAndTheMember() {
    assertThat(CONVERTING.reason("{\"é\":{\"a/b~\":[1,{\"c\":}]}}"))
        .startsWith("not valid JSON at byte 22, in /é/a~1b~0/1/c: found");
  }

  @Test
  void arrayOfOtherThingsNamesTheElement() {
    assertThat(CONVERTING.reason("[{\"mpid\":1},\"s3cr3t\"]"))
        .contains("at /1: found a string")
        .doesNotContain(SECRET);
    assertThat(CONVERTING.reason("[[]]")).contains("at /0: found an array");
    assertThat(CONVERTING.reason("[null]")).contains("at /0: found null");
  }

  // ---- UTF-8

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "BF",
        "C0AF",
        "C1BF",
        "C2",
        "C220",
        "E0809F",
        "E09F80",
        "E282",
        "E28220",
        "EDA080",
        "EDBFBF",
        "EDA0BDEDB880",
        "F08080AF",
        "F0808080",
        "F0828282",
        "F4908080",
        "F09F98",
        "F5808080",
        "F8888080",
        "FF",
        "FE",
        "9FBFBF"
      })
  void bytesThatAreNotUtf8AreRejected(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (String[] around :
        List.of(
            new String[] {"{\"a\":\"", "\"}"},
            new String[] {"{\"", "\":1}"},
            new String[] {"{\"a\":\"\\n", "\"}"})) {
      assertThat(CONVERTING.reason(joined(around[0], bad, around[1])))
          .startsWith("not valid JSON at byte ")
          .contains("bytes that are not UTF-8");
    }
  }

  private static byte[] joined(String before, byte[] middle, String after) {
    byte[] head = before.getBytes(StandardCharsets.UTF_8);
    byte[] tail = after.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + middle.length + tail.length)
        .put(head)
        .put(middle)
        .put(tail)
        .array();
  }

  @Test
  void byteOrderMarksAndOtherEncodingsAreRejected() {
    byte[] mark = HexFormat.of().parseHex("EFBBBF");
    assertThat(CONVERTING.reason(joined("", mark, "{}"))).contains("a byte-order mark");
    assertThat(CONVERTING.reason("\uFEFF{}")).contains("a byte-order mark");
    assertThat(CONVERTING.reason("{}".getBytes(StandardCharsets.UTF_16)))
        .startsWith("not valid JSON");
    assertThat(CONVERTING.reason("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("not UTF-8");
  }

  @Test
  void byteOrderMarkInsideIsACharacter() {
    assertThat(last(CONVERTING.body(batchOf("\"\uFEFF\"")))).isEqualTo("\"\uFEFF\"");
  }

  // ---- characters

  @Test
  void loneSurrogatesBecomeEscapesWhateverWayTheyCame() {
    String written = "\"\\uD83D\\uDE00\"".replace("\\uD83D\\uDE00", "\\uDE00-\\uD83D");
    assertThat(last(CONVERTING.body(batchOf("\"\uDE00-\uD83D\"")))).isEqualTo(written);
    assertThat(last(CONVERTING.body(batchOf("\"\\ude00-\\ud83d\"")))).isEqualTo(written);
    assertThat(
            last(CONVERTING.body(batchOf("\"\\ude00-\\ud83d\"").getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(written);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("events", List.of());
    map.put("x", "\uDE00-\uD83D");
    assertThat(last(CONVERTING.body(map))).isEqualTo(written);
  }

  @Test
  void halvesOfOnePairMeetHoweverEachIsWritten() {
    for (String pair :
        List.of("\\ud83d\\ude00", "\\ud83d\uDE00", (char) 0xD83D + "\\ude00", "😀")) {
      assertThat(last(CONVERTING.body(batchOf("\"" + pair + "\"")))).isEqualTo("\"😀\"");
    }
    assertThat(last(CONVERTING.body(batchOf("\"\\ud83d\\ud83d\\ude00\\u0041\""))))
        .isEqualTo("\"\\uD83D😀A\"");
  }

  @Test
  void loneSurrogatesInNamesAreEscapedTooAndMakeOneName() {
    assertThat(CONVERTING.body("{\"events\":[],\"\\ud800\":1,\"\uD800\":2}"))
        .endsWith(",\"\\uD800\":2}");
  }

  @Test
  void whatSqsForbidsLeavesAsEscapesAndAllElseAsItIs() {
    StringBuilder json = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int c = 0; c < 0x20; c++) {
      json.append(String.format("\\u%04x", c));
      int known = "\b\t\n\f\r".indexOf(c);
      expected.append(known >= 0 ? "\\" + "btnfr".charAt(known) : String.format("\\u%04X", c));
    }
    json.append("\uFFFE\uFFFF\\ufffe\\/\u007F\u0085\u2028\uD83F\uDFFF");
    expected.append("\\uFFFE\\uFFFF\\uFFFE/\u007F\u0085\u2028\uD83F\uDFFF");
    assertThat(last(CONVERTING.body(batchOf("\"" + json + "\""))))
        .isEqualTo("\"" + expected + "\"");
  }

  @Test
  void controlCharactersOfNamesAreNotInReasons() {
    assertThat(CONVERTING.reason("{\"a\\n\\u0007b\":x}")).contains("in /a??b: found");
  }

  // ---- depth

  @Test
  void nestingGoesTo512AndNoDeeper() {
    assertThat(last(CONVERTING.body(batchOf(nested(511))))).isEqualTo(nested(511));
    for (int levels : new int[] {512, 599, 100_000}) {
      String text = batchOf(nested(levels));
      assertThat(CONVERTING.reason(text)).contains("nesting deeper than 512");
      assertThat(CONVERTING.reason(text.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(CONVERTING.reason(text));
    }
    assertThat(CONVERTING.reason("[".repeat(2_000_000))).contains("nesting deeper than 512");
    assertThat(CONVERTING.reason("{\"a\":".repeat(600))).contains("nesting deeper than 512");
  }

  @Test
  void connectDataNestsTo512AndNoDeeperEvenInACircle() {
    List<Object> list = List.of();
    for (int i = 0; i < 510; i++) {
      list = List.of(list);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("events", List.of());
    map.put("x", list);
    assertThat(last(CONVERTING.body(map))).isEqualTo(nested(511));
    map.put("x", List.of(list));
    assertThat(CONVERTING.reason(map)).contains("nesting deeper than 512");
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    map.put("x", circle);
    assertThat(CONVERTING.reason(map)).contains("nesting deeper than 512");
  }

  // ---- numbers

  @Test
  void numbersThatFitNoClassAreCopied() {
    for (String number :
        List.of(
            "1e999999999",
            "-1E-999999999",
            "0e99999999999",
            "9".repeat(400),
            "0." + "3".repeat(400),
            "1e" + "9".repeat(400),
            "-0",
            "-0.0e-0")) {
      assertThat(last(CONVERTING.body(batchOf(number)))).isEqualTo(number);
    }
  }

  @Test
  void hugeExponentCostsNothingWhereverItStands() {
    for (String number :
        List.of("1e999999999", "1e-999999999", "-1e-999999999", "1e99999999999", "9".repeat(400))) {
      String text = "{\"t\":" + number + "}";
      assertCheap(() -> CONVERTING.body(text).length());
      assertCheap(
          () -> {
            Conversion timed =
                TestEventConverter.under("event.record.timestamp.path", "t").of(text);
            return timed.toString().length();
          });
      assertCheap(
          () ->
              TestEventConverter.under("event.record.user.attributes", "a=t").body(text).length());
      assertCheap(() -> TestEventConverter.under("event.record.id.path", "t").body(text).length());
      assertThat(TestEventConverter.under("event.record.mpid.path", "t").reason(text))
          .contains("no user id at /t");
    }
    for (BigDecimal decimal :
        List.of(
            new BigDecimal(BigInteger.ONE, -999_999_999),
            new BigDecimal(BigInteger.ONE, 999_999_999),
            new BigDecimal(BigInteger.ZERO, -999_999_999))) {
      Map<String, Object> value = Map.of("t", decimal);
      assertCheap(() -> CONVERTING.body(value).length());
      assertCheap(
          () -> {
            Conversion timed =
                TestEventConverter.under("event.record.timestamp.path", "t").of(value);
            return timed.toString().length();
          });
    }
  }

  @Test
  void deepNestingAllocatesLittle() {
    String deep = "[".repeat(1_000_000);
    assertCheap(() -> CONVERTING.reason(deep).length());
  }

  /** Fails when the work needs more memory than a few copies of a megabyte. */
  private static void assertCheap(Supplier<Integer> work) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(work.get()).isLessThan(10_000);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16L << 20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersJsonDoesNotHaveAreRejectedWithTheirPlace(double number) {
    Map<String, Object> map = Map.of("mpid", 1L, "context", Map.of("a", List.of(1, number)));
    assertThat(CONVERTING.reason(map)).contains("at /context/a/1: found the number " + number);
    Map<String, Object> floats = Map.of("mpid", 1L, "context", Map.of("a", (float) number));
    assertThat(CONVERTING.reason(floats)).contains("at /context/a: found the number");
  }

  // ---- size

  @Test
  void recordOfTwoMebibytesIsSplitWhereItHasEventsAndRejectedWhereNot() {
    String event =
        "{\"event_type\":\"opt_out\",\"data\":{\"is_opted_out\":true,\"note\":\"%s\"}}"
            .formatted("x".repeat(200_000));
    String batch =
        "{\"events\":[" + String.join(",", java.util.Collections.nCopies(10, event)) + "]}";
    List<String> bodies = TestEventConverter.bodies(CONVERTING.of(batch));
    assertThat(bodies).hasSize(2).allMatch(body -> body.length() <= TestEventConverter.LIMIT);
    String secret = SECRET.repeat(350_000);
    assertThat(CONVERTING.reason("{\"a\":\"" + secret + "\"}"))
        .contains("too large for SQS", "Allowed: 1048576 bytes")
        .doesNotContain(SECRET)
        .hasSizeLessThan(500);
    assertThat(CONVERTING.reason("{\"" + secret + "\":x}")).hasSizeLessThan(500);
  }

  // ---- Connect data

  @Test
  void everyTypeAndLogicalTypeOfConnectIsWritten() {
    Schema inner = SchemaBuilder.struct().field("k", Schema.STRING_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("events", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("i8", Schema.INT8_SCHEMA)
            .field("i16", Schema.INT16_SCHEMA)
            .field("i32", Schema.INT32_SCHEMA)
            .field("i64", Schema.INT64_SCHEMA)
            .field("f32", Schema.FLOAT32_SCHEMA)
            .field("f64", Schema.FLOAT64_SCHEMA)
            .field("bool", Schema.BOOLEAN_SCHEMA)
            .field("string", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("buffer", Schema.BYTES_SCHEMA)
            .field("list", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.BOOLEAN_SCHEMA).build())
            .field("struct", inner)
            .field("decimal", Decimal.schema(2))
            .field("negative_scale", Decimal.schema(-3))
            .field("huge_scale", Decimal.schema(2000))
            .field("timestamp", Timestamp.SCHEMA)
            .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("before", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("unknown", SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build())
            .field("absent", SchemaBuilder.string().optional().defaultValue("default").build())
            .build();
    Struct struct =
        new Struct(schema)
            .put("events", List.of())
            .put("i8", (byte) -128)
            .put("i16", (short) 32767)
            .put("i32", Integer.MIN_VALUE)
            .put("i64", Long.MAX_VALUE)
            .put("f32", 0.1f)
            .put("f64", 1e21)
            .put("bool", true)
            .put("string", "\u0000é")
            .put("bytes", new byte[] {-1, 0})
            .put("buffer", ByteBuffer.wrap(new byte[] {9, -1, 0}).position(1))
            .put("list", Arrays.asList(1, null))
            .put("map", Map.of(7, true))
            .put("struct", new Struct(inner).put("k", "v"))
            .put("decimal", new BigDecimal("-12.30"))
            .put("negative_scale", new BigDecimal(BigInteger.valueOf(5), -3))
            .put("huge_scale", new BigDecimal(BigInteger.valueOf(5), 2000))
            .put("timestamp", new Date(-1))
            .put("date", new Date(86_400_000L * 20_000))
            .put("before", new Date(-86_400_000L))
            .put("time", new Date(86_399_999))
            .put("unknown", 17L)
            .put("absent", null);
    assertThat(
            TestEventConverter.under("event.input.format", "batch", "event.validation", "none")
                .body(schema, struct))
        .endsWith(
            ",\"i8\":-128,\"i16\":32767,\"i32\":-2147483648,\"i64\":9223372036854775807,"
                + "\"f32\":0.1,\"f64\":1.0E21,\"bool\":true,\"string\":\"\\u0000é\","
                + "\"bytes\":\"/wA=\",\"buffer\":\"/wA=\",\"list\":[1,null],\"map\":{\"7\":true},"
                + "\"struct\":{\"k\":\"v\"},\"decimal\":-12.30,\"negative_scale\":5000,"
                + "\"huge_scale\":5E-2000,\"timestamp\":-1,\"date\":20000,\"before\":-1,"
                + "\"time\":86399999,\"unknown\":17}");
  }

  @Test
  void connectTimesAreEventTimes() {
    Date noon = new Date(1764072000000L);
    String[] path = {"event.record.timestamp.path", "t"};
    assertThat(TestEventConverter.under(path).body(Map.of("t", noon)))
        .contains("\"timestamp_unixtime_ms\":1764072000000,\"source_message_id\"");
    Schema dated =
        SchemaBuilder.struct().field("t", org.apache.kafka.connect.data.Date.SCHEMA).build();
    assertThat(
            TestEventConverter.under(path)
                .body(dated, new Struct(dated).put("t", new Date(86_400_000L * 20_000))))
        .contains("\"timestamp_unixtime_ms\":1728000000000,\"source_message_id\"");
    Schema early = SchemaBuilder.struct().field("t", Timestamp.SCHEMA).build();
    assertThat(
            TestEventConverter.under(path).body(early, new Struct(early).put("t", new Date(5_000))))
        .contains("\"timestamp_unixtime_ms\":5000,\"source_message_id\"");
  }

  @Test
  void mapKeysThatAreTextIntegerOrBooleanBecomeNames() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("events", List.of());
    map.put(7, "int");
    map.put(-8L, "long");
    map.put(BigInteger.TEN, "big");
    map.put(true, "bool");
    map.put((byte) 1, "byte");
    assertThat(CONVERTING.body(map))
        .endsWith(
            ",\"7\":\"int\",\"-8\":\"long\",\"10\":\"big\",\"true\":\"bool\",\"1\":\"byte\"}");
  }

  @Test
  void otherMapKeysAndClassesAreRejectedWithTheirPlace() {
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, SECRET);
    for (Object[] bad :
        List.of(
            new Object[] {Map.of(1.5, SECRET), "a map key of class java.lang.Double"},
            new Object[] {Map.of('c', SECRET), "a map key of class java.lang.Character"},
            new Object[] {nullKey, "a map key of null"},
            new Object[] {new StringBuilder(SECRET), "a value of class java.lang.StringBuilder"},
            new Object[] {new int[] {1}, "a value of class [I"})) {
      assertThat(CONVERTING.reason(Map.of("mpid", 1, "context", Map.of("a", bad[0]))))
          .isEqualTo(
              "cannot be written as JSON, at /context/a: found "
                  + bad[1]
                  + (bad[1].toString().contains("key")
                      ? ". Allowed: string, integer, boolean"
                      : ""));
    }
  }

  @Test
  void lastOfTwoKeysOfOneNameWinsAtThePlaceOfTheFirstEvenAsNull() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", "first");
    map.put("other", 2);
    map.put(1, "last");
    assertThat(CONVERTING.body(Map.of("events", List.of(), "x", Map.of("y", map))))
        .endsWith(",\"x\":{\"y\":{\"1\":\"last\",\"other\":2}}}");
    map.put(1, null);
    assertThat(CONVERTING.body(Map.of("events", List.of(), "x", Map.of("y", map))))
        .endsWith(",\"x\":{\"y\":{\"other\":2}}}");
  }

  @Test
  void lastOfManyDoubledNamesWinsToo() {
    StringBuilder text = new StringBuilder("{\"events\":[]");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(",\"n").append(i).append("\":0");
      expected.append(",\"n").append(i).append("\":").append(i % 3 == 0 ? "[" + i + "]" : "0");
    }
    for (int i = 0; i < 200; i += 3) {
      text.append(",\"\\u006e").append(i).append("\":[").append(i).append(']');
    }
    assertThat(CONVERTING.body(text.append('}').toString())).endsWith(expected + "}");
  }

  // ---- structure

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":[{\"event_type\":\"x\",\"data\":{\"location\":\"s3cr3t\"}}]} | /events/0/data/location: found a string. Allowed: an object",
        "{\"events\":[{\"event_type\":\"x\",\"data\":{}},7]} | /events/1: found a number. Allowed: an object with event_type and data",
        "{\"events\":[{\"data\":{}}]} | /events/0: found an object. Allowed: an object with a string event_type",
        "{\"events\":[{\"event_type\":[],\"data\":{}}]} | /events/0/event_type: found an array. Allowed: a string",
        "{\"events\":[{\"event_type\":\"x\",\"data\":null}]} | /events/0: found an object. Allowed: an object with an object data",
        "{\"events\":[{\"event_type\":\"x\",\"data\":true}]} | /events/0/data: found a boolean. Allowed: an object",
        "{\"events\":[],\"user_identities\":\"s3cr3t\"} | /user_identities: found a string. Allowed: an object or an array",
        "{\"events\":[],\"deleted_user_attributes\":{}} | /deleted_user_attributes: found an object. Allowed: an array",
        "{\"events\":[],\"partner_identities\":[]} | /partner_identities: found an array. Allowed: an object",
        "[{\"events\":[]},{\"events\":[null]}] | /1/events/0: found null. Allowed: an object with event_type and data"
      })
  void violationNamesPlaceWhatWasFoundAndWhatIsAllowed(String text, String reason) {
    assertThat(CONVERTING.reason(text))
        .isEqualTo("invalid event batch at " + reason)
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event.record.type.path=a | unknown word at /a.",
        "event.record.custom.type.path=a | unknown word at /a.",
        "event.record.timestamp.path=a | unreadable value at /a: found a string",
        "event.record.mpid.path=a | no user id at /a.",
        "event.record.id.path=o | unreadable value at /o: found an object",
        "event.record.name.path=o | unreadable value at /o: found an object",
        "event.record.session.path=o | unreadable value at /o: found an object",
        "event.record.identities=email=o | unreadable value at /o: found an object",
        "event.record.device=os=o | unreadable value at /o: found an object",
        "event.record.user.attributes=os=o | unreadable value at /o: found an object"
      })
  void mappedValueThatCannotBeReadIsRejectedByItsPlace(String setting, String reason) {
    int equals = setting.indexOf('=');
    TestEventConverter converting =
        TestEventConverter.under(setting.substring(0, equals), setting.substring(equals + 1));
    assertThat(converting.reason("{\"a\":\"s3cr3t\",\"o\":{\"s\":\"s3cr3t\"}}"))
        .contains(reason)
        .contains("Allowed: ")
        .doesNotContain(SECRET);
  }
}
