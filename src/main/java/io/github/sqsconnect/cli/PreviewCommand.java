package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.cli.Screen.Style;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink preview}: the messages that records become. */
@Command(
    name = "preview",
    description = {
      "Shows the messages that records become: queue, ids, attributes, body and size.",
      "Applies the configured converters and transforms, and sends nothing."
    },
    footer = {
      "",
      "In a body, + marks what the connector added, and ~ what it renamed, moved or made another type.",
      "Exit status: 0 no record is rejected, 1 a record is rejected, 2 the input cannot be read."
    })
final class PreviewCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description =
          "the connector's configuration: JSON as the REST API accepts it, or .properties")
  private Path config;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = RecordOptions.FILE)
  private @Nullable String file;

  @Mixin private RecordOptions records;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  PreviewCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    Map<String, @Nullable String> settings = ConfigFile.read(config);
    Preview preview = Preview.of(settings);
    PreviewSummary summary = new PreviewSummary();
    if (json) {
      JsonOutput.print(
          screen,
          generator -> {
            PreviewJson view = new PreviewJson(generator, preview);
            generator.writeStartObject();
            generator.writeArrayFieldStart("records");
            records.forEach(
                file,
                settings,
                raw -> {
                  Preview.Outcome outcome = preview.of(raw);
                  summary.add(outcome);
                  view.record(outcome);
                });
            generator.writeEndArray();
            summary.write(generator);
            generator.writeEndObject();
          });
    } else {
      PreviewText view = new PreviewText(screen, preview);
      records.forEach(
          file,
          settings,
          raw -> {
            Preview.Outcome outcome = preview.of(raw);
            summary.add(outcome);
            view.record(outcome);
          });
      if (!preview.placeholders().isEmpty()) {
        screen.line(Style.WARNING, "placeholders that the worker replaces are used as written");
        screen.wrapped("  ", String.join(", ", preview.placeholders()));
      }
      screen.wrapped(Style.BOLD, "", summary.toString());
    }
    return summary.rejected() == 0 ? ExitStatus.OK : ExitStatus.FOUND;
  }
}
