package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What a release needs in the POM, in the pages and in the workflows. */
class ReleaseTest {
  private static final Path WORKFLOWS = Path.of(".github/workflows");
  private static final Pattern USES = Pattern.compile("uses: (\\S+?)@(.*)");
  private static final Pattern PINNED = Pattern.compile("[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
  private static final Pattern PROGRAM = Pattern.compile("(?<=[\\s\"(])\\./mvnw|\\.ci/\\w+");
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([\\w,*]+)");
  private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");
  private static final Pattern PROPERTY =
      Pattern.compile("-D((?:simulation|exhaustive|property|chaos|it)\\.(?!test)\\w+)");
  private static final Pattern ARCHIVE =
      Pattern.compile("kafka-connect-sqs-sink-(\\d+\\.\\d+\\.\\d+)");

  private final Document pom =
      Unchecked.call(
          () ->
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(Path.of("pom.xml").toFile()));
  private final String version = pom("version");

  // --- POM and pages

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "description",
        "url",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "developers/developer/organization",
        "developers/developer/organizationUrl",
        "scm/connection",
        "scm/developerConnection",
        "scm/url"
      })
  void pomHasWhatCentralRequires(String element) {
    assertThat(pom(element)).isNotBlank();
  }

  @Test
  void changelogDescribesTheVersion() {
    assertThat(ProjectFiles.read(Path.of("CHANGELOG.md")))
        .contains("\n## [" + version + "] - " + pom("properties/release.date") + "\n");
  }

  @Test
  void pagesNameTheArchiveOfThisVersion() {
    List<String> named =
        pages()
            .flatMap(page -> ARCHIVE.matcher(ProjectFiles.read(page)).results())
            .map(found -> found.group(1))
            .toList();

    assertThat(named).hasSizeGreaterThan(3).containsOnly(version);
  }

  /** All pages, except those about two versions. */
  private static Stream<Path> pages() {
    return Stream.concat(Stream.of(Path.of("README.md")), files("docs", ".md").stream())
        .filter(
            page -> !Set.of("upgrade.md", "compatibility.md").contains(page.getFileName() + ""));
  }

  private String pom(String element) {
    return Unchecked.call(
        () -> XPathFactory.newInstance().newXPath().evaluate("/project/" + element, pom));
  }

  // --- workflows

  @Test
  void actionsArePinnedByOneHashEach() {
    Map<String, Set<String>> pins = new TreeMap<>();
    USES.matcher(workflows())
        .results()
        .forEach(
            found ->
                pins.computeIfAbsent(found.group(1), name -> new TreeSet<>()).add(found.group(2)));

    assertThat(pins).hasSizeGreaterThan(3);
    assertThat(pins.values())
        .allSatisfy(pin -> assertThat(pin).singleElement().asString().matches(PINNED));
  }

  @Test
  void commandsOfWorkflowsExist() {
    String workflows = workflows();
    Set<String> programs = found(PROGRAM, workflows, MatchResult::group);
    Set<String> tests =
        found(TESTS, workflows, found -> found.group(1)).stream()
            .flatMap(names -> Stream.of(names.split(",")))
            .filter(name -> !name.equals("none") && !name.startsWith("*"))
            .collect(Collectors.toSet());
    Set<String> properties = found(PROPERTY, workflows, found -> found.group(1));
    String sources = sources();

    assertThat(programs).contains("./mvnw", ".ci/run");
    assertThat(programs).allSatisfy(program -> assertThat(Path.of(program)).isExecutable());
    assertThat(tests).hasSizeGreaterThan(3);
    assertThat(tests).allSatisfy(test -> assertThat(sources).contains("class " + test + " "));
    assertThat(properties).hasSizeGreaterThan(3);
    assertThat(properties)
        .allSatisfy(property -> assertThat(sources).contains('"' + property + '"'));
    assertThat(found(PROFILE, workflows, found -> found.group(1)))
        .contains("release")
        .allSatisfy(
            profile -> assertThat(pom("profiles/profile[id='" + profile + "']/id")).isNotEmpty());
  }

  /** Tests run code of many libraries; only the job after them has secrets and may write. */
  @Test
  void testsOfAReleaseRunWithoutSecretsAndPermissions() {
    String[] jobs = ProjectFiles.read(WORKFLOWS.resolve("release.yml")).split("\n  release:\n");

    assertThat(jobs).hasSize(2);
    assertThat(jobs[0]).contains(".ci/run").doesNotContain("secrets.", ": write");
    assertThat(jobs[1]).contains("needs: test", "secrets.", ": write").doesNotContain(".ci/run");
  }

  @Test
  void pageListsTheSecretsOfWorkflows() {
    String page = ProjectFiles.read(Path.of("docs/releasing.md"));

    assertThat(found(Pattern.compile("secrets\\.(\\w+)"), workflows(), found -> found.group(1)))
        .hasSize(4)
        .allSatisfy(secret -> assertThat(page).contains("| `" + secret + "` |"));
  }

  private static Set<String> found(
      Pattern pattern, String text, Function<MatchResult, String> part) {
    return pattern.matcher(text).results().map(part).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String workflows() {
    return ProjectFiles.list(WORKFLOWS).map(ProjectFiles::read).collect(Collectors.joining("\n"));
  }

  private static String sources() {
    return files("src", ".java").stream().map(ProjectFiles::read).collect(Collectors.joining());
  }

  private static List<Path> files(String root, String ending) {
    return Unchecked.call(
        () -> {
          try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
          }
        });
  }

  // --- vulnerabilities that do not affect the connector

  @Test
  void vexStatementsHaveAProductAndAReason() {
    Json.Obj vex = (Json.Obj) Json.parse(ProjectFiles.read(Path.of(".github/vex.openvex.json")));
    assertThat(vex.members())
        .extracting(Json.Member::name)
        .contains("@context", "@id", "author", "timestamp", "version");
    Json.Arr statements = (Json.Arr) vex.get("statements").orElseThrow();
    assertThat(statements.elements()).isNotEmpty();
    for (Json statement : statements.elements()) {
      Json.Obj each = (Json.Obj) statement;
      assertThat(each.get("products").orElseThrow().toString())
          .contains(
              "pkg:maven/io.github.sqsconnect/kafka-connect-sqs-sink@" + version, "subcomponents");
      assertThat(each.get("status").orElseThrow().toString()).contains("not_affected");
      assertThat(each.get("justification")).isPresent();
      assertThat(each.get("status_notes").orElseThrow().toString()).hasSizeGreaterThan(40);
    }
  }
}
