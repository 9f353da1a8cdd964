package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command reports; that it predicts what a task sends is in {@code PreviewProperties}. */
class PlanCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIFO = "https://sqs.eu-west-1.amazonaws.com/123456789012/q.fifo";
  private static final String EVENTS =
      "{\"mpid\": 7, \"events\": [{\"event_type\": \"custom_event\", \"data\": {\"event_name\": \"a\"}},"
          + " {\"event_type\": \"custom_event\", \"data\": {\"event_name\": \"b\"}}]}";

  @TempDir private Path folder;

  @Test
  void sameConfigurationIsNoChange() {
    CommandRun run = plan("", "", EVENTS);
    assertThat(run)
        .isEqualTo(new CommandRun(0, "No change: 1 message of 1 record are the same.\n", ""));
  }

  @Test
  void settingThatChangesNoMessageIsNoChange() {
    assertThat(plan("", "sqs.linger.ms=100\n", EVENTS).status()).isZero();
  }

  @Test
  void anotherNamespaceChangesEveryId() {
    CommandRun run = plan("", "sqs.id.namespace=blue\n", EVENTS);
    assertThat(run.status()).isOne();
    assertThat(run.output())
        .contains("  - ", "  + ", "Deduplication ids differ: ", "Ids in the bodies differ: ")
        .endsWith(
            "Change: of the messages of 1 record, 1 changed; differs: deduplication id, ids in the body, body.\n");
  }

  @Test
  void splittingMakesOtherMessages() {
    JsonNode report = report("", "event.send.as.batch=false\n", EVENTS);
    assertThat(report.at("/messages/changed").asInt()).isOne();
    assertThat(report.at("/messages/new").asInt()).isOne();
    assertThat(report.at("/split_differently").asInt()).isOne();
    assertThat(report.at("/consequences").toString()).contains("another number of messages");
    assertThat(report.at("/new/messages").asInt()).isEqualTo(2);
    assertThat(report.at("/new/requests").asInt())
        .isGreaterThanOrEqualTo(report.at("/old/requests").asInt());

    JsonNode back = report("event.send.as.batch=false\n", "", EVENTS);
    assertThat(back.at("/messages/vanished").asInt()).isOne();
  }

  @Test
  void templateOfTheGroupChangesTheOrder() {
    JsonNode report = report("", "sqs.message.group.id=${topic}\n", EVENTS);
    assertThat(report.at("/differences/group").asInt()).isOne();
    assertThat(report.at("/differences").size()).isOne();
    assertThat(report.at("/consequences/0").asText()).startsWith("Messages are in another group");
  }

  @Test
  void anotherQueueIsReported() {
    JsonNode report =
        report("", "sqs.queue.url=" + FIFO.replace("q.fifo", "q-${topic}.fifo") + "\n", EVENTS);
    assertThat(report.at("/differences/queue").asInt()).isOne();
    assertThat(report.at("/consequences/0").asText()).startsWith("Messages go to another queue");
  }

  @Test
  void otherKindOfQueueIsReported() {
    String standard = "sqs.queue.url=" + FIFO.replace(".fifo", "") + "\n";
    JsonNode leaves = report("", standard, EVENTS).at("/consequences");
    assertThat(leaves).hasSize(2);
    assertThat(leaves.get(1).asText()).contains("a standard queue instead of a FIFO queue");

    JsonNode enters = report(standard, "", EVENTS).at("/consequences");
    assertThat(enters).hasSize(2);
    assertThat(enters.get(1).asText()).contains("a FIFO queue instead of a standard queue");

    JsonNode fair = report(standard, standard + "sqs.message.group.id=${topic}\n", EVENTS);
    assertThat(fair.at("/differences/group").asInt()).isOne();
    assertThat(fair.at("/consequences")).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    assertThat(plan("", "", ""))
        .isEqualTo(
            new CommandRun(2, "", "sqs-sink: there are no records, so nothing was compared\n"));
    assertThat(plan("sqs.linger.ms=x\n", "", EVENTS).errors())
        .contains("old.properties: sqs.linger.ms = 'x'", "See: sqs-sink check")
        .hasLineCount(1);
    assertThat(plan("", "transforms=a\n", EVENTS).errors())
        .contains("new.properties: 'a' needs an entry")
        .hasLineCount(1);
  }

  @Test
  void newlyRejectedAndNowAcceptedRecordsAreCounted() {
    String careless = "{\"mpid\": 7, \"events\": [{\"event_type\": 5, \"data\": {}}]}";
    CommandRun run = plan("event.validation=none\n", "", careless);
    assertThat(run.output())
        .contains(
            "newly rejected\n  orders-0@0: invalid event batch at /events/0/event_type",
            "1 vanished")
        .contains("; 1 record newly rejected.\n");
    JsonNode back = report("", "event.validation=none\n", careless);
    assertThat(back.at("/no_longer_rejected").asInt()).isOne();
    assertThat(back.at("/messages/new").asInt()).isOne();
  }

  @Test
  void diffShowsChangedLinesWithContext() {
    List<String> before = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
    List<String> after =
        IntStream.range(0, 20).filter(i -> i != 10).mapToObj(i -> i == 15 ? "x" : "" + i).toList();
    assertThat(TextDiff.of(before, after))
        .containsExactly(
            "  8", "  9", "- 10", "  11", "  12", "  13", "  14", "- 15", "+ x", "  16", "  17");
    assertThat(TextDiff.of(List.of(), List.of("a"))).containsExactly("+ a");
    assertThat(TextDiff.of(before, before)).isEmpty();
  }

  private JsonNode report(String before, String after, String records) {
    return Unchecked.call(() -> JSON.readTree(plan(before, after, records, "--json").output()));
  }

  private CommandRun plan(String before, String after, String records, String... options) {
    String[] arguments = new String[5 + options.length];
    arguments[0] = "plan";
    arguments[1] = config("old", before);
    arguments[2] = config("new", after);
    arguments[3] = write("records", records);
    arguments[4] = "--timestamp=1792479600123";
    System.arraycopy(options, 0, arguments, 5, options.length);
    return CommandRun.of(arguments);
  }

  private String config(String name, String settings) {
    String queue = settings.contains("sqs.queue.url") ? "" : "sqs.queue.url=" + FIFO + "\n";
    return write(name, "topics=orders\nvalue.converter=StringConverter\n" + queue + settings);
  }

  private String write(String name, String text) {
    Path file = folder.resolve(name + ".properties");
    Unchecked.run(() -> Files.writeString(file, text));
    return file.toString();
  }
}
