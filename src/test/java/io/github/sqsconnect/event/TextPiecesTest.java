package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The smallest pieces of reading and writing, at their edges. */
class TextPiecesTest {

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  // ---- TextScan

  @Test
  void plainTextEndsAtEachByteThatDoesNotStandForItself() {
    for (int special = 0; special < 256; special++) {
      boolean plain = special >= 0x20 && special < 0x80 && special != '"' && special != '\\';
      for (int at = 0; at < 24; at++) {
        byte[] text = ascii("a".repeat(40));
        text[at] = (byte) special;
        int found = TextScan.plainEnd(text, 0, 40);
        assertThat(found).as("%d at %d", special, at).isEqualTo(plain ? 40 : at);
      }
    }
  }

  @Test
  void scansLookNoFurtherThanTheEnd() {
    byte[] text = ascii("aaaaaaa\"?");
    assertThat(TextScan.plainEnd(text, 0, 7)).isLessThanOrEqualTo(7);
    assertThat(TextScan.asciiEnd(new byte[] {'a', -1, 'a'}, 0, 1)).isEqualTo(1);
    assertThat(TextScan.asciiEnd(new byte[] {'a', -1, 'a'}, 0, 3)).isEqualTo(1);
  }

  @Test
  void questionMarkIsFoundAtEveryPlace() {
    for (int at = 0; at < 20; at++) {
      byte[] text = ascii("@".repeat(20));
      assertThat(TextScan.hasQuestionMark(text)).isFalse();
      text[at] = '?';
      assertThat(TextScan.hasQuestionMark(text)).isTrue();
    }
  }

