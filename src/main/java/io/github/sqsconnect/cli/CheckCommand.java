package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConfigCheck;
import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.Finding;
import io.github.sqsconnect.cli.Screen.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink check}: what a worker would report about a configuration. */
@Command(
    name = "check",
    description = {
      "Checks a configuration as a worker does before it creates the connector.",
      "Connect's keys, overrides of Kafka clients, and converter and transform classes are checked too.",
      "Not checked is what only the worker knows: its plugins, default converters and override policy, topics and"
          + " permissions in Kafka. Sends no request without --probe."
    },
    footer = {"", "Exit status: 0 no errors, 1 errors, 2 the configuration cannot be read."})
final class CheckCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(
      paramLabel = "CONFIG",
      description =
          "the connector's configuration: JSON as the REST API accepts it, or .properties")
  private Path config;

  @Option(
      names = "--probe",
      description =
          "send one request without messages to each queue, with the configured credentials")
  private boolean probe;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  CheckCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Map<String, @Nullable String> settings = ConfigFile.read(config);
    ConfigCheck check = ConfigCheck.of(settings, probe);
    if (json) {
      JsonOutput.print(screen, generator -> write(generator, check));
    } else {
      print(check);
    }
    return check.errors().isEmpty() ? ExitStatus.OK : ExitStatus.FOUND;
  }

  private void print(ConfigCheck check) {
    for (Finding error : check.errors()) {
      screen.line(Style.ERROR, error.key());
      screen.wrapped("  ", error.message());
    }
    for (String warning : check.warnings()) {
      screen.line(Style.WARNING, "warning");
      screen.wrapped("  ", warning);
    }
    if (!check.placeholders().isEmpty()) {
      screen.line("not checked, because the worker replaces a placeholder");
      screen.wrapped("  ", String.join(", ", check.placeholders()));
    }
    screen.line(
        Style.BOLD,
        config.getFileName()
            + ": "
            + Counted.of(check.errors().size(), "error")
            + (check.warnings().isEmpty()
                ? ""
                : ", " + Counted.of(check.warnings().size(), "warning")));
  }

  private static void write(JsonGenerator json, ConfigCheck check) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("errors");
    for (Finding error : check.errors()) {
      json.writeStartObject();
      json.writeStringField("key", error.key());
      json.writeStringField("message", error.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTexts(json, "warnings", check.warnings());
    writeTexts(json, "not_checked", check.placeholders());
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
