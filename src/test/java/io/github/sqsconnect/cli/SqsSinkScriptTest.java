package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a folder like that of the archive, with a Java that prints its arguments. */
class SqsSinkScriptTest {
  private record Run(long process, int status, String output) {}

  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void install() throws IOException {
    script = Files.createDirectories(folder.resolve("archive/bin")).resolve("sqs-sink");
    Files.copy(Path.of("bin/sqs-sink"), script);
    file("archive/lib/connector.jar", "");
    file("kafka/libs/connect-api-4.0.0.jar", "");
    java("17");
  }

  @Test
  void symbolicLinkIsFollowed() throws Exception {
    Path link = Files.createDirectories(folder.resolve("other bin")).resolve("sqs");
    Files.createSymbolicLink(link, script);
    String lib = folder.resolve("archive").toRealPath().resolve("bin/../lib/connector.jar") + ":";
    assertThat(run(script, "check", "a b").output()).contains(lib, " check a b in process ");
    assertThat(run(link, "check", "a b").output()).contains(lib, " check a b in process ");
  }

  @Test
  void olderJavaIsNamed() throws Exception {
    for (String version : List.of("1.8", "11", "")) {
      java(version);
      Run run = run(script, "check");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.output())
          .contains("bin/java is Java " + version + ". Java 17 or newer is needed")
          .hasLineCount(1);
    }
  }

  @Test
  void signalThatEndsTheCommandEndsTheServerOfThePage() throws Exception {
    Run page = run(script, "page");
    assertThat(page.output()).endsWith(" in process " + page.process() + "\n");
  }

  @Test
  void classArchivesOfOlderJarsAreDeleted() throws Exception {
    Path older = file("cache/sqs-sink/1-2.jsa", "");
    Path recent = file("cache/sqs-sink/3-4.jsa", "");
    Instant now = Instant.now();
    Files.setLastModifiedTime(older, FileTime.from(now.minus(Duration.ofDays(40))));
    Files.setLastModifiedTime(recent, FileTime.from(now.minus(Duration.ofDays(20))));
    assertThat(run(script, "check").status()).isZero();
    assertThat(older).doesNotExist();
    assertThat(recent).exists();
  }

  private void java(String version) {
    Path java =
        file(
            "java/bin/java",
            "#!/bin/sh\n[ \"$2\" = -version ] && echo '    java.specification.version = "
                + version
                + "' >&2 && exit\necho \"$@ in process $$\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Path file(String name, String text) {
    return ProjectFiles.write(folder.resolve(name), text);
  }

  private Run run(Path command, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("bash", command.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", folder.resolve("java").toString(),
                "KAFKA_HOME", folder.resolve("kafka").toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.pid(), Unchecked.call(process::waitFor), output);
  }
}