  // ---- Utf8

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "abcdefgh",
        "é",
        "ÿ\u0080",
        "abcdefghé",
        "éabcdefghijklmnop\u00FF",
        "Ā",
        "éĀ",
        "aéa€",
        "😀é",
        "\uFFFF",
        "aaaaaaaaaaaaaaaaaaaaé?"
      })
  void stringsComeBackFromTheirBytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.bytes(text)).isEqualTo(utf8);
    assertThat(Utf8.string(utf8, 0, utf8.length)).isEqualTo(text);
    byte[] inside = Arrays.copyOf(ascii("x"), utf8.length + 2);
    System.arraycopy(utf8, 0, inside, 1, utf8.length);
    assertThat(Utf8.string(inside, 1, utf8.length + 1)).isEqualTo(text);
  }

  // ---- JsonBuffer

  @Test
  void bufferGrowsFromAnySize() {
    JsonBuffer buffer = new JsonBuffer(1);
    buffer.putString("é".repeat(5_000) + "\"");
    assertThat(buffer.text(0)).isEqualTo("\"" + "é".repeat(5_000) + "\\\"\"");
    buffer.clear();
    buffer.putString("a".repeat(3_000_000));
    assertThat(buffer.size()).isEqualTo(3_000_002);
    buffer.clear();
    assertThat(buffer.bytes()).hasSizeLessThan(3_000_000);
  }

  // ---- Int64Form

  @ParameterizedTest
  @CsvSource({
    "0,true",
    "-0,true",
    "7,true",
    "-7,true",
    "9223372036854775807,true",
    "9223372036854775808,false",
    "-9223372036854775808,true",
    "-9223372036854775809,false",
    "10000000000000000000,false",
    "'',false",
    "-,false",
    "00,false",
    "01,false",
    "-01,false",
    "+1,false",
    "1.0,false",
    "1e3,false",
    "' 1',false",
    "0x1,false"
  })
  void int64IsDecidedByItsDigits(String text, boolean expected) {
    byte[] padded = ascii("9" + text + "9");
    assertThat(Int64Form.isInt64(padded, 1, padded.length - 1)).isEqualTo(expected);
  }

  // ---- IndexRanges

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "6 | 6",
        "0 1 2 3 4 6 | 0-4,6",
        "0 2 4 | 0,2,4",
        "9 10 | 9-10",
        "0 1 | 0-1"
      })
  void indexesAreWrittenAsRangesAndFoundInThem(String indexes, String ranges) {
    IntList list = new IntList();
    int[] all =
        Arrays.stream(indexes.split(" "))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    Arrays.stream(all).forEach(list::add);
    assertThat(IndexRanges.of(list, 0, list.size())).isEqualTo(ranges);
    for (int i = 0; i < 12; i++) {
      int index = i;
      assertThat(IndexRanges.indexes(ranges).get(i))
          .isEqualTo(Arrays.stream(all).anyMatch(each -> each == index));
    }
  }

  @Test
  void rangesOfAPartAreThoseOfThePart() {
    IntList list = new IntList();
    for (int i = 0; i < 100; i++) {
      list.add(i * 2 / 3);
    }
    assertThat(IndexRanges.of(list, 3, 3)).isEmpty();
    IntList gapless = new IntList();
    for (int i = 0; i < 100; i++) {
      gapless.add(i);
    }
    assertThat(IndexRanges.of(gapless, 10, 20)).isEqualTo("10-19");
  }

  // ---- ScalarText

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,-0",
    "1.10,1.10",
    "1e3,1000",
    "1E+3,1000",
    "1.5e0,1.5",
    "15e-1,1.5",
    "-15e-3,-0.015",
    "0e5,0",
    "0.0e-1,0.00",
    "1e-999999999,1E-999999999",
    "12e999999999,1.2E+1000000000",
    "0e99999999999,0",
    "1e99999999999999999999,1e99999999999999999999"
  })
  void numbersAsTextArePlain(String number, String text) {
    assertThat(ScalarText.plain(number)).isEqualTo(text);
  }

  @Test
  void numbersArePlainToAThousandDigits() {
    assertThat(ScalarText.plain("1e999")).isEqualTo("1" + "0".repeat(999));
    assertThat(ScalarText.plain("1e1000")).isEqualTo("1E+1000");
    assertThat(ScalarText.plain("1e-999")).isEqualTo("0." + "0".repeat(998) + "1");
    assertThat(ScalarText.plain("1e-1000")).isEqualTo("1E-1000");
    assertThat(ScalarText.plain("7".repeat(1_001))).isEqualTo("7".repeat(1_001));
    assertThat(ScalarText.plain("0." + "0".repeat(1_200) + "12")).isEqualTo("1.2E-1201");
    assertThat(ScalarText.plain("0." + "0".repeat(1_200) + "1e1201")).isEqualTo("1");
  }

  // ---- EventTime

  @ParameterizedTest
  @CsvSource({
    "315532800,315532800000",
    "1764025200,1764025200000",
    "1764025200.123,1764025200123",
    "1.7640252001239e9,1764025200123",
    "7258118399,7258118399000",
    "315532800000,315532800000",
    "1764025200123,1764025200123",
    "1764025200123.9,1764025200123",
    "1.764e12,1764000000000",
    "7258118399999,7258118399999",
    "315532800000000,315532800000",
    "1764025200123999,1764025200123",
    "7258118399999999,7258118399999",
    "315532800000000000,315532800000",
    "1764025200123999999,1764025200123",
    "7258118399999999999,7258118399999",
    "20261124,1795478400000",
    "20261124.0,1795478400000",
    "2.0261124e7,1795478400000",
    "19800101,315532800000",
    "21991231,7258032000000"
  })
  void unitOfANumberIsRecognisedByItsMagnitude(String number, long millis) {
    assertThat(millisOf(number)).isEqualTo(millis);
    assertThat(millisOf("\"" + number + "\"")).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-24T23:00:00Z,1764025200000",
    "2025-11-24t23:00:00z,1764025200000",
    "2025-11-24T23:00:00.1239Z,1764025200123",
    "2025-11-25T01:00:00+02:00,1764025200000",
    "2025-11-25T01:00:00+0200,1764025200000",
    "2025-11-25T01:00:00+02,1764025200000",
    "2025-11-24T23:00:00,1764025200000",
    "2025-11-24 23:00,1764025200000",
    "2025-11-24,1763942400000",
    "1969-12-31T23:59:59.9999Z,-1",
    "2612-01-01,20259504000000",
    "20251124T230000Z,1764025200000",
    "20251124t230000.1239z,1764025200123",
    "20251125T0100+0200,1764025200000",
    "20251125T010000+02:00,1764025200000",
    "20251124T2300,1764025200000"
  })
  void textIsIso(String text, long millis) {
    assertThat(millisOf("\"" + text + "\"")).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1e-999999999",
        "0e999999999",
        "86399999",
        "315532799",
        "7258118400",
        "315532799999",
        "-1764025200123",
        "202611241530",
        "20261124153000",
        "20261124153000123",
        "7258118400000",
        "7258118400000000",
        "7258118400000000000",
        "9223372036854775807",
        "9223372036854775808",
        "20261301",
        "20260230",
        "20261124.5",
        "-20261124",
        "19791231",
        "22000101",
        "1e999999999"
      })
  void numbersThatAreNoPlausibleTimeAreNone(String number) {
    assertThat(millisOf(number)).isNull();
    assertThat(millisOf("\"" + number + "\"")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"-\"",
        "\".\"",
        "\"1.2.3\"",
        "\"1764025200e\"",
        "\"soon\"",
        "\"2025-02-30\"",
        "\"2025-13-01\"",
        "\"24:00\"",
        "\"٣\"",
        "\" 1764025200\"",
        "\"20251124T\"",
        "\"20251124T25\"",
        "\"20250230T0000\"",
        "\"2025-11-24T25:00:00Z\"",
        "true",
        "[]",
        "{}"
      })
  void otherValuesAreNoTime(String json) {
    assertThat(millisOf(json)).isNull();
  }

  private static Long millisOf(String json) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    return EventTime.millis(document, document.root());
  }

  // ---- MemberRules

  @Test
  void formatPathsNameTheirArraysAndUserPathsGoThroughAll() {
    MemberRules rules =
        MemberRules.of(
            List.of("a.x", "g.*"),
            List.of("a[].off"),
            List.of(),
            List.of("n", "a[].n", "m.*.n"),
            Int64Form.STRING);
    assertThat(
            copied(
                "{\"n\":1,\"a\":[{\"n\":1,\"x\":1,\"off\":1},[{\"n\":1,\"x\":1,\"off\":1}]]}",
                rules))
        .isEqualTo("{\"n\":\"1\",\"a\":[{\"n\":\"1\"},[{\"n\":1,\"off\":1}]]}");
    assertThat(copied("{\"n\":[1],\"a\":{\"n\":1,\"x\":1,\"off\":1}}", rules))
        .isEqualTo("{\"n\":[1],\"a\":{\"n\":1,\"off\":1}}");
    assertThat(copied("{\"m\":{\"p\":{\"n\":1},\"*\":{\"n\":2}},\"g\":{\"*\":1,\"b\":2}}", rules))
        .isEqualTo("{\"m\":{\"p\":{\"n\":\"1\"},\"*\":{\"n\":\"2\"}},\"g\":{\"b\":2}}");
    assertThat(copied("{\"a\":{\"x\":1},\"x\":{\"x\":1}}", rules))
        .isEqualTo("{\"a\":{},\"x\":{\"x\":1}}");
  }

  @Test
  void rulesWithoutAnyPathAreNeutral() {
    assertThat(
            MemberRules.of(List.of(), List.of(), List.of(), Int64Members.PATHS, Int64Form.KEEP)
                .isNeutral())
        .isTrue();
  }

  @Test
  void nullMembersStayWherePathsLeadAndNothingElseChanges() {
    MemberRules rules =
        MemberRules.of(
            List.of("t.off"), List.of(), List.of("t.*", "e[].n"), List.of(), Int64Form.KEEP);
    String text =
        "{\"t\":{\"a\":null,\"off\":null,\"b\":{\"c\":null}},\"n\":null,\"e\":[{\"n\":null,\"o\":null}]}";
    assertThat(copied(text, rules)).isEqualTo("{\"t\":{\"a\":null,\"b\":{}},\"e\":[{\"n\":null}]}");
    assertThat(rules.copiesText()).isFalse();
    MemberRules onlyNulls =
        MemberRules.of(List.of(), List.of(), List.of("t.*"), List.of(), Int64Form.KEEP);
    assertThat(onlyNulls.copiesText()).isTrue();
    assertThat(onlyNulls.isNeutral()).isFalse();
  }

  private static String copied(String json, MemberRules rules) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    JsonBuffer out = new JsonBuffer();
    document.copy(document.root(), out, rules);
    return out.text(0);
  }

  // ---- WrittenNames

  @Test
  void nameThatComesTwiceIsFoundAlsoAfterOthersWereForgotten() {
    WrittenNames names = new WrittenNames();
    JsonBuffer out = new JsonBuffer();
    for (int count : new int[] {3, 1_000, 40_000, 5}) {
      names.clear();
      out.clear();
      for (int i = 0; i < count; i++) {
        assertThat(added(names, out, "n" + i)).isTrue();
      }
      assertThat(added(names, out, "n" + (count - 1))).isFalse();
      assertThat(added(names, out, "n" + count)).isTrue();
    }
  }

  private static boolean added(WrittenNames names, JsonBuffer out, String name) {
    int start = out.size();
    out.putString(name);
    return names.add(out, start);
  }

  // ---- JsonDocument

  @Test
  void tidiedDocumentSaysTheSameAndIsOneText() {
    MemberRules tags =
        MemberRules.of(List.of(), List.of(), List.of("t.*"), List.of(), Int64Form.KEEP);
    for (String text :
        List.of(
            "{}",
            "[ ]",
            "[ 1 , \"a\\u0062\" , [ ] , { } , null ]",
            "{\"t\" : {\"a\": null, \"b\":[1,2] }, \"u\":{\"x\":1}, \"n\":null}",
            "{\"t\":{\"a\":1,\"b\":2,\"a\":null},\"a\":1,\"a\":{ \"b\":[null, true ]},\"t\":{\"c\":null}}")) {
      JsonDocument document = new JsonDocument();
      new JsonReader(document).read(text);
      document.tidyUp();
      int root = document.root();
      assertThat(document.literal(root)).isEqualTo(copied(text, MemberRules.NEUTRAL));
      for (MemberRules rules : List.of(MemberRules.NEUTRAL, tags)) {
        JsonBuffer out = new JsonBuffer();
        document.copy(root, out, rules);
        assertThat(out.text(0)).isEqualTo(copied(text, rules));
      }
    }
  }

  @Test
  void documentIsReadAgainAsIfItWereNew() {
    JsonDocument document = new JsonDocument();
    JsonReader reader = new JsonReader(document);
    reader.read("{\"a\":[1,\"\\u0041\"]}");
    reader.read("[2]");
    JsonBuffer out = new JsonBuffer();
    document.copy(document.root(), out, MemberRules.NEUTRAL);
    assertThat(out.text(0)).isEqualTo("[2]");
  }

  @Test
  void locationIsTheJsonPointerOfANode() {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read("{\"a/b\":{\"~\":[0,{\"c\":null}]}}");
    int inner = document.member(document.root(), Name.of("a/b"));
    int array = document.member(inner, Name.of("~"));
    int second = document.nextElement(array, document.firstElement(array));
    assertThat(document.location(document.root())).isEqualTo("the root");
    assertThat(document.location(second)).isEqualTo("/a~1b/~0/1");
    assertThat(document.member(second, Name.of("c"))).isEqualTo(JsonDocument.NONE);
    assertThat(document.hasMembers(second)).isFalse();
  }

  // ---- FieldPath and Template

  @Test
  void longestHeaderNameWinsAndTheRestIsAPath() {
    var record =
        Converting.record(Converting.POSITION, "{\"k\":{\"v\":5}}", null, "{\"a\":{\"b\":1}}");
    record.headers().add("h", Map.of("x", Map.of("y", "short")), null);
    record
        .headers()
        .addString("h.x", "exact")
        .addString("twice", "first")
        .addString("twice", "last");
    assertThat(
            shown(
                "${header.h.x}|${header.twice}|${value.a.b}|${value.a}|${key}|${topic}-${partition}$",
                record))
        .isEqualTo("exact|last|1||{\"k\":{\"v\":5}}|orders-3$");
    assertThat(found("key:k.v", record)).isEqualTo("5");
    assertThat(found("key:k.none", record)).isNull();
    assertThat(found("header:none", record)).isNull();
    assertThat(found("a.b.c", record)).isNull();
    record.headers().remove("h.x");
    assertThat(found("header:h.x.y", record)).isEqualTo("short");
  }

  private static RecordData dataOf(SinkRecord record, JsonDocument document) {
    new JsonReader(document).read((String) record.value());
    RecordData data = new RecordData(document);
    data.of(record);
    return data;
  }

  private static String shown(String template, SinkRecord record) {
    JsonDocument document = new JsonDocument();
    return new Template(template).of(dataOf(record, document), document.root(), null);
  }

  private static String found(String path, SinkRecord record) {
    JsonDocument document = new JsonDocument();
    RecordPaths paths = new RecordPaths(List.of(FieldPath.of(path)));
    paths.find(dataOf(record, document), document.root());
    FieldPath.Found found = paths.at(0);
    return found == null ? null : ScalarText.of(found);
  }
}
