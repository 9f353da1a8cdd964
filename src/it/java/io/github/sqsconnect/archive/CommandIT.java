package io.github.sqsconnect.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user has it who has only the archive and a Kafka installation. */
class CommandIT {
  private static final long MOST_START_MS = 1_000;

  /** Other processes of a build may slow down some of them. */
  private static final int MOST_TRIES = 20;

  private record Run(int status, String output, String errors, long millis) {}

  @TempDir private static Path folder;
  private static Path script;

  @BeforeAll
  static void install() {
    Path archive =
        ProjectFiles.list(ProjectFiles.installArchive(folder.resolve("plugins")))
            .findFirst()
            .orElseThrow();
    script = archive.resolve("bin/sqs-sink");
  }

  /** A folder like that of a Kafka release. */
  private static Path kafka(String version) {
    Path libs = folder.resolve("kafka-" + version).resolve("libs");
    Unchecked.call(() -> Files.createDirectories(libs));
    for (Path jar : ServerJars.kafka(version).jars()) {
      Path link = libs.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        Unchecked.call(() -> Files.createSymbolicLink(link, jar));
      }
    }
    return libs.getParent();
  }

  @ParameterizedTest
  @ValueSource(strings = {ServerJars.NEWEST_KAFKA, "3.6.2"})
  void everyCommandRunsWithTheJarsOfAKafkaRelease(String version) throws IOException {
    Map<String, String> environment = Map.of("KAFKA_HOME", kafka(version).toString());
    Run check = run(environment, "check", "config/quickstart-sqs.json");
    assertThat(check.errors()).isEmpty();
    assertThat(check.output()).isEqualTo("quickstart-sqs.json: no errors\n");
    assertThat(run(environment, "iam", "config/quickstart-sqs.json").output())
        .contains("customer-events");
    assertThat(run(environment, "check", "docs/cli/wrong.json").status()).isOne();
    String orders = "docs/cli/orders.json";
    String records = "docs/cli/orders.jsonl";
    assertThat(run(environment, "preview", orders, records).status()).isZero();
    assertThat(run(environment, "cost", orders, records, "--rate", "9/s").status()).isZero();
    assertThat(run(environment, "plan", orders, orders, records).output())
        .isEqualTo("No change: 2 messages of 2 records are the same.\n");
  }

  @Test
  void laterCallsStartWithinASecond() throws IOException {
    Map<String, String> environment =
        Map.of("KAFKA_HOME", kafka(ServerJars.NEWEST_KAFKA).toString());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < MOST_TRIES && best >= MOST_START_MS; i++) {
      Run run = run(environment, "preview", "config/quickstart-sqs.json", "docs/cli/events.jsonl");
      assertThat(run.status()).isZero();
      assertThat(run.output()).endsWith("billed unit if each message is sent alone\n");
      best = Math.min(best, run.millis());
    }
    assertThat(best).isLessThan(MOST_START_MS);
  }

  @Test
  void withoutKafkaOneLineSaysWhatIsMissing() throws IOException {
    Run run = run(Map.of("PATH", "/usr/bin:/bin"), "check", "config/quickstart-sqs.json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).startsWith("sqs-sink: no Kafka installation found").hasLineCount(1);
  }

  private static Run run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("KAFKA_HOME");
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().putAll(environment);

    long started = System.nanoTime();
    Process process = builder.redirectError(folder.resolve("errors").toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Unchecked.call(() -> process.waitFor(30, TimeUnit.SECONDS))).isTrue();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    return new Run(process.exitValue(), output, Files.readString(folder.resolve("errors")), millis);
  }
}
