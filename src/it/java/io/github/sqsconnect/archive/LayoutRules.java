package io.github.sqsconnect.archive;

import io.github.sqsconnect.archive.ArchiveContents.Entry;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/** The zip file: its name, its root folder, its size, its checksum, and the same in each build. */
final class LayoutRules extends ArchiveRules {
  private static final long MAX_BYTES = 14_000_000;
  private static final Set<String> TOP_LEVEL =
      Set.of("manifest.json", "bin", "lib", "etc", "doc", "assets");

  LayoutRules(ArchiveContents archive) {
    super(archive);
  }

  @Override
  void check() {
    String fullName = archive.fullName();
    String fileName = archive.file().getFileName().toString();
    require(
        fileName.equals(fullName + ".zip"),
        "file name " + fileName + " is not " + fullName + ".zip");
    require(
        archive.file().toFile().length() <= MAX_BYTES,
        "archive is larger than " + MAX_BYTES + " bytes");
    Set<String> roots =
        archive.entries().stream()
            .map(entry -> entry.name().split("/", 2)[0])
            .collect(Collectors.toSet());
    require(roots.equals(Set.of(fullName)), "root folders " + roots + " are not just " + fullName);
    Set<String> names = archive.entries().stream().map(Entry::name).collect(Collectors.toSet());
    require(names.size() == archive.entries().size(), "an entry is in the archive twice");

    LocalDateTime built = midnightOfRelease();
    archive.entries().forEach(entry -> checkEntry(entry, built));
    checkChecksum();
  }

  private void checkEntry(Entry entry, LocalDateTime built) {
    String name = entry.name();
    require(
        !name.startsWith("/") && !name.contains("\\") && !name.contains(".."),
        name + " is not a plain relative path");
    require(entry.time().equals(built), name + " has time " + entry.time() + ", not " + built);
    if (name.startsWith(archive.root()) && !name.equals(archive.root())) {
      String top = name.substring(archive.root().length()).split("/", 2)[0];
      require(TOP_LEVEL.contains(top), name + " has no place in the layout");
    }
  }

  private LocalDateTime midnightOfRelease() {
    try {
      return LocalDate.parse(archive.manifest().path("release_date").asText()).atStartOfDay();
    } catch (DateTimeParseException e) {
      return LocalDateTime.MIN;
    }
  }

  private void checkChecksum() {
    Path file = archive.file();
    Path checksum = file.resolveSibling(file.getFileName() + ".sha512");
    if (!Files.exists(checksum)) {
      require(false, checksum.getFileName() + " is missing");
      return;
    }
    String expected =
        sha512(Unchecked.call(() -> Files.readAllBytes(file))) + "  " + file.getFileName();
    require(
        ProjectFiles.read(checksum).strip().equals(expected),
        checksum.getFileName() + " does not contain the archive's checksum and name");
  }

  static String sha512(byte[] bytes) {
    MessageDigest digest = Unchecked.call(() -> MessageDigest.getInstance("SHA-512"));
    return HexFormat.of().formatHex(digest.digest(bytes));
  }
}
