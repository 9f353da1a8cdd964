package io.github.sqsconnect.aws.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** System properties of this JVM, as a worker may have them, until a test clears them. */
final class WorkerProperties {
  private final Set<String> names = new HashSet<>();

  void set(String name, String value) {
    names.add(name);
    System.setProperty(name, value);
  }

  /** Writes the AWS config file, and lets the SDK read that one. */
  Path configFile(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config"), text);
    set("aws.configFile", file.toString());
    return file;
  }

  /** Writes the AWS credentials file, and lets the SDK read that one. */
  Path credentialsFile(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("credentials"), text);
    set("aws.sharedCredentialsFile", file.toString());
    return file;
  }

  void clear() {
    names.forEach(System::clearProperty);
  }
}
