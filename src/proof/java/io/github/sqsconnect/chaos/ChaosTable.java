package io.github.sqsconnect.chaos;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of schedules in {@code docs/chaos.md}. A row is written when its schedule ends, so that
 * schedules may be run in one piece or in several.
 */
final class ChaosTable {
  static final Path PAGE = Path.of("docs/chaos.md");

  private static final String BEGIN = "<!-- schedules: written by the build -->\n";
  private static final String END = "<!-- end of schedules -->";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*\n");
  private static final String HEAD =
      "| seed | queue | consumers | faults of the endpoint | steps | records |"
          + " dead letters | tasks failed | again per 100,000 | promises |\n"
          + "| ---: | --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n";

  private ChaosTable() {}

  /** Adds the row to the page, or replaces the row of the same seed. */
  static void write(ScheduleResult result) {
    ProjectFiles.write(PAGE.toAbsolutePath(), withRow(ProjectFiles.read(PAGE), result));
  }

  static String withRow(String page, ScheduleResult result) {
    SortedMap<Long, String> rows = rows(page);
    rows.put(result.schedule().seed(), row(result));
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    return before + HEAD + String.join("", rows.values()) + page.substring(page.indexOf(END));
  }

  /** The rows of a page by seed. */
  static SortedMap<Long, String> rows(String page) {
    SortedMap<Long, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(page.substring(page.indexOf(BEGIN), page.indexOf(END)));
    while (row.find()) {
      rows.put(Long.valueOf(row.group(1)), row.group());
    }
    return rows;
  }

  private static String row(ScheduleResult result) {
    return planned(result.schedule())
        + " %d | %d | %d | %s |\n"
            .formatted(
                result.dead(),
                result.failedTasks(),
                result.duplicatesPer100000(),
                result.kept() ? "kept" : "**broken**");
  }

  /** The cells that follow from the seed. */
  static String planned(Schedule schedule) {
    return "| %d | %s | %s | %s | %s | %d |"
        .formatted(
            schedule.seed(),
            schedule.fifo() ? "FIFO" : "standard",
            schedule.protocol().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            list(schedule.faults().stream().map(each -> each.fault().label())),
            list(
                Stream.concat(
                    schedule.incident().stream().map(Incident::label),
                    schedule.steps().stream().map(each -> each.step().label()))),
            schedule.records());
  }

  private static String list(Stream<String> labels) {
    String text = labels.collect(Collectors.joining(", "));
    return text.isEmpty() ? "–" : text;
  }
}
