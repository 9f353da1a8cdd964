package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sqsconnect.project.Unchecked;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the machine that some tests need; without them these tests are skipped. */
final class Program {
  /**
   * A program that has ended.
   *
   * @param output what it wrote to standard output and standard error
   */
  record Finished(int status, String output) {}

  private Program() {}

  /** Runs a program to its end, in a directory that is created if it is missing. */
  static Finished run(Path directory, String... command) {
    return Unchecked.call(
        () -> {
          Files.createDirectories(directory);
          Process process =
              new ProcessBuilder(command)
                  .directory(directory.toFile())
                  .redirectErrorStream(true)
                  .start();
          String output = new String(process.getInputStream().readAllBytes(), UTF_8);
          return new Finished(process.waitFor(), output);
        });
  }

  /** Skips the test if no program has that name. */
  static void require(String name) {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    require(found, name + " is not installed");
  }

  /** Skips the test if something is missing, and says so in the log of the build. */
  static void require(boolean present, String missing) {
    if (!present) {
      System.out.println("A test is skipped: " + missing);
    }
    assumeTrue(present, missing);
  }
}
