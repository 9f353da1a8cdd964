package io.github.sqsconnect.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.model.EventFormatModel.Filtered;
import io.github.sqsconnect.model.EventFormatModel.Messages;
import io.github.sqsconnect.model.EventFormatModel.Position;
import io.github.sqsconnect.model.EventFormatModel.Rejected;
import io.github.sqsconnect.model.EventFormatModel.Result;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model itself, against bodies worked out by hand. */
class EventFormatModelTest {
  private static final UUID NAMESPACE = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  private static final Position TIMED = new Position("orders", 3, 41, 1764025200123L);
  private static final Position UNTIMED = new Position("orders", 3, 41, null);

  private static final String ENDING =
      "\"message_type\":\"events\",\"schema_version\":2,\"environment\":\"production\"";
  private static final String SOURCE = "\"source_info\":{\"channel\":\"server_to_server\"}";
  private static final String MADE = "\"batch_id\":7,\"message_id\":\"m\"," + ENDING + "," + SOURCE;

  private static Result convert(String text, Position position, String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new EventFormatModel(NAMESPACE, map).convert(text, position);
  }

  private static boolean isPlainRecord(String text) {
    return new EventFormatModel(NAMESPACE, Map.of()).isPlainRecord(text);
  }

  private static String one(String text, Position position, String... settings) {
    List<String> bodies = all(text, position, settings);
    assertThat(bodies).hasSize(1);
    return bodies.get(0);
  }

  private static List<String> all(String text, Position position, String... settings) {
    return ((Messages) convert(text, position, settings)).bodies();
  }

  /** An eventless batch of which nothing is made, with these members, which come first. */
  private static String eventless(String members, String... settings) {
    return one(
        "{" + members + ",\"events\":[],\"batch_id\":7,\"message_id\":\"m\"}", UNTIMED, settings);
  }

  @Test
  void eventIsWrappedAndGetsItsIds() {
    assertThat(
            one(
                "{\"event_type\":\"custom_event\",\"later\":1,"
                    + "\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\"}}",
                TIMED))
        .isEqualTo(
            "{\"events\":[{\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\","
                + "\"timestamp_unixtime_ms\":1764025200123,\"event_id\":4851713808460043315,"
                + "\"event_start_unixtime_ms\":1764025200123},"
                + "\"event_type\":\"custom_event\",\"later\":1}],"
                + "\"timestamp_unixtime_ms\":1764025200123,\"batch_id\":2287362857463799155,"
                + "\"message_id\":\"1fbe5866-5f8d-5d73-9ece-cac44b911b30\","
                + ENDING
                + ","
                + SOURCE
                + "}");
  }

  @Test
  void nothingIsMadeFromATimestampThatIsNotThere() {
    assertThat(one("{\"events\":null}", UNTIMED))
        .isEqualTo(
            "{\"events\":[],\"batch_id\":4206078223507151009,"
                + "\"message_id\":\"3a5efddc-09a6-58a1-9834-f5a2c278e6f5\","
                + ENDING
                + ","
                + SOURCE
                + "}");
  }

  @Test
  void eventsThatGoOutByThemselvesHaveTheirOwnMessageIdsAndOneBatchId() {
    String events =
        "{\"events\":[{\"data\":{},\"event_type\":\"a\"},"
            + "{\"data\":{},\"event_type\":\"screen_view\"},"
            + "{\"data\":{},\"event_type\":\"b\"}],\"message_id\":\"kept\"}";
    List<String> bodies =
        all(events, TIMED, "event.send.as.batch", "false", "event.send.screen.views", "false");
    assertThat(bodies).hasSize(2);
    assertThat(bodies)
        .allSatisfy(body -> assertThat(body).contains("\"batch_id\":7462755611616566946,"));
    assertThat(bodies.get(0))
        .contains("\"message_id\":\"74603b57-927a-5a61-b8e0-acfac0f9e371\"")
        .contains("\"event_id\":-4113593027719768162");
    assertThat(bodies.get(1))
        .contains("\"message_id\":\"f5cfd59c-20d5-5e11-accf-cde9921509b9\"")
        .contains("\"event_id\":-8008018544106514066");
    assertThat(one(events, TIMED)).contains("\"message_id\":\"kept\"");
  }

