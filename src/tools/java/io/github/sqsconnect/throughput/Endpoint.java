package io.github.sqsconnect.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.endpoint.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** The endpoint's process, and what it has counted. */
final class Endpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI plain;
  private final URI secure;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Endpoint(Process process, String plainPort, String securePort) {
    this.process = process;
    plain = URI.create("http://127.0.0.1:" + plainPort);
    secure = URI.create("https://127.0.0.1:" + securePort);
  }

  static Endpoint start(SelfSigned certificate) {
    try {
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx1g",
                      "-XX:+UseSerialGC",
                      "-cp",
                      System.getProperty("java.class.path"),
                      FastSqs.class.getName(),
                      certificate.store().toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader ports =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      return new Endpoint(process, ports.readLine(), ports.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri(boolean isSecure) {
    return isSecure ? secure : plain;
  }

  /** Counts from nothing; the pace is taken from the message number {@code warm} on. */
  void reset(Latency latency, long warm) {
    get("/reset?" + latency.name() + "&" + warm + "&false");
  }

  /** Counts from nothing, and how old records are that carry {@link SentAt}. */
  void resetAges(Latency latency) {
    get("/reset?" + latency.name() + "&1&true");
  }

  JsonNode count() {
    return get("/count");
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(plain.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
