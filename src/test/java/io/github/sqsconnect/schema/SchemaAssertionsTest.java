package io.github.sqsconnect.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.generators.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion of each schema can fail: a message that differs in one value breaks it. */
class SchemaAssertionsTest {
  private static final String COMMON = "session_start";

  /** Keywords that assert something themselves, without the schemas below them. */
  private static final Set<String> ASSERTING =
      Set.of("type", "enum", "const", "pattern", "minimum", "maximum");

  static Stream<EventBatchSchema> both() {
    return Stream.of(EventBatchSchema.published(), EventBatchSchema.strict());
  }

  @ParameterizedTest
  @MethodSource("both")
  void completeMessagesAreValid(EventBatchSchema schema) {
    assertThat(StrictSamples.types())
        .hasSize(19)
        .allSatisfy(
            type ->
                assertThat(schema.violations(StrictSamples.complete(type).canonical())).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("both")
  void everyAssertionIsBrokenByAMessageWithOneOtherValue(EventBatchSchema schema) {
    Set<String> assertions = new TreeSet<>();
    collect(schema.text(), "", assertions);
    Set<String> broken = new TreeSet<>();
    for (String type : StrictSamples.types()) {
      for (Json message : messages(type)) {
        broken.addAll(schema.failedAssertions(EventBatchSchema.json(message.canonical())));
      }
    }

    assertThat(assertions).hasSizeGreaterThan(schema.text().has("x-required") ? 20 : 200);
    assertThat(broken).containsAll(assertions);
  }

  /** The members that all types have in common are tried for one type. */
  private static List<Json> messages(String type) {
    if (type.equals(COMMON)) {
      return StrictSamples.withOneOther(StrictSamples.complete(type));
    }
    Json.Obj data = data(type);
    for (Json.Member common : data(COMMON).members()) {
      data = common.name().equals("event_id") ? data : data.without(common.name());
    }
    Json.Obj event = Json.object("data", data, "event_type", Json.string(type));
    return StrictSamples.withOneOther(Json.object("events", Json.array(event)));
  }

  private static Json.Obj data(String type) {
    Json.Arr events = (Json.Arr) StrictSamples.complete(type).get("events").orElseThrow();
    return (Json.Obj) ((Json.Obj) events.elements().get(0)).get("data").orElseThrow();
  }

  private static void collect(JsonNode node, String place, Set<String> into) {
    for (var member : node.properties()) {
      String keyword = member.getKey();
      JsonNode value = member.getValue();
      String at = place + "/" + keyword;
      if (ASSERTING.contains(keyword) && !place.endsWith("/properties")) {
        into.add(at);
      } else if (keyword.equals("required")) {
        value.forEach(name -> into.add(at + "/" + name.asText()));
      } else if (keyword.equals("dependentRequired")) {
        value.fieldNames().forEachRemaining(name -> into.add(at + "/" + name));
      } else if (!keyword.equals("if")) {
        collect(value, at, into);
      }
    }
    for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
      collect(node.get(i), place + "/" + i, into);
    }
  }
}
