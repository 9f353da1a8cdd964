package io.github.sqsconnect.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.world.ReachableState;
import io.github.sqsconnect.world.ReachedStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The table of the states that were reached, as {@code docs/simulation.md} shows it. */
final class StatesTable {
  private static final Path PAGE = Path.of("docs", "simulation.md");
  private static final String BEGIN = "<!-- simulation states: begin -->\n";
  private static final String END = "<!-- simulation states: end -->";
  private static final String HEAD = "| state | schedules |\n| --- | ---: |\n";

  private StatesTable() {}

  static String of(ReachedStates reached) {
    StringBuilder table = new StringBuilder(HEAD);
    for (ReachableState state : ReachableState.values()) {
      table.append("| ").append(words(state)).append(" | ");
      table.append(String.format(Locale.ROOT, "%,d", reached.of(state))).append(" |\n");
    }
    return table.toString();
  }

  static String words(ReachableState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Writes it into the page. */
  static void write(ReachedStates reached) throws IOException {
    String page = page();
    Files.writeString(
        PAGE,
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + of(reached)
            + page.substring(page.indexOf(END)));
  }

  /** The counts that stand in the page, by state. */
  static Map<String, Integer> shown() throws IOException {
    String page = page();
    String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(table).startsWith(HEAD);
    Map<String, Integer> shown = new LinkedHashMap<>();
    table
        .substring(HEAD.length())
        .lines()
        .map(line -> line.split("\\|"))
        .forEach(
            cells ->
                shown.put(cells[1].strip(), Integer.valueOf(cells[2].strip().replace(",", ""))));
    return shown;
  }

  private static String page() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(BEGIN, END);
    return page;
  }
}
