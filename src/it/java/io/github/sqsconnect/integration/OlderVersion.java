package io.github.sqsconnect.integration;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The archive of this build with a lower version number in its jar; nothing else differs. {@code
 * -Dolder.archive=…} uses an archive that was really built earlier, of version {@code
 * -Dolder.version=…}.
 */
final class OlderVersion {
  static final String NUMBER = System.getProperty("older.version", "0.0.9");

  private OlderVersion() {}

  /** Unpacks it into a directory. */
  static Path install(Path directory) {
    String built = System.getProperty("older.archive");
    if (built != null) {
      return ProjectFiles.unzip(Path.of(built), directory);
    }
    Path unpacked = ProjectFiles.installArchive(directory);
    String name = "kafka-connect-sqs-sink-" + System.getProperty("project.version") + ".jar";
    Path jar = ProjectFiles.tree(unpacked, name).get(0);
    return Unchecked.call(
        () -> {
          try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path version = files.getPath("io/github/sqsconnect/version.properties");
            Files.writeString(version, "version=" + NUMBER);
          }
          return unpacked;
        });
  }

  /** A plugin path with this version and the version of this build. */
  static Path beside(Path directory) {
    Path plugins = directory.resolve("two-versions");
    install(plugins.resolve("older"));
    ProjectFiles.installArchive(plugins.resolve("newer"));
    return plugins;
  }
}
