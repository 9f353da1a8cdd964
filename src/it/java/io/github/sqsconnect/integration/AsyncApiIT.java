package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/asyncapi.json} is valid by the schema that the AsyncAPI project publishes on npm. */
class AsyncApiIT {
  private static final String PACKAGE = "@asyncapi/specs@6.11.1";
  private static final Path SCHEMA =
      Path.of("node_modules", "@asyncapi", "specs", "schemas", "3.0.0-without-$id.json");

  @TempDir Path folder;

  @Test
  void documentIsValidByTheOfficialSchema() {
    JsonSchema official = official();
    JsonNode document = TestJson.parse(ProjectFiles.read(Path.of("docs", "asyncapi.json")));
    assertThat(document.get("asyncapi").asText()).isEqualTo("3.0.0");
    assertThat(official.validate(document)).isEmpty();

    ((ObjectNode) document.at("/operations/sendToFifoQueue")).put("action", "publish");
    assertThat(official.validate(document)).isNotEmpty();
  }

  private JsonSchema official() {
    ProjectFiles.write(folder.resolve("package.json"), "{\"private\":true}");
    Program.require("npm");
    Program.Finished install =
        Program.run(
            folder, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE);
    Program.require(
        install.status() == 0, "npm cannot install " + PACKAGE + ": " + install.output());
    return JsonSchemaFactory.getInstance(VersionFlag.V7)
        .getSchema(Unchecked.call(() -> TestJson.parse(Files.readString(folder.resolve(SCHEMA)))));
  }
}
