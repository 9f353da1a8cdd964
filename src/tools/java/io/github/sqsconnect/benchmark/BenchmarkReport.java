package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.ServerJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.core.util.VersionInfo;

/** All results, as JSON and as tables. */
final class BenchmarkReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode root = JSON.createObjectNode();
  private final StringBuilder tables = new StringBuilder();

  BenchmarkReport() {
    root.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode machine = root.putObject("machine");
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("processor", processor());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("arch", System.getProperty("os.arch"));
    ObjectNode versions = root.putObject("versions");
    versions.put("connector", ProjectFiles.archive().getFileName().toString());
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("kafka", ServerJars.NEWEST_KAFKA);
    versions.put("awsSdk", VersionInfo.SDK_VERSION);
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** A new JSON object for the figures of one measurement. */
  ObjectNode add(Suite suite) {
    return root.withArray(suite.label()).addObject();
  }

  void add(Suite suite, List<Medians> measured) {
    measured.forEach(each -> each.write(add(suite)));
    if (tables.indexOf("## " + suite.label()) < 0) {
      tables.append("\n## ").append(suite.label()).append("\n\n").append(Medians.HEAD);
    }
    measured.forEach(each -> tables.append(each.row()).append('\n'));
  }

  /**
   * Writes {@code results.json} and {@code results.md}. The tables are only of suites that compare
   * the connector with a bare client.
   */
  void write(Path directory) {
    String json = Unchecked.call(() -> JSON.writeValueAsString(root));
    ProjectFiles.write(directory.resolve("results.json"), json + System.lineSeparator());
    ProjectFiles.write(directory.resolve("results.md"), tables.toString());
  }
}
