package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.cli.CommandRun;
import io.github.sqsconnect.docs.MarkdownPage.Block;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every example of {@code sqs-sink} on the pages and compares its output. {@code ./mvnw test
 * -Dtest=CliDocsTest -Ddocs.write=true} writes the output into the pages.
 */
class CliDocsTest {
  private static final String EXAMPLE = "console";
  private static final String PROMPT = "$ ";
  private static final String COMMAND = "bin/sqs-sink ";

  @TempDir private Path folder;

  private static final Path FIRST_STEPS = Path.of("docs/getting-started.md");

  @Test
  void examplesOfThePageShowRealOutput() {
    assertThat(checkExamples(Path.of("docs/cli.md"), Map.of())).isGreaterThanOrEqualTo(3);
  }

  @Test
  void examplesOfTheFirstStepsUseTheirConfiguration() {
    Block config =
        MarkdownPage.of(FIRST_STEPS).blocks("json").stream()
            .filter(block -> block.text().contains("connector.class"))
            .findFirst()
            .orElseThrow();
    Path file = ProjectFiles.write(folder.resolve("events-to-sqs.json"), config.text());
    assertThat(checkExamples(FIRST_STEPS, Map.of("events-to-sqs.json", file.toString())))
        .isPositive();
  }

  /**
   * @param files where the files are that the examples name
   * @return how many commands ran
   */
  private static int checkExamples(Path page, Map<String, String> files) {
    int commands = 0;
    int examples = MarkdownPage.of(page).blocks(EXAMPLE).size();
    for (int i = 0; i < examples; i++) {
      GeneratedPage generated = new GeneratedPage(page);
      MarkdownPage parsed = new MarkdownPage(generated.text());
      Block block = parsed.blocks(EXAMPLE).get(i);
      StringBuilder output = new StringBuilder();
      for (String line : block.text().lines().filter(each -> each.startsWith(PROMPT)).toList()) {
        output.append(line).append('\n').append(output(line.substring(PROMPT.length()), files));
        commands++;
      }
      generated.assertContent(parsed.with(block, output.toString().strip()));
    }
    return commands;
  }

  private static String output(String command, Map<String, String> files) {
    assertThat(command).startsWith(COMMAND);
    List<String> arguments =
        Stream.of(command.substring(COMMAND.length()).split(" ", -1))
            .map(argument -> files.getOrDefault(argument, argument))
            .toList();
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    return run.errors() + run.output();
  }
}
