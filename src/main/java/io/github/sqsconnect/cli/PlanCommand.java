package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.analysis.InvalidConfigException;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.cli.MessageChange.Part;
import io.github.sqsconnect.cli.Screen.Style;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink plan}: what a change of the configuration does to messages. */
@Command(
    name = "plan",
    description = {
      "Compares the messages that the same records become under two configurations:",
      "which change, appear, vanish or are newly rejected, and what that does to consumers."
    },
    footer = {
      "",
      "The last line is a verdict for a pull request.",
      "Exit status: 0 all messages are the same, 1 there are differences, 2 the input cannot be read."
    })
final class PlanCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(index = "0", paramLabel = "OLD", description = "the configuration now")
  private Path oldConfig;

  @Parameters(index = "1", paramLabel = "NEW", description = "the configuration after the change")
  private Path newConfig;

  @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", description = RecordOptions.FILE)
  private @Nullable String file;

  @Mixin private RecordOptions records;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  PlanCommand(Screen screen) {
    this.screen = screen;
  }

  /** One configuration, and what its messages use if all records are there at once. */
  private static final class Side {
    private final Preview preview;
    private final PreviewSummary summary = new PreviewSummary();
    private final List<SinkRecord> sent = new ArrayList<>();

    Side(Map<String, @Nullable String> settings) {
      preview = Preview.of(settings);
    }

    Preview.Outcome outcome(ConsumerRecord<byte[], byte[]> raw) {
      Preview.Outcome outcome = preview.of(raw);
      summary.add(outcome);
      SinkRecord received = outcome.received();
      if (received != null && outcome.assembly() instanceof Assembly.Messages) {
        sent.add(received);
      }
      return outcome;
    }

    Usage usage() {
      return sent.isEmpty()
          ? Usage.NONE
          : CostSimulation.of(preview.config(), sent, Double.POSITIVE_INFINITY, sent.size());
    }
  }

  @Override
  public Integer call() {
    Map<String, @Nullable String> settings = ConfigFile.read(oldConfig);
    Side before = side(oldConfig, settings);
    Side after = side(newConfig, ConfigFile.read(newConfig));
    Comparison comparison = new Comparison();
    records.forEach(file, settings, raw -> comparison.add(before.outcome(raw), after.outcome(raw)));
    if (comparison.records() == 0) {
      throw new InputException("there are no records, so nothing was compared");
    }
    if (json) {
      JsonOutput.print(
          screen, generator -> write(generator, comparison, before.usage(), after.usage()));
    } else {
      print(comparison, before.usage(), after.usage());
    }
    return comparison.isSame() ? ExitStatus.OK : ExitStatus.FOUND;
  }

  private static Side side(Path config, Map<String, @Nullable String> settings) {
    try {
      return new Side(settings);
    } catch (InvalidConfigException e) {
      throw new InvalidConfigException(config + ": " + e.getMessage());
    } catch (InputException e) {
      throw new InputException(config + ": " + e.getMessage());
    }
  }

  private void print(Comparison comparison, Usage before, Usage after) {
    if (!comparison.isSame()) {
      comparison.examples().forEach(this::print);
      for (String reason : comparison.newReasons()) {
        screen.line(Style.ERROR, "newly rejected");
        screen.wrapped("  ", reason);
      }
      if (!comparison.byPart().isEmpty()) {
        screen.line(Style.BOLD, "messages that differ in their");
        comparison
            .byPart()
            .forEach(
                (part, count) ->
                    screen.line(String.format("  %-18s%s", part.words(), Counted.number(count))));
      }
      totals(before, after);
      comparison.consequences().forEach(text -> screen.wrapped("", text));
    }
    screen.wrapped(Style.BOLD, "", comparison.verdict());
  }

  private void totals(Usage before, Usage after) {
    screen.line(Style.BOLD, String.format("%-20s%14s%14s", "", "now", "then"));
    total("messages", before.messages(), after.messages());
    total("bytes", before.bytes(), after.bytes());
    total("requests, all full", before.requests(), after.requests());
    total("billed units", before.units(), after.units());
  }

  private void total(String name, long before, long after) {
    screen.line(
        String.format("  %-18s%14s%14s", name, Counted.number(before), Counted.number(after)));
  }

  private void print(Comparison.Example example) {
    MessageChange change = example.change();
    OutboundMessage before = change.before();
    OutboundMessage after = change.after();
    String what = before == null ? "new message" : after == null ? "vanished message" : "message";
    screen.line(Style.BOLD, example.record() + ": " + what);
    for (String line : TextDiff.of(lines(before), lines(after))) {
      Style style =
          switch (line.charAt(0)) {
            case '+' -> Style.ADDED;
            case '-' -> Style.ERROR;
            default -> Style.PLAIN;
          };
      screen.cut(style, "  " + line);
    }
    screen.line("");
  }

  /** A message as the preview shows it, without marks. */
  private static List<String> lines(@Nullable OutboundMessage message) {
    return message == null ? List.of() : PreviewText.lines(message);
  }

  private static void write(JsonGenerator json, Comparison comparison, Usage before, Usage after)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("records", comparison.records());
    json.writeObjectFieldStart("messages");
    json.writeNumberField("unchanged", comparison.unchanged());
    json.writeNumberField("changed", comparison.changed());
    json.writeNumberField("new", comparison.appeared());
    json.writeNumberField("vanished", comparison.vanished());
    json.writeEndObject();
    json.writeNumberField("newly_rejected", comparison.newlyRejected());
    json.writeNumberField("no_longer_rejected", comparison.nowAccepted());
    json.writeNumberField("split_differently", comparison.splitDifferently());
    json.writeObjectFieldStart("differences");
    for (Map.Entry<Part, Long> entry : comparison.byPart().entrySet()) {
      json.writeNumberField(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
    }
    json.writeEndObject();
    write(json, "old", before);
    write(json, "new", after);
    json.writeArrayFieldStart("consequences");
    for (String text : comparison.consequences()) {
      json.writeString(text);
    }
    json.writeEndArray();
    json.writeStringField("verdict", comparison.verdict());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Usage usage) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("messages", usage.messages());
    json.writeNumberField("bytes", usage.bytes());
    json.writeNumberField("requests", usage.requests());
    json.writeNumberField("billed_units", usage.units());
    json.writeEndObject();
  }
}
