package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.ReadableJson;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.record.TestRecords;
import io.github.sqsconnect.schema.EventBatchSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The examples in {@code docs/asyncapi.json} are what the connector sends for the records of golden
 * files. {@code -Ddocs.write=true} writes them. {@code AsyncApiIT} checks the rest of the document.
 */
class AsyncApiDocsTest {
  private static final Path FILE = Path.of("docs", "asyncapi.json");
  private static final Path GOLDEN = Path.of("src", "test", "resources", "event-format");
  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  /** The golden files with the summary of the example, by message. */
  private static final Map<String, Map<String, String>> EXAMPLES =
      Map.of(
          "eventBatch",
          Map.of(
              "type-custom-event", "A custom event.",
              "record-defaults", "A plain record, mapped to a custom event.",
              "shape-events-null", "A change of the user without events."),
          "orderedEventBatch",
          Map.of("type-commerce-event", "A purchase, with the message attribute source."));

  private static String golden(String name, String kind) {
    return ProjectFiles.read(GOLDEN.resolve(name + "." + kind + ".json"));
  }

  private static OutboundMessage message(String name, boolean fifo) {
    RecordAssembler assembler =
        fifo
            ? RecordAssembler.fifo("sqs.message.attributes", "source=${topic}-${partition}")
            : RecordAssembler.standard();
    return assembler.message(
        TestRecords.record(TestRecords.POSITION, null, null, golden(name, "record")));
  }

  private static Json example(String name, String summary, boolean fifo) {
    OutboundMessage message = message(name, fifo);
    Json.Obj example =
        Json.object("name", Json.string(name), "summary", Json.string(summary))
            .with("payload", Json.parse(message.body()));
    if (!fifo) {
      return example;
    }
    Json headers =
        Json.object(
            "MessageGroupId", Json.string(message.groupId()),
            "MessageDeduplicationId", Json.string(message.deduplicationId()),
            "source", Json.string("orders-3"));
    return example.with("headers", headers);
  }

  private static Json withExamples(Json document) {
    Json changed = document;
    for (var message : EXAMPLES.entrySet()) {
      List<Json> examples = new ArrayList<>();
      message.getValue().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              each ->
                  examples.add(
                      example(
                          each.getKey(),
                          each.getValue(),
                          message.getKey().equals("orderedEventBatch"))));
      changed =
          change(
              changed,
              List.of("components", "messages", message.getKey(), "examples"),
              new Json.Arr(examples));
    }
    return changed;
  }

  private static Json change(Json value, List<String> path, Json to) {
    if (path.isEmpty()) {
      return to;
    }
    return ((Json.Obj) value)
        .change(path.get(0), below -> change(below, path.subList(1, path.size()), to));
  }

  @Test
  void examplesAreWhatTheConnectorSends() {
    Json document = Json.parse(ProjectFiles.read(FILE));
    Json expected = withExamples(document);
    if (WRITE) {
      ProjectFiles.write(FILE, ReadableJson.of(expected) + "\n");
    } else {
      assertThat(document.canonical()).isEqualTo(expected.canonical());
    }
  }

  @Test
  void payloadsAreThoseOfTheGoldenFiles() {
    EXAMPLES.forEach(
        (message, names) ->
            names
                .keySet()
                .forEach(
                    name ->
                        assertThat(message(name, message.startsWith("ordered")).body())
                            .isEqualTo(Json.parse(golden(name, "message")).canonical())));
  }

  @Test
  void examplesAreValidByTheirSchemas() {
    JsonNode messages =
        Unchecked.call(() -> new ObjectMapper().readTree(ProjectFiles.read(FILE)))
            .at("/components/messages");
    assertThat(messages).hasSize(2);
    for (JsonNode message : messages) {
      assertThat(message.at("/payload/schema/$ref").asText()).isEqualTo("event-batch.schema.json");
      assertThat(message.get("examples")).isNotEmpty();
      var headers = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(message.get("headers"));
      for (JsonNode example : message.get("examples")) {
        assertThat(EventBatchSchema.strict().violations(example.get("payload").toString()))
            .isEmpty();
        JsonNode actual =
            example.has("headers") ? example.get("headers") : new ObjectMapper().createObjectNode();
        assertThat(headers.validate(actual)).isEmpty();
      }
    }
  }
}
