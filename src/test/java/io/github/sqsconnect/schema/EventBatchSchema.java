package io.github.sqsconnect.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.project.ProjectFiles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A schema in {@code docs/} as a validator of message bodies: what every message fulfils with the
 * default settings, or what it also fulfils with {@code event.validation=strict}.
 */
public final class EventBatchSchema {
  private static final String INT64 = "x-int64";
  private static final List<String> ANNOTATIONS = List.of(INT64, "x-required", "x-written");

  static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode text;
  private final JsonSchema schema;

  private EventBatchSchema(JsonNode text) {
    this.text = text;
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keywords(ANNOTATIONS.stream().map(AnnotationKeyword::new).toList())
            .build();
    this.schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.metaSchema(dialect))
            .getSchema(
                text,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .regularExpressionFactory(EventBatchSchema::expression)
                    .build());
  }

  /** A pattern as the specification sees it: a final $ is the end, and no line feed follows. */
  private static RegularExpression expression(String pattern) {
    return Pattern.compile(pattern.replaceFirst("\\$$", "\\\\z")).asPredicate()::test;
  }

  /** What every message fulfils with {@code event.validation=structure}. */
  public static EventBatchSchema published() {
    return of("event-batch.schema.json");
  }

  /** What every message fulfils with {@code event.validation=strict}. */
  public static EventBatchSchema strict() {
    return of("event-batch.strict.schema.json");
  }

  private static EventBatchSchema of(String name) {
    return new EventBatchSchema(json(ProjectFiles.read(Path.of("docs", name))));
  }

  /** What is wrong with the body, by location; nothing when it is valid. */
  public List<String> violations(String body) {
    return violations(json(body));
  }

  List<String> violations(JsonNode body) {
    return schema.validate(body).stream().map(ValidationMessage::getMessage).toList();
  }

  /** The places in the schema of the assertions that fail; a required member has its own place. */
  Set<String> failedAssertions(JsonNode body) {
    return schema.validate(body).stream()
        .map(
            violation ->
                violation.getSchemaLocation().getFragment()
                    + (violation.getProperty() == null ? "" : "/" + violation.getProperty()))
        .collect(Collectors.toSet());
  }

  Set<String> placesOfViolations(String body) {
    return schema.validate(json(body)).stream()
        .map(violation -> violation.getInstanceLocation().toString())
        .collect(Collectors.toSet());
  }

  /** Reads a body. Jackson's own reader refuses numbers that the connector forwards. */
  static JsonNode json(String body) {
    return node(Json.parse(body));
  }

  private static JsonNode node(Json value) {
    JsonNodeFactory nodes = JSON.getNodeFactory();
    if (value instanceof Json.Obj object) {
      ObjectNode node = nodes.objectNode();
      object.members().forEach(member -> node.set(member.name(), node(member.value())));
      return node;
    }
    if (value instanceof Json.Arr array) {
      return nodes.arrayNode().addAll(array.elements().stream().map(each -> node(each)).toList());
    }
    if (value instanceof Json.Num number) {
      return number(number.text());
    }
    if (value instanceof Json.Str string) {
      return nodes.textNode(string.value());
    }
    return value instanceof Json.Bool bool ? nodes.booleanNode(bool.value()) : nodes.nullNode();
  }

  /**
   * A number as the specification sees it: integral ones are integers, also 1.0 and 1e3. The
   * validator reads the type from the class of the node, and compares only integers correctly. An
   * exponent beyond any limit of the schema is cut.
   */
  private static JsonNode number(String literal) {
    String[] parts = literal.split("[eE]", 2);
    BigDecimal value = new BigDecimal(parts[0]);
    if (parts.length == 2 && value.signum() != 0) {
      BigInteger most = BigInteger.valueOf(value.precision() + Math.abs(value.scale()) + 100);
      value =
          value.scaleByPowerOfTen(new BigInteger(parts[1]).min(most).max(most.negate()).intValue());
    }
    JsonNodeFactory nodes = JSON.getNodeFactory();
    if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
      return nodes.numberNode(value);
    }
    BigInteger integer = value.toBigInteger();
    return integer.bitLength() < 64
        ? nodes.numberNode(integer.longValue())
        : nodes.numberNode(integer);
  }

  /** What is wrong with the schema itself, by the rules of 2020-12. */
  List<String> violationsOfTheDialect() {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(SchemaLocation.of(SchemaId.V202012))
        .validate(text)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  JsonNode text() {
    return text;
  }

  /**
   * The paths of all 64-bit integers from the root of a body; {@code []} is every element of an
   * array, {@code *} every member of an object.
   */
  public SortedSet<String> int64Paths() {
    SortedSet<String> paths = new TreeSet<>();
    collect(text, "", paths);
    return paths;
  }

  private void collect(JsonNode node, String path, SortedSet<String> paths) {
    if (node.isMissingNode()) {
      return;
    }
    if (node.path(INT64).asBoolean()) {
      paths.add(path.substring(1));
    }
    if (node.has("$ref")) {
      collect(text.at(node.get("$ref").asText().substring(1)), path, paths);
    }
    node.path("properties")
        .properties()
        .forEach(
            (Map.Entry<String, JsonNode> p) ->
                collect(p.getValue(), path + "." + p.getKey(), paths));
    collect(node.path("items"), path + "[]", paths);
    collect(node.path("additionalProperties"), path + ".*", paths);
    collect(node.path("then"), path, paths);
    for (String several : List.of("allOf", "anyOf")) {
      node.path(several).forEach(one -> collect(one, path, paths));
    }
  }
}
