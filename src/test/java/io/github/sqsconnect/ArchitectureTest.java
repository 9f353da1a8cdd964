package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The main code follows the allowed directions. Each rule is also shown to fail, on a tree of wrong
 * classes.
 */
class ArchitectureTest {
  private static final String ROOT = "io.github.sqsconnect";
  private static final String WRONG_ROOT = "io.github.sqsconnect.wrong";
  private static final Path CORE = Path.of("src/main/java/io/github/sqsconnect");

  /** ArchUnit sees synchronized methods, but not synchronized blocks. */
  private static final Pattern SYNCHRONIZED_BLOCK = Pattern.compile("\\bsynchronized\\s*\\(");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses WRONG = new ClassFileImporter().importPackages(WRONG_ROOT);

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesForMain")
  void mainCodeKeepsTheRule(String name, ArchRule rule) {
    rule.check(MAIN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesForWrong")
  void ruleCanFail(String name, ArchRule rule) {
    assertThat(rule.evaluate(WRONG).hasViolation()).isTrue();
  }

  @Test
  void mainCodeIsImported() {
    assertThat(MAIN.contain(SqsSinkConnector.class)).isTrue();
  }

  @Test
  void coreHasNoSynchronizedBlocks() throws IOException {
    for (String step : List.of("json", "record", "event", "message", "delivery")) {
      Path folder = CORE.resolve(step);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          assertThat(files.filter(Files::isRegularFile).filter(ArchitectureTest::synchronizes))
              .isEmpty();
        }
      }
    }
  }

  @Test
  void synchronizedBlockIsFound() {
    assertThat(SYNCHRONIZED_BLOCK.matcher("    synchronized (lock) {").find()).isTrue();
  }

  private static boolean synchronizes(Path file) {
    try {
      return SYNCHRONIZED_BLOCK.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> rulesForMain() {
    return rules(ROOT);
  }

  static Stream<Arguments> rulesForWrong() {
    return rules(WRONG_ROOT);
  }

  private static Stream<Arguments> rules(String root) {
    Map<String, ArchRule> rules = ArchitectureRules.under(root);
    return rules.entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
  }
}
