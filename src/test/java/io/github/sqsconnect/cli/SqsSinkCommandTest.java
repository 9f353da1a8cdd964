package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsSinkCommandTest {
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
  void scriptOfTheSourceTreeIsExecutable() {
    assertThat(Path.of("bin/sqs-sink")).isExecutable();
  }
}
