package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The installable archive, unpacked the way a user installs it. */
public final class PluginArchive {
  private PluginArchive() {}

  /** Unpacks into an emptied directory and returns it: the worker's {@code plugin.path}. */
  public static Path unpack(Path archive, Path directory) {
    Path into = ProjectFiles.fresh(directory);
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        extract(zip, entries.nextElement(), into);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + archive, e);
    }
    return into;
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
}
