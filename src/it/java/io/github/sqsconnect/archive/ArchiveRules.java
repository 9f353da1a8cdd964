package io.github.sqsconnect.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What must be true of the archive so that every installer takes it and no worker is disturbed by
 * it. A violation is one sentence that names the entry.
 */
final class ArchiveRules {
  private ArchiveRules() {}

  static List<String> violations(Path zip) throws IOException {
    PluginArchive archive = PluginArchive.read(zip);
    return Stream.of(
            LayoutRules.violations(archive),
            ManifestRules.violations(archive),
            LibraryRules.violations(archive),
            ConnectorJarRules.violations(archive),
            DocumentRules.violations(archive))
        .flatMap(List::stream)
        .toList();
  }
}
