package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.sqsconnect.docs.MarkdownPage.Block;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.message.Assembly;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every example of {@code docs/messages.md}, and compares its tables of formats. */
class MessagesDocsTest {
  private final MarkdownPage page = MarkdownPage.of(Path.of("docs/messages.md"));

  @TestFactory
  Stream<DynamicTest> examplesAreCorrect() {
    List<DocumentedExample> examples = DocumentedExample.of(page);
    assertThat(examples).hasSizeGreaterThan(5);
    return examples.stream().map(example -> dynamicTest(example.name(), () -> check(example)));
  }

  /** A message in JSON has the layout of the page; other outcomes have its line ends only. */
  private static void check(DocumentedExample example) {
    List<String> shown = new ArrayList<>();
    List<String> actual = new ArrayList<>(example.run());
    for (Block outcome : example.outcomes()) {
      if (outcome.is("json message")) {
        shown.add(Json.parse(outcome.text()).canonical());
        actual.replaceAll(body -> Json.parse(body).canonical());
      } else {
        shown.add(outcome.text().replace('\n', ' '));
      }
    }
    assertThat(actual).isEqualTo(shown);
  }

  @Test
  void tableHasEveryFormatWithItsExample() {
    ConfigDef.ConfigKey format =
        io.github.sqsconnect.config.SqsSinkConfig.definition()
            .configKeys()
            .get("sqs.message.format");
    List<List<String>> rows = page.table("## Which format");
    assertThat(rows.stream().map(row -> MarkdownPage.code(row.get(0)).get(0)))
        .containsExactlyInAnyOrderElementsOf(
            format.recommender.validValues(format.name, java.util.Map.of()).stream()
                .map(String::valueOf)
                .toList());
    for (List<String> row : rows) {
      String name = MarkdownPage.code(row.get(0)).get(0);
      List<String> code = MarkdownPage.code(row.get(2));
      if (!code.isEmpty()) {
        String body = RecordAssembler.standard("sqs.message.format", name).body("{\"id\": 7}");
        String[] parts = code.get(0).split("…");
        assertThat(body).startsWith(parts[0]).endsWith(parts[parts.length - 1]);
      }
    }
  }

  /** What happens to a null value, to text and to bytes that are not JSON. */
  @Test
  void tableSaysWhatBecomesOfTextAndBytes() {
    List<String> formats = List.of("json", "envelope", "cloudevents", "event-batch", "raw");
    for (List<String> row : tableOfInputs()) {
      for (int i = 0; i < formats.size(); i++) {
        RecordAssembler assembler = RecordAssembler.standard("sqs.message.format", formats.get(i));
        Object value =
            switch (row.get(0)) {
              case "JSON text" -> "{ }";
              case "other text" -> "plain";
              case "other bytes" -> new byte[] {0, 1};
              default -> null;
            };
        if (value != null) {
          String expected = row.get(i + 1);
          Assembly assembly = assembler.assemble(RecordAssembler.record(null, value));
          assertThat(outcome(assembly, value))
              .as(row.get(0) + " " + formats.get(i))
              .isEqualTo(expected);
        }
      }
    }
  }

  private List<List<String>> tableOfInputs() {
    return page.table("| | `json` | `envelope` | `cloudevents` | `event-batch` | `raw` |");
  }

  private static String outcome(Assembly assembly, Object value) {
    if (!(assembly instanceof Assembly.Messages messages)) {
      return "rejected";
    }
    String body = messages.messages().get(0).body();
    if (body.equals(value)) {
      return "sent as it is";
    }
    if (value instanceof byte[]) {
      return body.contains("AAE=") ? "base64" : body;
    }
    if (body.contains(":\"" + value + "\"")) {
      return "JSON string";
    }
    return body.contains(":" + value + "}") ? "embedded as it is" : "rewritten";
  }
}
