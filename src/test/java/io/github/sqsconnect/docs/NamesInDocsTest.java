package io.github.sqsconnect.docs;

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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes, methods, packages and files that pages name must exist. */
class NamesInDocsTest {
  /**
   * Pages for developers: a word with a capital in code or in a picture on them is a class of this
   * project.
   */
  private static final List<String> DEVELOPER_PAGES =
      List.of(
          "CONTRIBUTING.md",
          "docs/proofs.md",
          "docs/chaos.md",
          "docs/decisions/",
          "docs/mutation-survivors.md",
          "docs/performance.md",
          "docs/scripted-endpoint.md",
          "src/");

  /** Names on these pages that are not classes of this project, and parts of names. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "AccessDenied",
          "AssumeRole",
          "AssumeRoleWithWebIdentity",
          "BadImport",
          "CooperativeStickyAssignor",
          "Helper",
          "JsonConverter",
          "LoggingHandler",
          "Manager",
          "ObjectMapper",
          "Properties",
          "QueueDoesNotExist",
          "RangeAssignor",
          "ReceiveMessage",
          "RequestThrottled",
          "RetriableException",
          "SdkUri",
          "SendMessage",
          "SendMessageBatch",
          "SenderFault",
          "SinkRecord",
          "SqsAsyncClient",
          "Test",
          "UnsupportedOperationException",
          "Util",
          "WorkerErrantRecordReporter",
          "WorkerSinkTask");

  /** A class, optionally with a method or a constant of an enum in it. */
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][a-z0-9][A-Za-z0-9]*)(?:\\.([a-z]\\w+))?(?:\\(\\))?");

  private static final Pattern CAMEL_CASE =
      Pattern.compile("\\b[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*\\b");
  private static final Pattern FILE =
      Pattern.compile("(?:src|docs|bin|config|assembly|\\.ci)/[\\w./-]*[\\w/]");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test='?([\\w,]+)");

  private final Map<String, Path> classes = classes();

  @Test
  void classesThatDeveloperPagesNameExist() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      if (DEVELOPER_PAGES.stream().anyMatch(page.toString()::startsWith)) {
        Stream.concat(codes(page).stream(), namesInPictures(page).stream())
            .filter(code -> !exists(code))
            .forEach(code -> missing.add(page + ": " + code));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void filesThatPagesNameExist() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      for (String code : codes(page)) {
        if (FILE.matcher(code).matches() && !Files.exists(Path.of(code))) {
          missing.add(page + ": " + code);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void testsThatCommandsRunExist() {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      TEST.matcher(read(page))
          .results()
          .flatMap(found -> Stream.of(found.group(1).split(",")))
          .filter(name -> !name.equals("none") && !classes.containsKey(name))
          .forEach(name -> missing.add(page + ": " + name));
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void violationsAndPlantedBugsOfTheProofsExist() {
    String page = read(Path.of("docs/proofs.md"));
    String detectors =
        Stream.of("world", "exhaustive")
            .flatMap(name -> files("src/proof/java/io/github/sqsconnect/" + name).stream())
            .map(NamesInDocsTest::read)
            .collect(Collectors.joining());
    List<String> bugs =
        read(Path.of("src/proof/java/io/github/sqsconnect/planted/bugs.txt")).lines().toList();

    assertThat(quoted(page, "Violations:"))
        .hasSizeGreaterThan(20)
        .allMatch(kind -> detectors.contains('"' + kind + '"'));
    assertThat(quoted(page, "Seen failing:")).hasSizeGreaterThan(10).isSubsetOf(bugs);
  }

  @Test
  void missingNamesAreFound() {
    assertThat(exists("NamesInDocsTest")).isTrue();
    assertThat(exists("NamesInDocsTest.java")).isTrue();
    assertThat(exists("NamesInDocsTest.read")).isTrue();
    assertThat(exists("NamesInDocsTest.wright")).isFalse();
    assertThat(exists("NamesInDogsTest")).isFalse();
    assertThat(exists("a value")).isTrue();
  }

  /** Whether this code is not a class name, or the class, and its method, exist. */
  private boolean exists(String code) {
    var name = CLASS.matcher(code.replaceAll("\\.java$", ""));
    if (!name.matches() || OF_OTHERS.contains(name.group(1))) {
      return true;
    }
    Path file = classes.get(name.group(1));
    return file != null && (name.group(2) == null || read(file).contains(name.group(2) + "("));
  }

  /** The quoted texts in the list items of a page that begin with a label. */
  private static List<String> quoted(String page, String label) {
    return Stream.of(page.split("\n(- |\n)"))
        .filter(item -> item.startsWith(label))
        .flatMap(item -> QUOTED.matcher(item.replaceAll("\\s+", " ")).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** Names in code blocks without a language, which are pictures. */
  private static List<String> namesInPictures(Path page) {
    return MarkdownPage.of(page).blocks("").stream()
        .flatMap(picture -> CAMEL_CASE.matcher(picture.text()).results())
        .map(MatchResult::group)
        .toList();
  }

  private static List<String> codes(Path page) {
    List<String> codes = new ArrayList<>();
    MarkdownPage.of(page).prose().forEach(line -> codes.addAll(MarkdownPage.code(line)));
    return codes;
  }

  private static Map<String, Path> classes() {
    Map<String, Path> classes = new TreeMap<>();
    for (Path file : files("src")) {
      String name = file.getFileName().toString();
      if (name.endsWith(".java")) {
        classes.put(name.substring(0, name.length() - ".java".length()), file);
      }
    }
    return classes;
  }

  private static List<Path> pages() {
    return Stream.of(
            List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("SECURITY.md")),
            files("docs"),
            files("config"),
            files("src"))
        .flatMap(List::stream)
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  private static List<Path> files(String root) {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
