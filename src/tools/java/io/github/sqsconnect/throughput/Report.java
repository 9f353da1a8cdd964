package io.github.sqsconnect.throughput;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.ServerRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.util.VersionInfo;

/** What has been measured, as JSON, as a plot and as tables. */
final class Report {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode root = JSON.createObjectNode();
  private final List<Medians> medians = new ArrayList<>();
  private final StringBuilder tables = new StringBuilder();

  Report() {
    root.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode machine = root.putObject("machine");
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("processor", processor());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("arch", System.getProperty("os.arch"));
    ObjectNode versions = root.putObject("versions");
    versions.put("connector", ProjectFiles.archive().getFileName().toString());
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("kafka", ServerRuntime.NEWEST_KAFKA);
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

  /** Where the figures of one measurement go. */
  ObjectNode add(Suite suite) {
    return root.withArray(suite.word()).addObject();
  }

  void add(Suite suite, List<Medians> measured) {
    measured.forEach(each -> each.write(add(suite)));
    if (tables.indexOf("## " + suite.word()) < 0) {
      tables.append("\n## ").append(suite.word()).append("\n\n").append(Medians.HEAD);
    }
    measured.forEach(each -> tables.append(each.row()).append('\n'));
    medians.addAll(measured);
  }

  /**
   * Writes {@code results.json} and, if anything was set beside a ceiling, {@code results.svg} and
   * {@code results.md}.
   */
  void write(Path directory) {
    try {
      Files.writeString(
          directory.resolve("results.json"),
          JSON.writeValueAsString(root) + System.lineSeparator());
      if (!medians.isEmpty()) {
        Files.writeString(directory.resolve("results.svg"), Plot.of(medians));
        Files.writeString(directory.resolve("results.md"), tables);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
