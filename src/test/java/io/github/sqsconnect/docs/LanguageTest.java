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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks for retired words in everything that a person reads. The words, and what to write instead,
 * are in {@code src/test/resources/language/retired-words.txt}. That file also lists the few exact
 * texts that must stay as they are.
 */
class LanguageTest {
  private static final Path WORDS = Path.of("src/test/resources/language/retired-words.txt");

  /** Begins a line with a text that stays. */
  private static final String ALLOWED = "allowed: ";

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
      lines(WORDS).stream()
          .filter(line -> !line.startsWith(ALLOWED))
          .map(line -> line.split(" += ", 2))
          .map(LanguageTest::retired)
          .toList();

  private static final List<String> ALLOWED_TEXTS =
      lines(WORDS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> line.substring(ALLOWED.length()))
          .toList();

  // --- what people read

  @Test
  void pagesUseNoRetiredWord() {
    List<Path> pages =
        Stream.of(
                files(Path.of("docs")),
                files(Path.of("config")),
                rootFiles(),
                examples(),
                files(Path.of("src")))
            .flatMap(List::stream)
            .filter(file -> file.toString().endsWith(".md"))
            .toList();

    assertThat(pages).contains(Path.of("README.md"), Path.of("docs/delivery.md"));
    assertClean(pages, LanguageTest::proseOfMarkdown);
  }

  @Test
  void commandsAndSamplesUseNoRetiredWord() {
    List<Path> files = new ArrayList<>(files(Path.of("bin")));
    files.addAll(files(Path.of("assembly")).stream().filter(LanguageTest::isOurs).toList());
    files.addAll(files(Path.of("config")));
    files.addAll(examples());
    files.removeIf(file -> file.toString().endsWith(".md"));

    assertThat(files).contains(Path.of("bin/quickstart"));
    assertClean(files, text -> text);
  }

  @Test
  void textsOfTheConnectorAndItsToolsUseNoRetiredWord() {
    List<Path> sources = new ArrayList<>(java("src/main/java"));
    sources.addAll(java("src/tools/java"));

    assertThat(sources).hasSizeGreaterThan(150);
    assertClean(sources, LanguageTest::literalsOfJava);
  }

  @Test
  void commentsOfTheConnectorUseNoRetiredWord() {
    assertClean(java("src/main/java"), LanguageTest::commentsOfJava);
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
  void allowedTextIsNotFoundAndItsWordsElsewhereAre() {
    String allowed = ALLOWED_TEXTS.get(0);

    assertThat(findings("A", allowed)).isEmpty();
    assertThat(findings("A", "It waits for ever. " + allowed)).hasSize(1);
  }

  @Test
  void everyAllowedTextIsStillInTheSources() {
    String sources =
        java("src/main/java").stream().map(LanguageTest::read).collect(Collectors.joining());

    assertThat(ALLOWED_TEXTS).isNotEmpty().allSatisfy(text -> assertThat(sources).contains(text));
  }

  // --- how it is done

  private interface Reader {
    /** The text, of the same length, with all that is not prose masked. */
    String prose(String text);
  }

  private static void assertClean(List<Path> files, Reader reader) {
    List<String> findings = new ArrayList<>();
    for (Path file : files) {
      findings.addAll(findings(file.toString(), reader.prose(read(file))));
    }
    assertThat(findings).as("%d retired words", findings.size()).isEmpty();
  }

  private static List<String> findings(String file, String text) {
    String prose = withoutAllowed(text);
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

  private static String withoutAllowed(String text) {
    String prose = text;
    for (String allowed : ALLOWED_TEXTS) {
      prose = prose.replace(allowed, masked(allowed));
    }
    return prose;
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

  /** What we wrote: not what package managers, compilers and Python put there. */
  private static List<Path> examples() {
    return files(Path.of("examples")).stream()
        .filter(file -> file.toString().matches(".*\\.(md|ts|py|java)"))
        .filter(file -> !file.toString().matches(".*/(node_modules|dist|target)/.*"))
        .toList();
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
