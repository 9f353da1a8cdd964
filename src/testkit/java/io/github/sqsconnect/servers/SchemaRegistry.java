package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Apicurio Registry, which keeps schemas in memory. */
public final class SchemaRegistry implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final ServerProcess process;
  private final URI uri;

  private SchemaRegistry(ServerProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Unpacks it into the directory, where its log is too, and starts it on a free port. */
  public static SchemaRegistry start(Path directory) {
    Path archive = ServerJars.REGISTRY.jars().get(0);
    Path jar =
        ProjectFiles.list(ProjectFiles.unzip(archive, directory.resolve("unpacked")))
            .filter(file -> file.toString().endsWith("-runner.jar"))
            .findFirst()
            .orElseThrow();

    return ServerProcess.startOnFreePorts(
        () -> {
          int port = ServerProcess.freePorts(1).get(0);
          ServerProcess process =
              ServerProcess.java(
                  "schema registry",
                  directory.resolve("registry.log"),
                  "512m",
                  "-Dquarkus.http.host=127.0.0.1",
                  "-Dquarkus.http.port=" + port,
                  "-cp",
                  jar.toString(),
                  ProjectFiles.testServer("RunServer.java").toString(),
                  "io.quarkus.runner.GeneratedMain");
          SchemaRegistry started =
              new SchemaRegistry(
                  process, URI.create("http://127.0.0.1:" + port + "/apis/registry/v2"));
          process.awaitReady(START_LIMIT, started::answers);
          return started;
        });
  }

  private boolean answers() {
    try {
      HttpURLConnection request =
          (HttpURLConnection) URI.create(uri + "/system/info").toURL().openConnection();
      return request.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The value of {@code apicurio.registry.url}. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.kill();
  }
}