  @Test
  void idsKnowTheBatchesPlaceInTheRecordAndTheNamespaceOfTheUser() {
    assertThat(all("[{\"mpid\":1},{\"mpid\":2}]", TIMED, "sqs.id.namespace", "blue").get(1))
        .contains("\"message_id\":\"9d66fe96-6047-5676-a744-ac099d2517a3\"");
  }

  @Test
  void lastOfTwoMembersCountsAtThePlaceOfTheFirst() {
    assertThat(eventless("\"x\":1,\"y\":2,\"x\":{\"z\":null,\"z\":[null],\"w\":null}"))
        .isEqualTo("{\"events\":[]," + MADE + ",\"x\":{\"z\":[null]},\"y\":2}");
    assertThat(eventless("\"x\":1,\"x\":null")).isEqualTo("{\"events\":[]," + MADE + "}");
  }

  @Test
  void identitiesAreExpandedInTheirOwnOrder() {
    assertThat(
            eventless(
                "\"user_identities\":{\"email\":\"e\",\"other\":null,\"alias\":\"a\"},"
                    + "\"timestamp_unixtime_ms\":\"5\""))
        .contains(
            "\"user_identities\":["
                + "{\"identity_type\":\"email\",\"identity\":\"e\",\"timestamp_unixtime_ms\":5},"
                + "{\"identity_type\":\"alias\",\"identity\":\"a\",\"timestamp_unixtime_ms\":5}]")
        .contains("\"timestamp_unixtime_ms\":\"5\",\"batch_id\"");
    assertThat(eventless("\"user_identities\":[null,{\"x\":1,\"y\":null}]"))
        .contains("\"user_identities\":[null,{\"x\":1}]");
  }

  @Test
  void derivedTimeThatIsNoInt64IsCopied() {
    assertThat(eventless("\"user_identities\":{\"email\":\"e\"},\"timestamp_unixtime_ms\":1.50e3"))
        .contains("\"identity\":\"e\",\"timestamp_unixtime_ms\":1.50e3}");
    assertThat(
            eventless(
                "\"user_identities\":{\"email\":\"e\"},"
                    + "\"timestamp_unixtime_ms\":99999999999999999999",
                "event.int64.format",
                "string"))
        .contains("\"identity\":\"e\",\"timestamp_unixtime_ms\":\"99999999999999999999\"}");
  }

  @Test
  void int64FormatChangesWhatItSaysAndNothingElse() {
    String members = "\"mpid\":\"-0\",\"origin_mpid\":12345678901234567890,\"job_id\":7";
    assertThat(eventless(members, "event.int64.format", "number"))
        .startsWith("{\"events\":[],\"mpid\":0,")
        .endsWith("\"origin_mpid\":12345678901234567890,\"job_id\":7}");
    assertThat(eventless(members, "event.int64.format", "string"))
        .startsWith("{\"events\":[],\"mpid\":\"-0\",\"batch_id\":\"7\"")
        .endsWith("\"origin_mpid\":\"12345678901234567890\",\"job_id\":7}");
    assertThat(eventless("\"mpid\":\"9223372036854775808\"", "event.int64.format", "number"))
        .contains("\"mpid\":\"9223372036854775808\"");
    assertThat(eventless("\"mpid\":0.5e1", "event.int64.format", "string"))
        .contains("\"mpid\":\"5\"");
    assertThat(eventless("\"mpid\":1.50e1", "event.int64.format", "number"))
        .contains("\"mpid\":15,");
    assertThat(eventless("\"mpid\":1.5", "event.int64.format", "string")).contains("\"mpid\":1.5,");
    assertThat(eventless("\"mpid\":1e999999999", "event.int64.format", "number"))
        .contains("\"mpid\":1e999999999,");
  }

  @Test
  void numbersAreCopiedAndStringsWrittenAnew() {
    assertThat(eventless("\"x\":[1e999999999,-0,1.10,\"\\u0041\\/\\u001f\\uffff\\ud83d\\ude00\"]"))
        .endsWith("\"x\":[1e999999999,-0,1.10,\"A/\\u001F\\uFFFF😀\"]}");
    assertThat(eventless("\"x\":\"\\udc00\\ud800\"")).endsWith("\"x\":\"\\uDC00\\uD800\"}");
  }

