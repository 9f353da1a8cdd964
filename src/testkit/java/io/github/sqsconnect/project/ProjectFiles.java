package io.github.sqsconnect.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The directories of this project that servers are started from and write to. */
public final class ProjectFiles {
  private static final String ARCHIVE_NAME = "sqsconnect-kafka-connect-sqs-sink-.*\\.zip";

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

  /** A file of {@code src/test-servers}. */
  public static Path testServer(String name) {
    return root().resolve("src/test-servers").resolve(name);
  }

  /** The archive that the build made: the system property {@code archive}, else the newest. */
  public static Path archive() {
    String named = System.getProperty("archive");
    if (named != null) {
      return Path.of(named);
    }
    List<Path> archives =
        list(target()).filter(file -> file.getFileName().toString().matches(ARCHIVE_NAME)).toList();
    return archives.stream()
        .max(Comparator.comparing(file -> file.toFile().lastModified()))
        .orElseThrow(
            () -> new IllegalStateException("no archive in target: run ./mvnw package first"));
  }

  /** Unpacks that archive as a user installs it; the result is a worker's {@code plugin.path}. */
  public static Path installArchive(Path directory) {
    return unzip(archive(), directory);
  }

  /** Unpacks an archive into a directory that is emptied first, and returns the directory. */
  public static Path unzip(Path archive, Path directory) {
    Path into = emptied(directory);
    return Unchecked.call(
        () -> {
          try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
              extract(zip, entry, into);
            }
          }
          return into;
        });
  }

  private static void extract(ZipFile zip, ZipEntry entry, Path into) throws IOException {
    Path file = into.resolve(entry.getName()).normalize();
    if (!file.startsWith(into)) {
      throw new IOException("entry outside the archive's folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, file);
    }
  }

  /** Creates a directory, or deletes all that is in it. */
  public static Path emptied(Path directory) {
    return Unchecked.call(
        () -> {
          if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
              for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
              }
            }
          }
          return Files.createDirectories(directory);
        });
  }

  /** The files of a directory. */
  public static Stream<Path> list(Path directory) {
    return Unchecked.call(
        () -> {
          try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
          }
        });
  }

  /** The files below a directory whose names have this ending, sorted. */
  public static List<Path> tree(Path directory, String ending) {
    return Unchecked.call(
        () -> {
          try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
          }
        });
  }

  public static List<String> lines(Path file) {
    return Unchecked.call(() -> Files.readAllLines(file));
  }

  public static String read(Path file) {
    return Unchecked.call(() -> Files.readString(file));
  }

  /** Writes a text file and its directory. */
  public static Path write(Path file, String text) {
    Unchecked.call(() -> Files.createDirectories(file.getParent()));
    return Unchecked.call(() -> Files.writeString(file, text));
  }
}
