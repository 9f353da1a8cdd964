package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments that are refused before a connection; what is read is in {@code CommandIT}. */
class TopicOptionsTest {
  private static final String CONFIG = "docs/cli/orders.json";
  private static final String BROKER = "--bootstrap-server=127.0.0.1:1";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "docs/cli/orders.jsonl, the file docs/cli/orders.jsonl",
    "--key=k, --key",
    "--header=a=b, --header",
    "--partition=0, --partition",
    "--offset=0, --offset",
    "--timestamp=0, --timestamp"
  })
  void optionsOfRecordsInAFileAreRefused(String option, String named) {
    String reason = "--from-topic cannot be used with " + named + ": ";
    assertRefused(reason, "preview", CONFIG, option, "--from-topic=1", BROKER);
    assertRefused(reason, "plan", CONFIG, CONFIG, option, "--from-topic=1", BROKER);
    assertRefused(reason, "cost", CONFIG, option, "--rate=1", "--from-topic=1", BROKER);
  }

  @Test
  void optionsThatNeedEachOtherAreNamed() {
    assertRefused("--from-topic needs a broker", "preview", CONFIG, "--from-topic=1");
    assertRefused("--bootstrap-server has no effect", "preview", CONFIG, BROKER);
    assertRefused("--command-config has no effect", "preview", CONFIG, "--command-config=none");
  }

  @Test
  void numberOfRecordsIsLimited() {
    for (String count : List.of("0", "-1", "10001")) {
      assertRefused(
          "--from-topic " + count + " is out of range. Allowed: 1 to 10000",
          "preview",
          CONFIG,
          "--from-topic=" + count,
          BROKER);
    }
  }

  @Test
  void clientSettingsThatCannotBeUsedAreRefused() {
    assertFromTopicRefused("none does not exist", "", "--command-config=none");
    assertFromTopicRefused(
        "Set sasl.jaas.config in a file, and add --command-config FILE",
        "consumer.override.sasl.jaas.config=${file:/etc/secret:jaas}");
    assertFromTopicRefused(
        "Invalid value wrong for configuration security.protocol",
        "consumer.override.security.protocol=wrong");
    String file = ProjectFiles.write(folder.resolve("c"), "security.protocol=this").toString();
    assertFromTopicRefused(
        "Invalid value this for configuration security.protocol",
        "consumer.override.security.protocol=${env:PROTOCOL}",
        "--command-config=" + file);
  }

  @Test
  void configurationMustNameTopics() {
    assertFromTopicRefused("the configuration has no topics. Add --topic NAME", "");
  }

  private void assertFromTopicRefused(String reason, String setting, String... options) {
    String text =
        """
        value.converter=StringConverter
        sqs.queue.url=https://sqs.eu-west-1.amazonaws.com/123456789012/orders
        """;
    Path config = ProjectFiles.write(folder.resolve("config"), text + setting);
    List<String> arguments =
        new ArrayList<>(List.of("preview", config.toString(), "--from-topic=1", BROKER));
    arguments.addAll(List.of(options));
    assertRefused(reason, arguments.toArray(String[]::new));
  }

  private static void assertRefused(String reason, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.errors()).startsWith("sqs-sink: ").contains(reason).hasLineCount(1);
    assertThat(run.output()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }
}