  @Test
  void nullsStayWhereTheyHaveAMeaning() {
    assertThat(eventless("\"user_attributes\":{\"a\":null,\"b\":{\"c\":null}},\"x\":{\"y\":null}"))
        .contains("\"user_attributes\":{\"a\":null,\"b\":{}}")
        .endsWith("\"x\":{}}");
    assertThat(eventless("\"user_attributes\":null")).doesNotContain("user_attributes");
    String data =
        "\"data\":{\"event_id\":1,\"new\":null,\"x\":null,\"custom_attributes\":{\"a\":null}}";
    assertThat(
            one(
                "{" + data + ",\"event_type\":\"user_attribute_change\"}",
                UNTIMED,
                "event.include.user.attribute.changes",
                "true"))
        .contains("\"data\":{\"event_id\":1,\"new\":null,\"custom_attributes\":{\"a\":null}}");
    assertThat(one("{\"event_type\":\"other\"," + data + "}", UNTIMED))
        .contains("\"data\":{\"event_id\":1,\"custom_attributes\":{\"a\":null}}");
  }

  @Test
  void metadataDeviceIdAndUniqueIdFollowTheirSettings() {
    String members =
        "\"mp_deviceid\":\"d\",\"device_info\":{},\"application_info\":{},\"unique_id\":\"u\"";
    assertThat(eventless(members))
        .contains("\"unique_id\":\"u\"")
        .contains("device_info")
        .doesNotContain("mp_deviceid");
    assertThat(
            eventless(
                members,
                "event.include.metadata",
                "false",
                "event.include.device.id",
                "true",
                "event.unique.id",
                "v"))
        .isEqualTo(
            "{\"events\":[],\"mp_deviceid\":\"d\",\"batch_id\":7,\"unique_id\":\"v\","
                + "\"message_id\":\"m\","
                + ENDING
                + "}");
  }

  @Test
  void batchLocationIsThatOfTheFirstEventThatHasOneWhetherOrNotItGoesOut() {
    String batch =
        "{\"events\":["
            + "{\"data\":{\"location\":{\"latitude\":1}},\"event_type\":\"a\"},"
            + "{\"data\":{\"location\":{\"latitude\":1,\"longitude\":2,\"x\":3}},"
            + "\"event_type\":\"screen_view\"}],"
            + "\"context\":{\"y\":4}}";
    String[] on = {
      "event.include.batch.location", "true",
      "event.send.screen.views", "false",
      "event.include.location", "false"
    };
    assertThat(one(batch, UNTIMED, on))
        .contains("\"context\":{\"y\":4,\"location\":{\"latitude\":1,\"longitude\":2,\"x\":3}}")
        .contains("\"events\":[{\"data\":{\"event_id\":");
    assertThat(eventless("\"context\":{\"location\":{\"latitude\":1}}")).contains("\"context\":{}");
  }

  @Test
  void excludedPathsGoThroughArraysAndComeLast() {
    assertThat(
            eventless(
                "\"user_identities\":{\"email\":\"e\"},\"ip\":\"i\",\"x\":[[{\"y\":1}],2]",
                "event.exclude.fields",
                "user_identities.identity, ip,message_type,x.y,x.0,nothing.here"))
        .isEqualTo(
            "{\"events\":[],\"batch_id\":7,\"message_id\":\"m\",\"schema_version\":2,"
                + "\"environment\":\"production\","
                + "\"user_identities\":[{\"identity_type\":\"email\"}],"
                + SOURCE
                + ",\"x\":[[{}],2]}");
  }

