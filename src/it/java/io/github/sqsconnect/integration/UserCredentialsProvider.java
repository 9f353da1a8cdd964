package io.github.sqsconnect.integration;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A credentials provider as a user may write it, compiled into a jar next to the connector's. */
final class UserCredentialsProvider {
  static final String CLASS = "example.ConfiguredKeys";
  private static final String SOURCE =
      """
      package example;

      import java.util.Map;
      import org.apache.kafka.common.Configurable;
      import software.amazon.awssdk.auth.credentials.*;

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

  private UserCredentialsProvider() {}

  /** Puts the jar into the lib folder of the only plugin of a plugin path. */
  static void install(Path pluginPath, Path directory) {
    Path source = ProjectFiles.write(directory.resolve("classes/ConfiguredKeys.java"), SOURCE);
    String classes = source.getParent().toString();
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null, null, null, "-proc:none", "-cp", classPath, "-d", classes, source.toString());
    if (status != 0) {
      throw new IllegalStateException("the provider does not compile");
    }

    Path lib = ProjectFiles.list(pluginPath).findFirst().orElseThrow().resolve("lib");
    Unchecked.run(
        () -> {
          try (OutputStream file = Files.newOutputStream(lib.resolve("configured-keys.jar"));
              JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("example/ConfiguredKeys.class"));
            Files.copy(source.resolveSibling("example/ConfiguredKeys.class"), jar);
            jar.closeEntry();
          }
        });
  }
}
