package io.github.sqsconnect.planted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mistake that somebody could make in the connector, and what must find it. All of them are in
 * {@code bugs.txt}, which describes their format.
 *
 * @param edits what is replaced, in one class or several
 * @param finders the tests that must find it
 */
record PlantedBug(String name, List<SourceEdit> edits, List<Finder> finders) {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "sqsconnect");
  private static final Path BUGS = Path.of("src/proof/java/io/github/sqsconnect/planted/bugs.txt");

  /**
   * A test that finds the mistake.
   *
   * @param scope the scope of the search; empty for the simulation
   * @param kind the kind of the first violation; empty if any will do
   * @param isSlow whether it is slow
   */
  record Finder(String scope, String kind, boolean isSlow) {
    static Finder of(String text) {
      if (text.equals("simulation")) {
        return new Finder("", "", false);
      }
      boolean isSlow = text.startsWith("search slowly ");
      String[] words =
          text.substring((isSlow ? "search slowly " : "search ").length()).split(" ", 2);
      return new Finder(words[0], words[1], isSlow);
    }
  }

  static List<PlantedBug> all() {
    try {
      List<PlantedBug> all = new ArrayList<>();
      for (String block : Files.readString(BUGS).split("\n\n+")) {
        if (!block.startsWith("#")) {
          all.add(of(block.lines().toList()));
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PlantedBug of(List<String> lines) {
    List<SourceEdit> edits = new ArrayList<>();
    List<Finder> finders = new ArrayList<>();
    String place = "";
    String anchor = "";
    for (String line : lines.subList(1, lines.size())) {
      String text = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("in ")) {
        place = text;
      } else if (line.startsWith("- ")) {
        anchor = text;
      } else if (line.startsWith("+")) {
        edits.add(SourceEdit.of(place, anchor, line.substring(1).strip()));
      } else {
        finders.add(Finder.of(text));
      }
    }
    return new PlantedBug(lines.get(0), edits, finders);
  }

  /** The sources with the mistake in them, by their path below the root package. */
  Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (SourceEdit edit : edits) {
      String before = sources.get(edit.file());
      if (before == null) {
        before = Files.readString(SOURCES.resolve(edit.file()));
      }
      sources.put(edit.file(), edit.applyTo(before, name));
    }
    return sources;
  }

  @Override
  public String toString() {
    return name;
  }
}
