package io.github.sqsconnect.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page about the schedules and what became of them. */
final class ChaosTable {
  static final Path PAGE = Path.of("docs/chaos.md");

  private static final String ROWS = "<!-- schedules: written by the build -->\n";
  private static final String END = "<!-- end of schedules -->";

  private ChaosTable() {}

  /** Puts the table between the marks of the page; the words around it are a person's. */
  static void write(List<Outcome> outcomes) {
    try {
      String page = Files.readString(PAGE);
      String before = page.substring(0, page.indexOf(ROWS) + ROWS.length());
      Files.writeString(PAGE, before + table(outcomes) + page.substring(page.indexOf(END)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String table(List<Outcome> outcomes) {
    String head =
        "| seed | queue | consumers | trouble at the endpoint | done to servers and connector | records |"
            + " dead letters | tasks failed | again per 100,000 | promises |\n"
            + "| ---: | --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n";
    return head + outcomes.stream().map(ChaosTable::row).collect(Collectors.joining());
  }

  private static String row(Outcome outcome) {
    Schedule schedule = outcome.schedule();
    return "| %d | %s | %s | %s | %s | %d | %d | %d | %d | %s |\n"
        .formatted(
            schedule.seed(),
            schedule.fifo() ? "FIFO" : "standard",
            schedule.membership().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
            list(schedule.troubles().stream().map(each -> each.trouble().label())),
            list(schedule.steps().stream().map(each -> each.step().label())),
            schedule.records(),
            outcome.dead(),
            outcome.failedTasks(),
            outcome.againPer100000(),
            outcome.kept() ? "kept" : "**broken**");
  }

  private static String list(Stream<String> labels) {
    String text = labels.collect(Collectors.joining(", "));
    return text.isEmpty() ? "–" : text;
  }
}
