package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory below {@code target} for one running quickstart.
 *
 * @param lock ends together with the process
 */
record RunDirectory(Path path, FileLock lock) {
  /** Empties the first directory that no other quickstart uses. */
  static RunDirectory claim() {
    for (int number = 1; ; number++) {
      String name = number == 1 ? "quickstart" : "quickstart-" + number;
      Path lockFile = ProjectFiles.target().resolve(name + ".lock");
      FileLock lock = Unchecked.call(() -> tryLock(lockFile));
      if (lock != null) {
        return new RunDirectory(ProjectFiles.emptied(ProjectFiles.target().resolve(name)), lock);
      }
    }
  }

  private static FileLock tryLock(Path file) throws Exception {
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
    }
    return lock;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** A path as it is shown: relative to the project. */
  static String shown(Path path) {
    return ProjectFiles.root().relativize(path.toAbsolutePath()).toString();
  }
}
