package io.github.sqsconnect.archive;

import io.github.sqsconnect.archive.PluginArchive.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The zip as a file: its name, its one root folder, its size, what makes it the same in each build.
 */
final class LayoutRules {
  private static final long MAX_BYTES = 14_000_000;
  private static final Set<String> TOP_LEVEL =
      Set.of("manifest.json", "lib", "etc", "doc", "assets");

  private LayoutRules() {}

  static List<String> violations(PluginArchive archive) throws IOException {
    Violations violations = new Violations();
    String fullName = archive.fullName();
    String fileName = archive.file().getFileName().toString();
    violations.unless(
        fileName.equals(fullName + ".zip"),
        "file name " + fileName + " is not " + fullName + ".zip");
    violations.unless(
        Files.size(archive.file()) <= MAX_BYTES, "archive is larger than " + MAX_BYTES + " bytes");

    Set<String> roots =
        archive.entries().stream()
            .map(entry -> entry.name().split("/", 2)[0])
            .collect(Collectors.toSet());
    violations.unless(
        roots.equals(Set.of(fullName)), "root folders " + roots + " are not just " + fullName);

    Set<String> names = archive.entries().stream().map(Entry::name).collect(Collectors.toSet());
    violations.unless(names.size() == archive.entries().size(), "an entry is in the archive twice");
    LocalDateTime built = releaseMidnight(archive);
    for (Entry entry : archive.entries()) {
      String name = entry.name();
      violations.unless(
          !name.startsWith("/") && !name.contains("\\") && !name.contains(".."),
          name + " is not a plain relative path");
      violations.unless(
          entry.time().equals(built), name + " has time " + entry.time() + ", not " + built);
      if (name.startsWith(archive.root()) && !name.equals(archive.root())) {
        String top = name.substring(archive.root().length()).split("/", 2)[0];
        violations.unless(TOP_LEVEL.contains(top), name + " has no place in the layout");
      }
    }
    checksum(archive, violations);
    return violations.list();
  }

  private static LocalDateTime releaseMidnight(PluginArchive archive) {
    try {
      return LocalDate.parse(archive.manifest().path("release_date").asText()).atStartOfDay();
    } catch (DateTimeParseException e) {
      return LocalDateTime.MIN;
    }
  }

  private static void checksum(PluginArchive archive, Violations violations) throws IOException {
    Path file = archive.file();
    Path beside = file.resolveSibling(file.getFileName() + ".sha512");
    if (!Files.exists(beside)) {
      violations.unless(false, beside.getFileName() + " is missing");
      return;
    }
    String expected = sha512(Files.readAllBytes(file)) + "  " + file.getFileName();
    violations.unless(
        Files.readString(beside, StandardCharsets.US_ASCII).strip().equals(expected),
        beside.getFileName() + " does not hold the archive's checksum and name");
  }

  static String sha512(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
