package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.servers.Unchecked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** {@link FastSqs} in a JVM of its own, and what it has counted. */
record FastSqsProcess(ChildJvm jvm, URI http, URI https) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static FastSqsProcess start(SelfSigned certificate) {
    ChildJvm jvm =
        ChildJvm.start(
            List.of("-Xmx1g", "-XX:+UseSerialGC"),
            System.getProperty("java.class.path"),
            FastSqs.class,
            certificate.store().toString());
    return new FastSqsProcess(
        jvm,
        URI.create("http://127.0.0.1:" + jvm.readLine()),
        URI.create("https://127.0.0.1:" + jvm.readLine()));
  }

  URI uri(boolean tls) {
    return tls ? https : http;
  }

  /** Begins to count; the pace is measured from the message number {@code warm} on. */
  void reset(Latency latency, long warm) {
    get("/reset?" + latency.name() + "&" + warm + "&false");
  }

  /** Begins to count, and to measure the age of records that contain their {@link SendTime}. */
  void resetAges(Latency latency) {
    get("/reset?" + latency.name() + "&1&true");
  }

  JsonNode counts() {
    return get("/count");
  }

  private JsonNode get(String path) {
    HttpRequest request = HttpRequest.newBuilder(http.resolve(path)).build();
    return Unchecked.call(
        () -> JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body()));
  }

  @Override
  public void close() {
    jvm.close();
  }
}
