package io.github.sqsconnect.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void announcesItsPortsAndQueues() throws IOException {
    Process process = start("--admin-port", "0", "--queue", "given");
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).matches("scripted-sqs port=\\d+ admin=\\d+");
      assertThat(out.readLine()).matches("queue http://127.0.0.1:\\d+/123456789012/given");
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void unknownFlagEndsItWithTheUsage() throws IOException {
    Process process = start("--color", "red");
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.lines()).contains("unknown flag --color").anyMatch(l -> l.startsWith("usage"));
    }
    assertThat(process.onExit().join().exitValue()).isEqualTo(2);
  }

  private static Process start(String... flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(flags));
    return new ProcessBuilder(command).start();
  }
}
