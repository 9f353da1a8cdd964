package io.github.sqsconnect.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Apicurio Registry, which keeps schemas in memory and forgets them when it ends. */
public final class SchemaRegistry implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final ServerProcess process;
  private final URI uri;

  private SchemaRegistry(ServerProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts it on a free port; it is unpacked into {@code directory}, where its log is too. */
  public static SchemaRegistry start(Path directory) {
    Path archive = Path.of(ServerRuntime.registry().classPath());
    Path jar = runner(PluginArchive.unpack(archive, directory.resolve("unpacked")));
    return FreePorts.retry(
        () -> {
          int port = FreePorts.take(1).get(0);
          SchemaRegistry started =
              new SchemaRegistry(
                  launch(jar, directory.resolve("registry.log"), port),
                  URI.create("http://127.0.0.1:" + port + "/apis/registry/v2"));
          started.process.awaitReady(START_LIMIT, started::answers);
          return started;
        });
  }

  private static ServerProcess launch(Path jar, Path log, int port) {
    return ServerProcess.java(
        "schema registry",
        log,
        "512m",
        List.of(
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-cp",
            jar.toString(),
            ProjectFiles.runtime("RunServer.java").toString(),
            "io.quarkus.runner.GeneratedMain"));
  }

  private static Path runner(Path unpacked) {
    try (Stream<Path> files = Files.list(unpacked)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri + "/system/info"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the schema registry started", e);
    }
  }

  /** What serializers and converters take as {@code apicurio.registry.url}. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.kill();
  }
}
