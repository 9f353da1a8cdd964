package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks for retired words in everything that a person reads. The words, and what to write instead,
 * are in {@code src/test/resources/language/retired-words.txt}.
 *
 * <p>Files and folders in {@code not-yet-clean.txt} beside it are skipped; {@code ./mvnw test
 * -Dtest=LanguageTest -Dlanguage.all=true} reports them too.
 */
class LanguageTest {
  private static final Path WORDS = Path.of("src/test/resources/language/retired-words.txt");
  private static final Path NOT_YET_CLEAN =
      Path.of("src/test/resources/language/not-yet-clean.txt");
  private static final List<String> SKIPPED =
      Boolean.getBoolean("language.all") || !Files.exists(NOT_YET_CLEAN)
          ? List.of()
          : lines(NOT_YET_CLEAN);

  /** Stands in for characters that are not prose, so that no phrase matches across them. */
  private static final String MASK = "\0";

  private static final Pattern CODE_OF_MARKDOWN =
      Pattern.compile("(?s)^( *)```.*?^ *```|`[^`]+`|<!--.*?-->|]\\([^)]*\\)", Pattern.MULTILINE);

  /** A comment, or a string literal, or a character literal. */
  private static final Pattern TOKEN_OF_JAVA =
      Pattern.compile(
          "(?<comment>//.*|/\\*[\\s\\S]*?\\*/)"
              + "|(?<text>\"\"\"[\\s\\S]*?\"\"\"|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\")"
              + "|'(?:\\\\.|[^'\\\\])+'");

  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  private record Retired(Pattern pattern, String instead) {}

  private static final List<Retired> RETIRED =
      lines(WORDS).stream().map(line -> line.split(" += ", 2)).map(LanguageTest::retired).toList();

  // --- what people read

  @Test
  void pagesUseNoRetiredWord() {
    List<Path> pages =
        Stream.of(
                files(Path.of("docs")),
                files(Path.of("config")),
                rootFiles(),
                files(Path.of("src")))
            .flatMap(List::stream)
            .filter(file -> file.toString().endsWith(".md"))
            .toList();

    assertThat(pages).contains(Path.of("README.md"), Path.of("docs/delivery.md"));
    assertClean("page", pages, LanguageTest::proseOfMarkdown);
  }

  @Test
  void commandsAndSamplesUseNoRetiredWord() {
    List<Path> files = new ArrayList<>(files(Path.of("bin")));
    files.addAll(files(Path.of("assembly")).stream().filter(LanguageTest::isOurs).toList());
    files.addAll(files(Path.of("config")));
    files.removeIf(file -> file.toString().endsWith(".md"));

    assertThat(files).contains(Path.of("bin/quickstart"));
    assertClean("text", files, text -> text);
  }

  @Test
  void textsOfTheConnectorAndItsToolsUseNoRetiredWord() {
    List<Path> sources = new ArrayList<>(java("src/main/java"));
    sources.addAll(java("src/tools/java"));

    assertThat(sources).hasSizeGreaterThan(150);
    assertClean("text", sources, LanguageTest::literalsOfJava);
  }

  @Test
  void commentsOfTheConnectorUseNoRetiredWord() {
    assertClean("comment", java("src/main/java"), LanguageTest::commentsOfJava);
  }

  // --- the search itself

  @Test
  void wordsAreFoundWithTheirLine() {
    String page = "# Page\n\nMend it. `mend` is\ncode, and was tried\nagain.\n```\nmend\n```\n";

    assertThat(findings("page.md", proseOfMarkdown(page)))
        .containsExactly(
            "page.md:3: 'Mend': write fix",
            "page.md:4: 'tried again': write retried, resent; retry, resend");
  }

  @Test
  void literalsAndCommentsAreSeparate() {
    String source = "int mend; // mend it\nString s = \"is under\"\n    + \" way\"; char c = '\"';";

    assertThat(findings("A", literalsOfJava(source)))
        .containsExactly("A:2: 'under way': write in flight");
    assertThat(findings("A", commentsOfJava(source))).containsExactly("A:1: 'mend': write fix");
  }

  @Test
  void everySkippedFileExists() {
    assertThat(SKIPPED)
        .allSatisfy(line -> assertThat(Path.of(line.substring(line.indexOf(' ') + 1))).exists());
  }

  // --- how it is done

  private interface Reader {
    /** The text, of the same length, with all that is not prose masked. */
    String prose(String text);
  }

  private static void assertClean(String kind, List<Path> files, Reader reader) {
    List<String> findings = new ArrayList<>();
    for (Path file : files) {
      if (SKIPPED.stream().noneMatch(line -> skips(line, kind, file))) {
        findings.addAll(findings(file.toString(), reader.prose(read(file))));
      }
    }
    assertThat(findings).as("%d retired words", findings.size()).isEmpty();
  }

  private static boolean skips(String line, String kind, Path file) {
    return line.startsWith(kind + " ") && file.startsWith(line.substring(kind.length() + 1));
  }

  private static List<String> findings(String file, String prose) {
    List<String> findings = new ArrayList<>();
    for (Retired retired : RETIRED) {
      for (MatchResult found : retired.pattern.matcher(prose).results().toList()) {
        long line = prose.substring(0, found.start()).lines().count();
        boolean atStart = found.start() == 0 || prose.charAt(found.start() - 1) == '\n';
        findings.add(
            "%s:%d: '%s': write %s"
                .formatted(
                    file,
                    atStart ? line + 1 : line,
                    found.group().replaceAll("\\s+", " "),
                    retired.instead));
      }
    }
    return findings;
  }

  private static Retired retired(String[] wordsAndInstead) {
    String words = wordsAndInstead[0].trim().replace(" ", "\\s+(?:[*#/]+\\s+)?");
    return new Retired(
        Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE), wordsAndInstead[1]);
  }

  private static String proseOfMarkdown(String text) {
    return CODE_OF_MARKDOWN.matcher(text).replaceAll(code -> masked(code.group()));
  }

  private static String literalsOfJava(String text) {
    return CONCATENATION
        .matcher(tokensOfJava(text, "text"))
        .replaceAll(joined -> joined.group().replaceAll("[\"+]", " "));
  }

  private static String commentsOfJava(String text) {
    return tokensOfJava(text, "comment").replaceAll("\\{@code[^}]*}", MASK);
  }

  /** Masks all but the tokens of one kind; what joins two literals stays. */
  private static String tokensOfJava(String text, String kind) {
    StringBuilder prose = new StringBuilder();
    int end = 0;
    var token = TOKEN_OF_JAVA.matcher(text);
    while (token.find()) {
      String between = text.substring(end, token.start());
      prose.append(between.isBlank() || between.strip().equals("+") ? between : masked(between));
      prose.append(token.group(kind) == null ? masked(token.group()) : token.group());
      end = token.end();
    }
    return prose.append(masked(text.substring(end))).toString();
  }

  private static String masked(String text) {
    return text.replaceAll("[^\\n]", MASK);
  }

  private static boolean isOurs(Path file) {
    return !file.startsWith("assembly/licenses");
  }

  private static List<Path> java(String root) {
    return files(Path.of(root)).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  private static List<Path> rootFiles() {
    return list(Path.of(""), 1);
  }

  private static List<Path> files(Path root) {
    return list(root, Integer.MAX_VALUE);
  }

  private static List<Path> list(Path root, int depth) {
    try (Stream<Path> files = Files.walk(root, depth)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a list that are no comments. */
  private static List<String> lines(Path file) {
    return read(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