  @Test
  void whatIsLeftWithoutEventsDependsOnTheShapeItCameIn() {
    String event = "{\"data\":{},\"event_type\":\"user_attribute_change\"}";
    assertThat(convert(event, TIMED)).isEqualTo(new Filtered());
    assertThat(one("{\"events\":[" + event + "]}", TIMED)).startsWith("{\"events\":[],");
    assertThat(
            convert("{\"events\":[" + event + "]}", TIMED, "event.send.eventless.batches", "false"))
        .isEqualTo(new Filtered());
    assertThat(convert("[]", TIMED)).isEqualTo(new Filtered());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"events\":{},\"mpid\":1}",
        "{\"environment\":\"production\"}",
        "{\"mpid\":1,\"other\":2}",
        "{\"event_type\":\"x\",\"data\":null}",
        "{\"event_type\":\"x\",\"data\":{},\"data\":[]}"
      })
  void otherObjectsArePlainRecords(String text) {
    assertThat(isPlainRecord(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"events\":null,\"x\":1}", "{\"mpid\":null}", "{\"sdk_version\":1,\"mpid\":1}"})
  void keysWhoseValueIsNullCountForRecognition(String text) {
    assertThat(convert(text, TIMED)).isInstanceOf(Messages.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"{}\"",
        "{",
        "{}x",
        "{} {}",
        "\uFEFF{}",
        "{\"a\":01}",
        "{'a':1}",
        "[1]",
        "[{\"mpid\":1},{}]",
        "[[]]",
        "{\"a\":\"\t\"}",
        "{\"a\":NaN}",
        "[{\"mpid\":1},]"
      })
  void textThatIsNoObjectIsRejected(String text) {
    assertThat(convert(text, TIMED)).isInstanceOf(Rejected.class);
  }

  @Test
  void nestingIsAllowedTo512AndBytesMustBeUtf8() {
    String inner = "[".repeat(511) + "]".repeat(511);
    assertThat(convert("{\"a\":" + inner + "}", TIMED)).isInstanceOf(Messages.class);
    assertThat(convert("{\"a\":[" + inner + "]}", TIMED)).isInstanceOf(Rejected.class);
    EventFormatModel model = new EventFormatModel(NAMESPACE, Map.of());
    assertThat(model.convert("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1), TIMED))
        .isEqualTo(new Rejected("not UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[null]}",
        "{\"events\":[{\"event_type\":\"x\"}]}",
        "{\"events\":[{\"data\":{}}]}",
        "{\"events\":[{\"data\":{\"location\":1},\"event_type\":\"x\"}]}",
        "{\"mpid\":1,\"device_info\":[]}",
        "{\"mpid\":1,\"user_identities\":\"x\"}",
        "{\"mpid\":1,\"deleted_user_attributes\":{}}"
      })
  void structureIsCheckedUnlessItIsNot(String text) {
    assertThat(convert(text, TIMED)).isInstanceOf(Rejected.class);
    assertThat(convert(text, TIMED, "event.validation", "none")).isInstanceOf(Messages.class);
  }

  @Test
  void uncheckedEventsKeepWhatTheyAre() {
    String record = "{\"events\":[null,7,{\"event_type\":\"x\"},{\"data\":1}]}";
    assertThat(one(record, UNTIMED, "event.validation", "none"))
        .startsWith(
            "{\"events\":[null,7,{\"data\":{\"event_id\":"
                + idOfThirdEvent(record)
                + "},"
                + "\"event_type\":\"x\"},{\"data\":1}],");
  }

  private static String idOfThirdEvent(String record) {
    String content = String.format("%016x", ContentHashModel.ofJson(Json.parse(record), null));
    UUID id = NameBasedUuid.of(NAMESPACE, "event\norders\n3\n41\n" + content + "\n0\n2\n");
    return Long.toString(id.getMostSignificantBits());
  }

  @Test
  void forcedShapesAreNotRecognised() {
    assertThat(eventlessForced("batch")).startsWith("{\"events\":[],").endsWith(",\"x\":1}");
    assertThat(convert("{\"events\":{}}", TIMED, "event.input.format", "batch"))
        .isInstanceOf(Rejected.class);
    assertThat(convert("{\"x\":1}", TIMED, "event.input.format", "event"))
        .isInstanceOf(Rejected.class);
    assertThat(one("{\"events\":[]}", TIMED, "event.input.format", "record"))
        .contains("\"custom_attributes\":{\"events\":\"[]\"}");
    String event = "{\"data\":{},\"event_type\":\"x\"}";
    assertThat(all("[" + event + "," + event + "]", TIMED, "event.input.format", "event"))
        .hasSize(2);
  }

  private static String eventlessForced(String format) {
    return one("{\"x\":1}", TIMED, "event.input.format", format);
  }
}
