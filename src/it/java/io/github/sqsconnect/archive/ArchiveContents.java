package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The archive read into memory.
 *
 * @param entries in the order of the file
 * @param root the folder that contains everything else, with a slash at its end
 * @param manifest a missing node if it is not there or is not JSON
 */
record ArchiveContents(Path file, List<Entry> entries, String root, JsonNode manifest) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A zip entry with its time, which has no zone. */
  record Entry(String name, LocalDateTime time, byte[] bytes) {
    boolean isFolder() {
      return name.endsWith("/");
    }

    String fileName() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static ArchiveContents read(Path file) throws IOException {
    List<Entry> entries;
    try (InputStream in = Files.newInputStream(file)) {
      entries = entries(in);
    }
    // Installers look for it exactly one level deep.
    Optional<Entry> manifest =
        entries.stream().filter(entry -> entry.name().matches("[^/]+/manifest\\.json")).findFirst();
    String root = manifest.map(entry -> entry.name().replace("manifest.json", "")).orElse("");
    return new ArchiveContents(
        file, entries, root, manifest.map(ArchiveContents::json).orElse(MissingNode.getInstance()));
  }

  /** The entries of any zip or jar, in the order of the file. */
  static List<Entry> entries(InputStream in) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(new Entry(entry.getName(), entry.getTimeLocal(), zip.readAllBytes()));
      }
    }
    return entries;
  }

  static List<Entry> entriesOf(Entry jar) {
    try {
      return entries(new ByteArrayInputStream(jar.bytes()));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A missing node if the text is not JSON. */
  static JsonNode json(Entry entry) {
    try {
      return JSON.readTree(entry.bytes());
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  String version() {
    return manifest.path("version").asText();
  }

  String name() {
    return manifest.path("name").asText();
  }

  /** {@code owner-name-version}: the folder that installers remove from every path. */
  String fullName() {
    return manifest.path("owner").path("username").asText() + "-" + name() + "-" + version();
  }

  String ourJarName() {
    return name() + "-" + version() + ".jar";
  }

  /** A file below the root folder. */
  Optional<Entry> find(String path) {
    return entries.stream().filter(entry -> entry.name().equals(root + path)).findFirst();
  }

  /** The files in a folder below the root folder. */
  Stream<Entry> filesUnder(String folder) {
    return entries.stream()
        .filter(entry -> !entry.isFolder() && entry.name().startsWith(root + folder));
  }

  Stream<Entry> thirdPartyJars() {
    return filesUnder("lib/")
        .filter(
            entry -> entry.fileName().endsWith(".jar") && !entry.fileName().equals(ourJarName()));
  }
}
