package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Apicurio's Avro converter as a plugin of a worker, and its serializer. */
public final class AvroPlugin {
  /** The class for {@code value.converter}. */
  public static final String CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

  private AvroPlugin() {}

  /** Copies the converter into the directory, which becomes part of a plugin path. */
  public static Path install(Path directory) {
    Path plugin = ProjectFiles.emptied(directory.resolve("avro-converter"));
    Unchecked.run(
        () -> {
          for (Path jar : ServerJars.CONVERTERS.jars()) {
            Files.copy(jar, plugin.resolve(jar.getFileName()));
          }
          writeServiceFile(plugin.resolve("service.jar"));
        });
    return directory;
  }

  /** The converter's own jars lack the service file by which a worker discovers plugins. */
  private static void writeServiceFile(Path file) throws Exception {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(
          new JarEntry("META-INF/services/org.apache.kafka.connect.storage.Converter"));
      jar.write(CONVERTER.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
  }

  /** Registers the schema and returns the bytes of a record given in Avro's JSON encoding. */
  public static byte[] serialize(
      URI registry, String topic, Path schema, Path record, Path directory) {
    Path bytes = directory.resolve(topic + ".avro");
    ServerProcess.java(
            "Avro serializer",
            directory.resolve(topic + ".log"),
            "256m",
            "-cp",
            ServerJars.CONVERTERS.classPath()
                + File.pathSeparator
                + ServerJars.kafka(ServerJars.NEWEST_KAFKA).classPath(),
            ProjectFiles.testServer("converters/WriteAvro.java").toString(),
            registry.toString(),
            topic,
            schema.toAbsolutePath().toString(),
            record.toAbsolutePath().toString(),
            bytes.toAbsolutePath().toString())
        .awaitSuccess(Duration.ofSeconds(60));
    return Unchecked.call(() -> Files.readAllBytes(bytes));
  }
}
