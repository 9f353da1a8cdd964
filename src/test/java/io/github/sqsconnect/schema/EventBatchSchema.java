package io.github.sqsconnect.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema in {@code docs/}, as a validator of message bodies. */
public final class EventBatchSchema {
  static final Path FILE = Path.of("docs", "event-batch.schema.json");
  private static final String INT64 = "x-int64";

  /** Bodies may hold numbers longer than Jackson reads by default. */
  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNumberLength(100_000).build())
              .build());

  private final JsonNode text;
  private final JsonSchema schema;

  private EventBatchSchema(JsonNode text) {
    this.text = text;
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new AnnotationKeyword(INT64))
            .build();
    this.schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012, factory -> factory.metaSchema(dialect))
            .getSchema(
                text, SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
  }

  public static EventBatchSchema published() {
    return new EventBatchSchema(json(ProjectFiles.read(FILE)));
  }

  /** What is wrong with the body, by location; nothing when it is valid. */
  public List<String> violations(String body) {
    return violations(json(body));
  }

  List<String> violations(JsonNode body) {
    return schema.validate(body).stream().map(ValidationMessage::getMessage).toList();
  }

  Set<String> placesOfViolations(String body) {
    return schema.validate(json(body)).stream()
        .map(violation -> violation.getInstanceLocation().toString())
        .collect(Collectors.toSet());
  }

  private static JsonNode json(String body) {
    return Unchecked.call(() -> JSON.readTree(body));
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
