package io.github.sqsconnect.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.exhaustive.Scopes;
import io.github.sqsconnect.planted.PlantedBug.Finder;
import io.github.sqsconnect.simulation.Campaign;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation and the exhaustive search find mistakes: each is planted in a copy of the
 * connector's sources, compiled, and must be found by what the connector itself passes.
 */
class PlantedBugsTest {
  private static final int SCHEDULES = 20_000;
  private static final boolean IS_FULL = Boolean.getBoolean("exhaustive.full");

  @TempDir private Path folder;

  static Stream<Arguments> bugs() {
    return PlantedBug.all().stream()
        .flatMap(bug -> bug.finders().stream().map(finder -> Arguments.of(bug, finder)))
        .filter(planted -> IS_FULL || !((Finder) planted.get()[1]).isSlow());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bugs")
  void plantedBugIsFound(PlantedBug bug, Finder finder) throws Exception {
    try (PlantedCopy copy = PlantedCopy.of(bug, folder)) {
      String found =
          (String)
              (finder.scope().isEmpty()
                  ? copy.call(Campaign.class, "firstViolation", SCHEDULES)
                  : copy.call(Scopes.class, "firstViolation", finder.scope()));
      assertThat(found).as("the first violation").isNotNull().startsWith(finder.kind());
    }
  }

  @Test
  void everyPlantedBugHasItsPlaceAndAFinder() throws Exception {
    List<PlantedBug> bugs = PlantedBug.all();
    assertThat(bugs).hasSizeGreaterThan(70).extracting(PlantedBug::name).doesNotHaveDuplicates();
    for (PlantedBug bug : bugs) {
      assertThat(bug.sources()).as(bug.name()).isNotEmpty();
      assertThat(bug.finders()).as(bug.name()).isNotEmpty();
    }
  }

  @Test
  void bugThatHasLostItsPlaceIsNoticed() {
    String source = "class A { int b() { return c(); } int d() { return c(); } }";
    assertThatThrownBy(() -> SourceEdit.of("A", "c()", "1").applyTo(source, "counts wrong"))
        .hasMessageContaining("'counts wrong' has lost its place: 'c()' is there 2 times");
    assertThatThrownBy(() -> SourceEdit.of("A b", "e()", "1").applyTo(source, "counts wrong"))
        .hasMessageContaining("0 times in b of A.java");
  }

  @Test
  void layoutOfTheSourceDoesNotMatter() throws Exception {
    String source = "class A { int b() { return c( 1,\n 2 ); } int d() { return c(1, 2); } }";
    assertThat(SourceEdit.of("A b", "return c(…);", "int e = 3; $0").applyTo(source, "any"))
        .isEqualTo(
            "class A { int b() { int e = 3; return c( 1,\n 2 ); } int d() { return c(1, 2); } }");
  }

  @Test
  void failingScheduleIsReportedShortAndAlwaysAlike() throws Exception {
    try (PlantedCopy copy = PlantedCopy.of(PlantedBug.all().get(0), folder)) {
      String report = (String) copy.call(Campaign.class, "firstReport", SCHEDULES);
      assertThat(report).containsPattern(" violates: (offer|committed early): ");
      assertThat(report.lines().filter(line -> line.contains(" puts ")))
          .as("the polls with records in the report:%n%s", report)
          .hasSize(1);
      assertThat(copy.call(Campaign.class, "firstReport", SCHEDULES)).isEqualTo(report);
    }
  }
}
