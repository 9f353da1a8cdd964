package io.github.sqsconnect.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The archive that this build made. */
class ArchiveIT {
  private static final String ARCHIVE = System.getProperty("archive");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\((?![a-z]+:|#)([^)#\\s]+)");

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

  /** Except links to sources, which are not in the archive. */
  @Test
  void linksOfDocumentsLeadToFilesOfTheArchive() throws IOException {
    ArchiveContents archive = ArchiveContents.read(Path.of(ARCHIVE));
    Set<Path> files =
        archive.entries().stream().map(entry -> Path.of(entry.name())).collect(Collectors.toSet());
    List<String> broken = new ArrayList<>();
    List<ArchiveContents.Entry> pages =
        archive.filesUnder("").filter(entry -> entry.name().endsWith(".md")).toList();
    for (ArchiveContents.Entry page : pages) {
      LINK.matcher(CODE.matcher(page.text()).replaceAll(""))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !link.startsWith("src/"))
          .filter(link -> !files.contains(Path.of(page.name()).resolveSibling(link).normalize()))
          .forEach(link -> broken.add(page.name() + ": " + link));
    }

    assertThat(pages).hasSizeGreaterThan(30);
    assertThat(broken).isEmpty();
  }
}
