package io.github.sqsconnect.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A credentials provider as a user may write one, compiled and put beside the connector's jars. */
final class UserProvider {
  static final String CLASS = "example.ConfiguredKeys";

  private static final String SOURCE =
      """
      package example;

      import java.util.Map;
      import org.apache.kafka.common.Configurable;
      import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
      import software.amazon.awssdk.auth.credentials.AwsCredentials;
      import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

      public class ConfiguredKeys implements AwsCredentialsProvider, Configurable {
        private Map<String, ?> settings = Map.of();

        @Override
        public void configure(Map<String, ?> configs) {
          settings = configs;
        }

        @Override
        public AwsCredentials resolveCredentials() {
          return AwsBasicCredentials.create(
              settings.get("user").toString(), settings.get("word").toString());
        }
      }
      """;

  private UserProvider() {}

  /** Puts its jar into the lib folder of the only plugin under a plugin path. */
  static void install(Path pluginPath, Path scratch) {
    try {
      Path source = scratch.resolve("ConfiguredKeys.java");
      Path classes = Files.createDirectories(scratch.resolve("classes"));
      Files.writeString(source, SOURCE);
      int failed =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-d",
                  classes.toString(),
                  source.toString());
      if (failed != 0) {
        throw new IllegalStateException("the provider does not compile");
      }
      pack(classes.resolve("example/ConfiguredKeys.class"), lib(pluginPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path lib(Path pluginPath) throws IOException {
    try (Stream<Path> plugins = Files.list(pluginPath)) {
      return plugins.findFirst().orElseThrow().resolve("lib");
    }
  }

  private static void pack(Path compiled, Path lib) throws IOException {
    try (OutputStream file = Files.newOutputStream(lib.resolve("configured-keys.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("example/ConfiguredKeys.class"));
      Files.copy(compiled, jar);
      jar.closeEntry();
    }
  }
}
