package io.github.sqsconnect.integration;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@code docs/compatibility.md}, and what it has rows and columns for. */
final class CompatibilityPage {
  /** The newest patch of each line whose worker can be resolved; the last one is the newest. */
  static final List<String> KAFKA =
      List.of("3.6.2", "3.7.2", "3.8.1", "3.9.2", "4.0.2", "4.1.2", "4.2.1", "4.3.1", "4.4.0");

  private static final boolean ALL = Boolean.getBoolean("compatibility");
  private static final Path PAGE = ProjectFiles.root().resolve("docs/compatibility.md");
  private static final String BEGIN = "<!-- written by CompatibilityIT -->\n";
  private static final String END = "<!-- end -->";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d\\.\\d+\\.\\d+) \\|");
  private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)([^\"]*)\"");
  private static final List<String> DISCOVERIES = List.of("service_load", "hybrid_fail");

  private final Map<Cell, String> results = new HashMap<>();
  private final Map<String, String> newGroupProtocol = new HashMap<>();

  /**
   * A worker that the archive is tested in.
   *
   * @param jdk the home of its JDK
   * @param discovery the worker's {@code plugin.discovery}
   */
  record Cell(String kafka, Path jdk, String discovery) {
    private int minor() {
      return Integer.parseInt(kafka.split("\\.")[1]);
    }

    private boolean isKafka4() {
      return kafka.startsWith("4.");
    }

    /** Whether the worker can run two versions of a plugin (KIP-891) and has plugin metrics. */
    boolean hasVersions() {
      return isKafka4() && minor() >= 1;
    }

    /** Whether the new group protocol is ready for production. */
    boolean hasNewGroupProtocol() {
      return isKafka4();
    }

    boolean isFirstOfItsRelease() {
      return !ALL || jdk.equals(jdks().get(0)) && discovery.equals(DISCOVERIES.get(0));
    }

    @Override
    public String toString() {
      return kafka + "-jdk-" + feature(jdk) + "-" + discovery;
    }
  }

  /** What this run tests. */
  static Stream<Cell> cells() {
    Path own = jdks().get(0);
    String lines = System.getProperty("kafka.lines");
    List<String> releases = lines == null ? KAFKA : List.of(lines.split(",", -1));
    if (ALL) {
      return releases.stream()
          .flatMap(
              kafka ->
                  jdks().stream()
                      .flatMap(
                          jdk -> DISCOVERIES.stream().map(each -> new Cell(kafka, jdk, each))));
    }
    return lines == null
        ? Stream.of(
            new Cell(KAFKA.get(0), own, "hybrid_fail"),
            new Cell(KAFKA.get(KAFKA.size() - 1), own, "service_load"))
        : releases.stream().map(kafka -> new Cell(kafka, own, "service_load"));
  }

  /** The JDK of the build, and a newer one if {@code -Dsecond.jdk} names it or it is installed. */
  private static List<Path> jdks() {
    Path own = Path.of(System.getProperty("java.home"));
    String named = System.getProperty("second.jdk");
    Path installed = Path.of("/usr/lib/jvm");
    List<Path> jdks = new ArrayList<>(List.of(own));
    if (named != null) {
      jdks.add(Path.of(named));
    } else if (Files.isDirectory(installed)) {
      ProjectFiles.list(installed)
          .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
          .filter(jdk -> feature(jdk) > feature(own))
          .sorted()
          .findFirst()
          .ifPresent(jdks::add);
    }
    return jdks;
  }

  private static int feature(Path jdk) {
    return Integer.parseInt(version(jdk).group(1));
  }

  private static MatchResult version(Path jdk) {
    String release = ProjectFiles.read(jdk.resolve("release"));
    return JAVA_VERSION.matcher(release).results().findFirst().orElseThrow();
  }

  void works(Cell cell) {
    results.put(cell, "yes");
  }

  void failed(Cell cell) {
    results.put(cell, "**no**");
  }

  /**
   * What happens with the new group protocol.
   *
   * @param outcome begins with the name of an exception if the task fails
   */
  void newGroupProtocol(Cell cell, String outcome) {
    System.out.println(cell + " with group.protocol=consumer: " + outcome);
    newGroupProtocol.put(cell.kafka(), outcome.equals("works") ? "works" : "**task fails**");
  }

  /** The releases that have a row. */
  List<String> releases() {
    return ROW.matcher(ProjectFiles.read(PAGE)).results().map(row -> row.group(1)).toList();
  }

  /** Writes the rows of all releases of this run if {@code -Ddocs.write=true} is set. */
  void write() {
    if (!ALL || !Boolean.getBoolean("docs.write")) {
      return;
    }
    String page = ProjectFiles.read(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String table = head() + rows(page.substring(begin, end));
    ProjectFiles.write(PAGE, page.substring(0, begin) + table + page.substring(end));
  }

  private static String head() {
    StringBuilder head = new StringBuilder("| Kafka Connect |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (Path jdk : jdks()) {
      for (String discovery : DISCOVERIES) {
        head.append(" JDK " + feature(jdk) + ", `" + discovery + "` |");
        rule.append(" --- |");
      }
    }
    return head
        + " two versions | `group.protocol=consumer` | tested |\n"
        + rule
        + " --- | --- | --- |\n";
  }

  /** A release that this run has not tested keeps its row. */
  private String rows(String old) {
    StringBuilder rows = new StringBuilder();
    for (String kafka : KAFKA) {
      List<Cell> cells = cells().filter(cell -> cell.kafka().equals(kafka)).toList();
      rows.append(
          cells.isEmpty()
              ? old.lines()
                  .filter(line -> line.startsWith("| " + kafka + " |"))
                  .map(line -> line + "\n")
                  .collect(Collectors.joining())
              : row(cells));
    }
    return rows.toString();
  }

  private String row(List<Cell> cells) {
    Cell first = cells.get(0);
    List<String> row = new ArrayList<>(List.of(first.kafka()));
    cells.forEach(cell -> row.add(results.getOrDefault(cell, "not run")));
    row.add(first.hasVersions() ? results.getOrDefault(first, "not run") : "not possible");
    row.add(
        first.hasNewGroupProtocol()
            ? newGroupProtocol.getOrDefault(first.kafka(), "not run")
            : "not ready");
    row.add(LocalDate.now() + ", version " + System.getProperty("project.version"));
    return "| " + String.join(" | ", row) + " |\n";
  }
}
