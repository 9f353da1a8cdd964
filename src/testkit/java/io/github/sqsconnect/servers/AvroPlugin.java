package io.github.sqsconnect.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/** Apicurio's Avro converter as a worker's plugin, and the serializer that belongs to it. */
public final class AvroPlugin {
  /** The class for {@code value.converter}. */
  public static final String CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";

  private static final String SERVICE =
      "META-INF/services/org.apache.kafka.connect.storage.Converter";
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(60);

  private AvroPlugin() {}

  /** Puts the converter into an emptied directory and returns it: a part of a plugin path. */
  public static Path install(Path directory) {
    Path plugin = ProjectFiles.fresh(directory.resolve("avro-converter"));
    try {
      for (String jar : jars()) {
        Path file = Path.of(jar);
        Files.copy(file, plugin.resolve(file.getFileName()));
      }
      manifest(plugin.resolve("manifest.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }

  private static List<String> jars() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(ServerRuntime.converters().classPath())
        .toList();
  }

  /** The converter does not say that it is one, and the worker asks for it, as newer ones do. */
  private static void manifest(Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry(SERVICE));
      jar.write(CONVERTER.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
  }

  /** The bytes of a record, given in Avro's JSON encoding; its schema is registered on the way. */
  public static byte[] serialize(
      URI registry, String topic, Path schema, Path record, Path directory) {
    Path bytes = directory.resolve(topic + ".avro");
    String classPath =
        ServerRuntime.converters().classPath()
            + File.pathSeparator
            + ServerRuntime.kafka(ServerRuntime.NEWEST_KAFKA).classPath();
    ServerProcess.java(
            "Avro serializer",
            directory.resolve(topic + ".log"),
            "256m",
            List.of(
                "-cp",
                classPath,
                ProjectFiles.runtime("converters/WriteAvro.java").toString(),
                registry.toString(),
                topic,
                schema.toAbsolutePath().toString(),
                record.toAbsolutePath().toString(),
                bytes.toAbsolutePath().toString()))
        .awaitExit(WRITE_LIMIT);
    try {
      return Files.readAllBytes(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
