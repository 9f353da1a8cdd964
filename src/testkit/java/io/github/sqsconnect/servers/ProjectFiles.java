package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The places in this project that servers are started from and write to. */
public final class ProjectFiles {
  private static final String ARCHIVE_PREFIX = "sqsconnect-kafka-connect-sqs-sink-";

  private ProjectFiles() {}

  /** The nearest directory at or above the working directory that has {@code src/test-servers}. */
  public static Path root() {
    Path start = Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("src/test-servers"))) {
        return at;
      }
    }
    throw new IllegalStateException("run this inside the project; " + start + " is not part of it");
  }

  public static Path target() {
    return root().resolve("target");
  }

  static Path runtime(String name) {
    return root().resolve("src/test-servers").resolve(name);
  }

  /** The archive the build made: named by the system property {@code archive}, else the newest. */
  public static Path archive() {
    String named = System.getProperty("archive");
    if (named != null) {
      return Path.of(named);
    }
    List<Path> found;
    try (Stream<Path> files = Files.list(target())) {
      found = files.filter(ProjectFiles::isArchive).sorted(ProjectFiles::byAge).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no archive in target: run ./mvnw package first");
    }
    return found.get(found.size() - 1);
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(ARCHIVE_PREFIX) && name.endsWith(".zip");
  }

  private static int byAge(Path a, Path b) {
    try {
      return Files.getLastModifiedTime(a).compareTo(Files.getLastModifiedTime(b));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty directory, whatever was there before. */
  public static Path fresh(Path directory) {
    deleteTree(directory);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
