package io.github.sqsconnect.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The archive that this build made. */
class ArchiveIT {
  private static final String ARCHIVE = System.getProperty("archive");

  @Test
  void builtArchiveKeepsEveryRule() throws IOException {
    assertThat(ARCHIVE).as("system property archive, set by the build").isNotNull();
    assertThat(ArchiveRules.violations(Path.of(ARCHIVE))).isEmpty();
  }

  @Test
  void builtArchiveHasTheVersionOfTheBuild() throws IOException {
    assertThat(ArchiveContents.read(Path.of(ARCHIVE)).version())
        .isEqualTo(System.getProperty("project.version"));
  }
}
