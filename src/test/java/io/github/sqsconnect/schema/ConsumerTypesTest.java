package io.github.sqsconnect.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The types in {@code examples} are those of the schemas; {@code -Ddocs.write=true} writes them.
 */
class ConsumerTypesTest {
  private static final String SCHEMA = "docs/event-batch.schema.json";
  private static final String STRICT = "docs/event-batch.strict.schema.json";
  private static final Path TYPESCRIPT = Path.of("examples/typescript/src");
  private static final Path PYTHON = Path.of("examples/python");

  @Test
  void typescriptTypesAreThoseOfTheSchemas() {
    Set<String> int64Paths = new TreeSet<>(EventBatchSchema.published().int64Paths());

    assertContent(
        TYPESCRIPT.resolve("event-batch.ts"),
        TypeScriptTypes.of(types(SCHEMA), SCHEMA, int64Paths));
    assertContent(
        TYPESCRIPT.resolve("event-batch.strict.ts"),
        TypeScriptTypes.of(types(STRICT), STRICT, Set.of()));
  }

  @Test
  void pythonTypesAreThoseOfTheSchemas() {
    assertContent(PYTHON.resolve("event_batch.py"), PythonTypes.of(types(SCHEMA), SCHEMA));
    assertContent(PYTHON.resolve("event_batch_strict.py"), PythonTypes.of(types(STRICT), STRICT));
  }

  private static SchemaTypes types(String schema) {
    return new SchemaTypes(read(schema));
  }

  private static JsonNode read(String schema) {
    return Unchecked.call(() -> EventBatchSchema.JSON.readTree(ProjectFiles.read(Path.of(schema))));
  }

  private static void assertContent(Path file, String content) {
    if (Boolean.getBoolean("docs.write")) {
      ProjectFiles.write(file.toAbsolutePath(), content);
    }
    assertThat(ProjectFiles.read(file)).isEqualTo(content);
  }
}
