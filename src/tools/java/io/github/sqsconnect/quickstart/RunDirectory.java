package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.servers.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A directory under {@code target} that belongs to one running quickstart alone. */
record RunDirectory(Path path, FileLock lock) {
  /** The first one that no other run holds, emptied. */
  static RunDirectory claim() {
    for (int number = 1; ; number++) {
      String name = number == 1 ? "quickstart" : "quickstart-" + number;
      FileLock lock = tryLock(ProjectFiles.target().resolve(name + ".lock"));
      if (lock != null) {
        return new RunDirectory(ProjectFiles.fresh(ProjectFiles.target().resolve(name)), lock);
      }
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** The channel stays open, and with it the lock, until the process ends. */
  private static FileLock tryLock(Path file) {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
