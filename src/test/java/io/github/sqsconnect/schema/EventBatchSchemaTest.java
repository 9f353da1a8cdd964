package io.github.sqsconnect.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.config.RecordSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
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
 * {@code events.json} contains the data of events by type, {@code batches.json} members of batches
 * by object. Good ones are valid by the strict schema, tolerated ones only by the first one, bad
 * ones are invalid by the strict schema.
 */
class EventBatchSchemaTest {
  private static final EventBatchSchema PUBLISHED = EventBatchSchema.published();
  private static final EventBatchSchema STRICT = EventBatchSchema.strict();
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

  static Stream<Arguments> toleratedEvents() {
    return eventExamples("tolerated");
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

  static Stream<Arguments> toleratedBatches() {
    return batchExamples("tolerated");
  }

  static Stream<Arguments> badBatches() {
    return batchExamples("bad");
  }

  static Stream<EventBatchSchema> both() {
    return Stream.of(PUBLISHED, STRICT);
  }

  /** A body as the connector writes it by default, with this one event. */
  private static ObjectNode bodyWith(String eventType, JsonNode data) {
    ObjectNode body = bodyWithout();
    ObjectNode withId = data.deepCopy();
    if (!withId.has("event_id")) {
      withId.put("event_id", 1);
    }
    ((ArrayNode) body.get("events")).addObject().put("event_type", eventType).set("data", withId);
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

  @ParameterizedTest
  @MethodSource("both")
  void schemaKeepsTheRulesOfItsDialect(EventBatchSchema schema) {
    assertThat(schema.violationsOfTheDialect()).isEmpty();
    assertThat(schema.text().get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @ParameterizedTest
  @MethodSource("both")
  void everyReferenceLeadsToADefinitionAndEveryDefinitionIsReferredTo(EventBatchSchema schema) {
    Set<String> definitions = new TreeSet<>();
    schema.text().get("$defs").fieldNames().forEachRemaining(d -> definitions.add("#/$defs/" + d));
    assertThat(new TreeSet<>(schema.text().findValuesAsText("$ref"))).isEqualTo(definitions);
  }

  @ParameterizedTest
  @MethodSource("both")
  void everyObjectIsOpen(EventBatchSchema schema) {
    assertThat(schema.text().findValues("additionalProperties")).noneMatch(JsonNode::isBoolean);
    assertThat(schema.text().findValues("unevaluatedProperties")).isEmpty();
  }

  @Test
  void bothSchemasDescribeTheSameMembers() {
    Set<String> published = membersOf(PUBLISHED);
    // The connector checks the data of events, and not of the breadcrumbs in crash reports.
    published.removeIf(member -> member.startsWith("breadcrumbEventData."));
    assertThat(published).isEqualTo(membersOf(STRICT)).hasSizeGreaterThan(200);
    assertThat(PUBLISHED.int64Paths()).isEqualTo(STRICT.int64Paths());
  }

  /** Every member as definition and name. */
  private static Set<String> membersOf(EventBatchSchema schema) {
    Set<String> members = new TreeSet<>();
    schema.text().get("properties").fieldNames().forEachRemaining(members::add);
    for (var definition : schema.text().get("$defs").properties()) {
      for (JsonNode properties : definition.getValue().findValues("properties")) {
        properties
            .fieldNames()
            .forEachRemaining(name -> members.add(definition.getKey() + "." + name));
      }
    }
    return members;
  }

  /** The first schema names what the strict one requires. */
  @Test
  void membersThatTheStrictSchemaRequiresAreNamedInTheFirstOne() {
    assertThat(required(PUBLISHED)).isEqualTo(required(STRICT)).hasSizeGreaterThan(20);
  }

  private static Set<String> required(EventBatchSchema schema) {
    Set<String> required = new TreeSet<>();
    collectRequired(schema.text(), required);
    return required;
  }

  private static void collectRequired(JsonNode node, Set<String> into) {
    Set<String> names = new TreeSet<>();
    node.path("required").forEach(name -> names.add(name.asText()));
    node.path("x-required").forEach(name -> names.add(name.asText()));
    if (!names.isEmpty() && node.size() > 1) {
      into.add(node.path("title").asText() + names);
    }
    node.forEach(below -> collectRequired(below, into));
  }

  @Test
  void everyTypeOfTheFormatHasExamples() {
    Set<String> types = new TreeSet<>();
    STRICT
        .text()
        .at("/$defs/event/properties/event_type/enum")
        .forEach(type -> types.add(type.asText()));
    assertThat(types).isEqualTo(new TreeSet<>(RecordSettings.EVENT_TYPES)).hasSize(19);
    assertThat(EVENTS.properties().stream().map(e -> e.getKey())).containsAll(types);
    assertThat(EVENTS).allMatch(e -> !e.path("bad").isEmpty());
    assertThat(EVENTS.properties()).allMatch(e -> e.getValue().has("good"));
    assertThat(BATCHES).allMatch(e -> !e.path("bad").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("goodEvents")
  void goodEventIsValidByBoth(String type, JsonNode data) {
    assertThat(STRICT.violations(bodyWith(type, data))).isEmpty();
    assertThat(PUBLISHED.violations(bodyWith(type, data))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("toleratedEvents")
  void toleratedEventIsValidByTheFirstOnly(String type, JsonNode data) {
    assertThat(STRICT.violations(bodyWith(type, data))).isNotEmpty();
    assertThat(PUBLISHED.violations(bodyWith(type, data))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badEvents")
  void badEventIsRefused(String type, JsonNode data) {
    assertThat(STRICT.violations(bodyWith(type, data))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("goodBatches")
  void goodBatchIsValidByBoth(String object, JsonNode members) {
    assertThat(STRICT.violations(bodyWithout().setAll((ObjectNode) members))).isEmpty();
    assertThat(PUBLISHED.violations(bodyWithout().setAll((ObjectNode) members))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("toleratedBatches")
  void toleratedBatchIsValidByTheFirstOnly(String object, JsonNode members) {
    assertThat(STRICT.violations(bodyWithout().setAll((ObjectNode) members))).isNotEmpty();
    assertThat(PUBLISHED.violations(bodyWithout().setAll((ObjectNode) members))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("badBatches")
  void badBatchIsRefused(String object, JsonNode members) {
    assertThat(STRICT.violations(bodyWithout().setAll((ObjectNode) members))).isNotEmpty();
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
    assertThat(PUBLISHED.violations(body)).isNotEmpty();
    assertThat(STRICT.violations(body)).isNotEmpty();
  }

  @Test
  void eventsAloneAreEnoughSinceSettingsCanTakeTheRestAway() {
    assertThat(PUBLISHED.violations("{\"events\":[]}")).isEmpty();
  }

  @Test
  void unknownTypesAndMembersPassAtEveryDepth() {
    assertThat(
            PUBLISHED.violations(
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
    return STRICT.int64Paths().stream();
  }

  @ParameterizedTest
  @MethodSource("int64Paths")
  void int64IsANumberOrAStringOfDigits(String path) {
    String location = "/" + path.replace("[]", "/0").replace('.', '/').replace("*", "purpose");
    boolean unsigned = path.contains("ios_image");
    String most = unsigned ? "18446744073709551615" : "9223372036854775807";
    String least = unsigned ? "0" : "-9223372036854775808";
    for (String good : List.of("0", "7.0", most, least, "\"-0\"", quoted(most), quoted(least))) {
      assertThat(STRICT.placesOfViolations(bodyAt(path, good))).as(good).doesNotContain(location);
    }
    String above = new BigInteger(most).add(BigInteger.ONE).toString();
    String below = new BigInteger(least).subtract(BigInteger.ONE).toString();
    for (String bad : List.of(above, below, quoted(above), quoted(below), "1e400")) {
      assertThat(STRICT.placesOfViolations(bodyAt(path, bad))).as(bad).contains(location);
    }
    for (String bad :
        List.of("1.5", "\"\"", "\"007\"", "\"+1\"", "\"1.0\"", "\"x\"", "\"1\\n\"", "true", "[]")) {
      assertThat(STRICT.placesOfViolations(bodyAt(path, bad))).as(bad).contains(location);
    }
  }

  private static String quoted(String digits) {
    return '"' + digits + '"';
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
      assertThat(STRICT.int64Paths()).containsExactlyElementsOf(golden);
    }
  }
}
