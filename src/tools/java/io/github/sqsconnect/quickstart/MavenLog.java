package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** What Maven has downloaded, by its log. */
record MavenLog(Path file) {
  private static final Pattern DOWNLOADED =
      Pattern.compile("Downloaded from .* \\((\\d+(?:\\.\\d+)?) (B|kB|MB|GB)\\b");
  private static final Map<String, Double> BYTES =
      Map.of("B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9);

  /** The megabytes of all files that were downloaded so far. */
  long megabytes() {
    if (!Files.exists(file)) {
      return 0;
    }
    double bytes =
        DOWNLOADED
            .matcher(ProjectFiles.read(file))
            .results()
            .mapToDouble(
                each -> Double.parseDouble(each.group(1)) * BYTES.getOrDefault(each.group(2), 0.0))
            .sum();
    return Math.round(bytes / 1e6);
  }
}
