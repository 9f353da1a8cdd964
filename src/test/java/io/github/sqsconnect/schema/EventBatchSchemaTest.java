package io.github.sqsconnect.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code events.json} holds the data of good and bad events by type, {@code batches.json} members
 * of good and bad batches by object.
 */
class EventBatchSchemaTest {
  private static final EventBatchSchema SCHEMA = EventBatchSchema.published();
  private static final JsonNode EVENTS = resource("events.json");
  private static final JsonNode BATCHES = resource("batches.json");

  private static JsonNode resource(String name) {
    try (InputStream in = EventBatchSchemaTest.class.getResourceAsStream(name)) {
      return EventBatchSchema.JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Arguments> eventExamples(String verdict) {
    return EVENTS.properties().stream()
        .flatMap(
            type ->
                StreamSupport.stream(type.getValue().path(verdict).spliterator(), false)
                    .map(data -> arguments(type.getKey(), data)));
  }

  static Stream<Arguments> goodEvents() {
    return eventExamples("good");
  }

  static Stream<Arguments> badEvents() {
    return eventExamples("bad");
  }

  private static Stream<Arguments> batchExamples(String verdict) {
    return BATCHES.properties().stream()
        .flatMap(
            object ->
                StreamSupport.stream(object.getValue().path(verdict).spliterator(), false)
                    .map(members -> arguments(object.getKey(), members)));
  }

  static Stream<Arguments> goodBatches() {
    return batchExamples("good");
  }

  static Stream<Arguments> badBatches() {
    return batchExamples("bad");
  }

  /** A body as the connector writes it by default, with this one event. */
  private static ObjectNode bodyWith(String eventType, JsonNode data) {
    ObjectNode body = bodyWithout();
    ((ArrayNode) body.get("events")).addObject().put("event_type", eventType).set("data", data);
    return body;
  }

  private static ObjectNode bodyWithout() {
    ObjectNode body = EventBatchSchema.JSON.createObjectNode();
    body.putArray("events");
    body.put("batch_id", -4_242_424_242_424_242_424L);
    body.put("message_id", "0d9a5f8e-3a67-5a2b-9d0e-6f1c2b3a4d5e");
    body.put("message_type", "events").put("schema_version", 2).put("environment", "production");
    body.putObject("source_info").put("channel", "server_to_server");
    return body;
  }

  @Test
  void schemaKeepsTheRulesOfItsDialect() {
    assertThat(SCHEMA.violationsOfTheDialect()).isEmpty();
    assertThat(SCHEMA.text().get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void everyReferenceLeadsToADefinitionAndEveryDefinitionIsReferredTo() {
    Set<String> definitions = new TreeSet<>();
    SCHEMA.text().get("$defs").fieldNames().forEachRemaining(d -> definitions.add("#/$defs/" + d));
    assertThat(new TreeSet<>(SCHEMA.text().findValuesAsText("$ref"))).isEqualTo(definitions);
  }

  @Test
  void everyObjectIsOpen() {
    assertThat(SCHEMA.text().findValues("additionalProperties")).noneMatch(JsonNode::isBoolean);
    assertThat(SCHEMA.text().findValues("unevaluatedProperties")).isEmpty();
  }

  @Test
  void everyTypeOfTheFormatHasExamples() {
    Set<String> types = new TreeSet<>();
    SCHEMA
        .text()
        .at("/$defs/event/properties/event_type/anyOf/0/enum")
        .forEach(type -> types.add(type.asText()));
    assertThat(types).hasSize(19);
    assertThat(EVENTS.properties().stream().map(e -> e.getKey())).containsAll(types);
    assertThat(EVENTS).allMatch(e -> !e.path("good").isEmpty() && !e.path("bad").isEmpty());
    assertThat(BATCHES).allMatch(e -> !e.path("good").isEmpty() && !e.path("bad").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("goodEvents")
  void goodEventIsValid(String type, JsonNode data) {
    assertThat(SCHEMA.violations(bodyWith(type, data))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void badEventIsRefused(String type, JsonNode data) {
    assertThat(SCHEMA.violations(bodyWith(type, data))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("goodBatches")
  void goodBatchIsValid(String object, JsonNode members) {
    assertThat(SCHEMA.violations(bodyWithout().setAll((ObjectNode) members))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badBatches")
  void badBatchIsRefused(String object, JsonNode members) {
    assertThat(SCHEMA.violations(bodyWithout().setAll((ObjectNode) members))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":[null]}",
        "{\"events\":[{\"event_type\":\"custom_event\"}]}",
        "{\"events\":[{\"data\":{}}]}",
        "{\"events\":[{\"data\":{},\"event_type\":7}]}",
        "{\"events\":[{\"data\":[],\"event_type\":\"something_new\"}]}"
      })
  void whatIsNoBatchIsRefused(String body) {
    assertThat(SCHEMA.violations(body)).isNotEmpty();
  }

  @Test
  void eventsAloneAreEnoughSinceSettingsCanTakeTheRestAway() {
    assertThat(SCHEMA.violations("{\"events\":[]}")).isEmpty();
  }

  @Test
  void unknownTypesAndMembersPassAtEveryDepth() {
    assertThat(
            SCHEMA.violations(
                """
                {"events":[
                   {"data":{"event_name":7,"later":{"deep":[null]},
                            "location":{"planet":"earth"},"device_current_state":{"mood":1}},
                    "event_type":"something_new","later":true},
                   {"data":{"event_name":"n","custom_event_type":"later"},
                    "event_type":"custom_event"},
                   {"data":{"product_action":{"action":"later","later":1,
                                              "products":[null,{"later":[]}]}},
                    "event_type":"commerce_event"}],
                 "device_info":{"platform":"later","later":{}},
                 "user_identities":[null,{"identity_type":"later","identity":"i","later":1}],
                 "context":{"data_plan":{"plan_id":"p","block_metadata":{"dto_version":"2.0"}}},
                 "consent_state":{"later":{}},
                 "later":[1e400]}
                """))
        .isEmpty();
  }

  static Stream<String> int64Paths() {
    return SCHEMA.int64Paths().stream();
  }

  @ParameterizedTest
  @MethodSource("int64Paths")
  void int64IsANumberOrAStringOfDigits(String path) {
    String location = "/" + path.replace("[]", "/0").replace('.', '/').replace("*", "purpose");
    for (String good :
        List.of("0", "-7", "9223372036854775807", "\"0\"", "\"-9223372036854775808\"")) {
      assertThat(SCHEMA.placesOfViolations(bodyAt(path, good))).as(good).doesNotContain(location);
    }
    for (String bad :
        List.of("1.5", "\"\"", "\"007\"", "\"+1\"", "\"1.0\"", "\"x\"", "\"1 \"", "true", "[]")) {
      assertThat(SCHEMA.placesOfViolations(bodyAt(path, bad))).as(bad).contains(location);
    }
  }

  /** A body that has the value at the path, and as little else as will do. */
  private static String bodyAt(String path, String value) {
    List<String> segments = List.of(path.replace("[]", ".[]").split("\\."));
    String body = value;
    for (int i = segments.size() - 1; i >= 0; i--) {
      body =
          switch (segments.get(i)) {
            case "[]" -> "[" + body + "]";
            case "*" -> "{\"purpose\":" + body + "}";
            default -> "{\"" + segments.get(i) + "\":" + body + beside(segments, i) + "}";
          };
    }
    return body;
  }

  private static String beside(List<String> segments, int at) {
    if (!segments.get(0).equals("events") || !segments.get(at).equals("data")) {
      return "";
    }
    return ",\"event_type\":\"%s\"".formatted(at == 2 ? typeWith(segments.get(3)) : "breadcrumb");
  }

  /** A type whose data has the member. */
  private static String typeWith(String member) {
    return switch (member) {
      case "session_duration_ms" -> "session_end";
      case "ios_image_base_address", "ios_image_size", "breadcrumbs" -> "crash_report";
      case "previous_mpid", "current_mpid" -> "profile";
      case "new", "old" -> "user_identity_change";
      case "product_action", "product_impressions", "shopping_cart" -> "commerce_event";
      default -> "something_new";
    };
  }

  @Test
  void int64MembersAreTheseAndNoOthers() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("int64-paths.txt")) {
      List<String> golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(SCHEMA.int64Paths()).containsExactlyElementsOf(golden);
    }
  }
}
