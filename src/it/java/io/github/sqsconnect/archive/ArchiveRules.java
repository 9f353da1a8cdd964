package io.github.sqsconnect.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules about a part of the archive. A violation is a sentence that names the entry. */
abstract class ArchiveRules {
  final ArchiveContents archive;
  private final List<String> violations = new ArrayList<>();

  ArchiveRules(ArchiveContents archive) {
    this.archive = archive;
  }

  /** All violations of an archive. */
  static List<String> violations(Path zip) throws IOException {
    ArchiveContents archive = ArchiveContents.read(zip);
    return Stream.of(
            new LayoutRules(archive),
            new ManifestRules(archive),
            new LibraryRules(archive),
            new DocumentRules(archive))
        .flatMap(
            rules -> {
              rules.check();
              return rules.violations.stream();
            })
        .toList();
  }

  abstract void check();

  void require(boolean condition, String violation) {
    if (!condition) {
      violations.add(violation);
    }
  }

  /** The text of a file, empty if there is none. */
  String text(String path) {
    return archive.find(path).map(ArchiveContents.Entry::text).orElse("");
  }
}
