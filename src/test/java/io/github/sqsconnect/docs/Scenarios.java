package io.github.sqsconnect.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scenarios of a text file: unindented lines are names, the indented lines below are steps. */
final class Scenarios {
  /** What a step does with the groups of its pattern. */
  interface Action {
    void run(MatchResult step);
  }

  private Scenarios() {}

  static Map<String, List<String>> of(String file) {
    try {
      Map<String, List<String>> scenarios = new LinkedHashMap<>();
      List<String> steps = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of("src/test/resources/docs", file))) {
        if (line.startsWith("  ")) {
          steps.add(line.substring(2));
        } else if (!line.startsWith("#")) {
          steps = new ArrayList<>();
          scenarios.put(line, steps);
        }
      }
      return scenarios;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the first action whose pattern matches the whole step. */
  static void run(String step, Map<String, Action> actions) {
    for (Map.Entry<String, Action> action : actions.entrySet()) {
      Matcher matcher = Pattern.compile(action.getKey()).matcher(step);
      if (matcher.matches()) {
        action.getValue().run(matcher);
        return;
      }
    }
    throw new AssertionError("unknown step: " + step);
  }
}
