package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.InsertField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsSinkCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--wrong",
        "chekc",
        "check",
        "check --wrong a",
        "check a b",
        "check no/such/file",
        "iam no/such/file"
      })
  void wrongUseIsRefusedInOneOrTwoLines(String arguments) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("sqs-sink").doesNotContain("\tat ");
    assertThat(run.errors().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void pathThatCannotExistIsRefused() {
    CommandRun run = CommandRun.of("check", "a\0b");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("sqs-sink").doesNotContain("\tat ");
  }

  /** A transform with an error that Java has no exception for. */
  public static final class Defective<R extends ConnectRecord<R>> extends InsertField.Value<R> {
    @Override
    public void configure(Map<String, ?> settings) {
      throw new AssertionError("no licence");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "preview"})
  void errorOfJavaIsReportedInOneLine(String name) {
    Path config = folder.resolve("connector.properties");
    ProjectFiles.write(
        config,
        "sqs.queue.url=https://sqs.eu-west-1.amazonaws.com/123456789012/q\ntransforms=a\ntransforms.a.type="
            + Defective.class.getName());
    CommandRun run = CommandRun.of(name, config.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors())
        .startsWith("sqs-sink: unexpected java.lang.AssertionError: no licence")
        .hasLineCount(1);
  }

  @Test
  void helpAndVersionAreOutput() {
    assertThat(CommandRun.of("--help"))
        .satisfies(run -> assertThat(run.status()).isZero())
        .satisfies(run -> assertThat(run.output()).contains("check", "iam"));
    assertThat(CommandRun.of("check", "--help").output()).contains("--probe", "Exit status");
    assertThat(CommandRun.of("--version").output()).matches("sqs-sink \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void completionScriptKnowsTheCommands() {
    assertThat(CommandRun.of("generate-completion").output()).contains("--probe", "--kms-key");
  }

  @Test
  void textIsWrappedAtBlanks() {
    assertThat(Screen.fitting("a".repeat(15) + " " + "b".repeat(10), 20))
        .isEqualTo(List.of("a".repeat(15), "b".repeat(10)));
    assertThat(Screen.fitting("c".repeat(45), 20)).allMatch(line -> line.length() <= 20);
    assertThat(String.join("", Screen.fitting("c".repeat(45), 20))).hasSize(45);
  }

  @Test
  void charactersOfTwoColumnsFitTheTerminal() {
    assertThat(Screen.fitting("値".repeat(11), 20)).containsExactly("値".repeat(10), "値");
    assertThat(cut("😀".repeat(10), 20)).isEqualTo("😀".repeat(10));
    assertThat(cut("😀".repeat(11), 20)).isEqualTo("😀".repeat(9) + "…");
    assertThat(cut("é".repeat(21), 20)).isEqualTo("é".repeat(19) + "…");
  }

  @Test
  void terminalObeysNoCharacterOfTheInput() {
    assertThat(cut("a\u001b[31mb\u009bc\rd\u0007", 20)).isEqualTo("a.[31mb.c d.");
    assertThat(CommandRun.of("check", "\u001b[31m").errors())
        .isEqualTo("sqs-sink: .[31m does not exist\n");
  }

  private static String cut(String text, int width) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output, true);
    new Screen(out, out, width, false).cut(Screen.Style.PLAIN, text);
    return output.toString().strip();
  }

  @Test
  void scriptOfTheSourceTreeIsExecutable() {
    assertThat(Path.of("bin/sqs-sink")).isExecutable();
  }
}
