package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The programs in {@code src/tools} need no tests: they use main code, each other, the part of the
 * test kit that is made for them, and no test library.
 */
class ToolsTest {
  private static final List<String> ROOTS =
      List.of("main", "test", "testkit", "proof", "it", "tools");
  private static final Set<String> KIT_FOR_TOOLS =
      Set.of("servers", "endpoint", "generators", "project");
  private static final List<String> TEST_LIBRARIES =
      List.of(
          "org.junit.", "org.assertj.", "org.testcontainers.", "com.tngtech.", "org.awaitility.");
  private static final String ROOT_PACKAGE = "io.github.sqsconnect.";

  private final Set<JavaClass> all =
      new ClassFileImporter()
          .importPackages("io.github.sqsconnect").stream().collect(Collectors.toSet());

  @Test
  void toolsUseOnlyMainCodeAndTheirPartOfTheTestKit() {
    assertThat(classesOf("tools")).hasSizeGreaterThan(30);
    assertThat(forbiddenDependencies("tools")).isEmpty();
  }

  /** The rule can fail: integration tests break it. */
  @Test
  void integrationTestsUseWhatToolsMustNotUse() {
    assertThat(forbiddenDependencies("it"))
        .anyMatch(each -> each.contains(" -> org.junit."))
        .anyMatch(each -> each.contains(" -> io.github.sqsconnect.integration."));
  }

  private Set<String> forbiddenDependencies(String root) {
    Set<String> forbidden = new TreeSet<>();
    for (JavaClass each : classesOf(root)) {
      each.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> !isAllowed(target))
          .forEach(target -> forbidden.add(each.getName() + " -> " + target.getName()));
    }
    return forbidden;
  }

  private static boolean isAllowed(JavaClass target) {
    if (!target.getName().startsWith(ROOT_PACKAGE)) {
      return TEST_LIBRARIES.stream().noneMatch(target.getName()::startsWith);
    }
    return switch (rootOf(target)) {
      case "main", "tools", "generated" -> true;
      case "testkit" -> KIT_FOR_TOOLS.contains(packageOf(target));
      default -> false;
    };
  }

  private static String packageOf(JavaClass each) {
    return each.getPackageName().substring(ROOT_PACKAGE.length() - 1).replaceFirst("^\\.", "");
  }

  private List<JavaClass> classesOf(String root) {
    return all.stream().filter(each -> rootOf(each).equals(root)).toList();
  }

  /** The source root that contains the file of a class; JMH generates further classes. */
  private static String rootOf(JavaClass each) {
    String file = each.getPackageName().replace('.', '/') + "/" + topLevelName(each) + ".java";
    return ROOTS.stream()
        .filter(root -> Files.exists(Path.of("src", root, "java", file)))
        .findFirst()
        .orElse("generated");
  }

  private static String topLevelName(JavaClass each) {
    return each.getName().substring(each.getPackageName().length() + 1).replaceFirst("\\$.*", "");
  }
}
