package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent beside a container that gives it credentials over HTTP. */
public final class ScriptedContainer implements AutoCloseable {
  private final String accessKeyId;
  private final String authorization;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile Duration lifetime = Duration.ofHours(1);
  private final WireServer server = new WireServer("127.0.0.1", 0, this::handle);

  private ScriptedContainer(String accessKeyId, String authorization) {
    this.accessKeyId = accessKeyId;
    this.authorization = authorization;
  }

  /**
   * Gives a session of this key to whoever brings this authorization; the endpoint accepts it.
   *
   * @param sqs where the session counts
   */
  public static ScriptedContainer start(ScriptedSqs sqs, String accessKeyId, String authorization) {
    sqs.credentials().accept(accessKeyId, "secret-of-the-container", "token-of-the-container");
    return new ScriptedContainer(accessKeyId, authorization);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port() + "/credentials");
  }

  /** How long sessions last from now on; a negative time is one that has ended. */
  public ScriptedContainer lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  public int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private boolean handle(HttpRequest head, WireConnection wire) throws IOException {
    calls.incrementAndGet();
    boolean known = head.header("authorization").orElse("").equals(authorization);
    String session =
        Json.object()
            .put("AccessKeyId", accessKeyId)
            .put("SecretAccessKey", "secret-of-the-container")
            .put("Token", "token-of-the-container")
            .put("Expiration", Instant.now().plus(lifetime).toString())
            .toString();
    wire.write(
        HttpAnswer.of(known ? 200 : 401, "application/json", known ? session : "{}").toBytes());
    return true;
  }
}
