package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Keeps the test sources small and their names unambiguous. Support code is every class that is no
 * test: fakes, servers, generators, models, tools. It must be read before a test can be understood.
 */
class TestSourcesTest {
  private static final List<String> ROOTS = List.of("test", "testkit", "proof", "it", "tools");

  /** Never raise this number. Lower it when support code has been removed. */
  private static final long MOST_LINES_OF_SUPPORT = 39_640;

  @Test
  void noClassNameExistsTwice() {
    Map<String, List<Path>> filesByName = new TreeMap<>();
    for (Path file : javaFiles()) {
      filesByName.computeIfAbsent(className(file), name -> new ArrayList<>()).add(file);
    }
    filesByName.remove("package-info");
    filesByName.values().removeIf(files -> files.size() == 1);

    assertThat(filesByName.values()).as("rename all but one").isEmpty();
  }

  @Test
  void supportCodeStaysSmall() {
    Map<String, Long> linesByRoot = new TreeMap<>();
    for (Path file : javaFiles()) {
      if (isSupport(className(file))) {
        linesByRoot.merge(file.getName(1).toString(), lines(file), Long::sum);
      }
    }
    long lines = linesByRoot.values().stream().mapToLong(Long::longValue).sum();

    assertThat(lines).as("lines of support code %s", linesByRoot).isPositive();
    assertThat(lines)
        .as("lines of support code %s", linesByRoot)
        .isLessThanOrEqualTo(MOST_LINES_OF_SUPPORT);
  }

  @Test
  void everySourceRootIsDescribed() {
    Set<String> undescribed = new TreeSet<>(ROOTS);
    undescribed.removeIf(root -> Files.exists(Path.of("src", root, "README.md")));

    assertThat(undescribed).isEmpty();
  }

  private static boolean isSupport(String name) {
    return !name.endsWith("Test") && !name.endsWith("Properties") && !name.endsWith("IT");
  }

  private static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles() {
    List<Path> files = new ArrayList<>();
    for (String root : ROOTS) {
      try (var walk = Files.walk(Path.of("src", root, "java"))) {
        walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
