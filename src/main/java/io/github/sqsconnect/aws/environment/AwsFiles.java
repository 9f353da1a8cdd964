package io.github.sqsconnect.aws.environment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;

/** The AWS config file and the AWS credentials file of the worker. */
final class AwsFiles {
  private AwsFiles() {}

  /** Both files as the SDK reads them; empty if they cannot be read. */
  static Optional<ProfileFile> profileFile() {
    try {
      return Optional.of(ProfileFile.defaultProfileFile());
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** Why one of the files cannot be read, with the line. */
  static Optional<String> firstError() {
    return error(ProfileFileLocation.configurationFilePath(), ProfileFile.Type.CONFIGURATION)
        .or(() -> error(ProfileFileLocation.credentialsFilePath(), ProfileFile.Type.CREDENTIALS));
  }

  private static Optional<String> error(Path path, ProfileFile.Type type) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      return Optional.empty();
    }
    try {
      List<String> lines =
          new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList();
      if (isReadable(lines, type)) {
        return Optional.empty();
      }
      return Optional.of(
          "line "
              + firstBadLine(lines, type)
              + " of "
              + path
              + " cannot be read. Allowed: [profile] lines, <name> = <value> lines that begin in the first column,"
              + " indented lines below a <name> = line, and comments");
    } catch (IOException e) {
      return Optional.of(path + " cannot be read: " + e);
    }
  }

  /** The SDK does not name the line, so it is found by binary search over the first lines. */
  private static int firstBadLine(List<String> lines, ProfileFile.Type type) {
    int good = 0;
    int bad = lines.size();
    while (bad - good > 1) {
      int middle = (good + bad) / 2;
      if (isReadable(lines.subList(0, middle), type)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return bad;
  }

  private static boolean isReadable(List<String> lines, ProfileFile.Type type) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try {
      ProfileFile.builder().content(new ByteArrayInputStream(text)).type(type).build();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
