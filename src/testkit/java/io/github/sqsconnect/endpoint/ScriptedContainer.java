package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The agent beside a container, which returns credentials to it over HTTP. */
public final class ScriptedContainer implements AutoCloseable {
  private static final String SECRET = "secret-of-the-container";
  private static final String TOKEN = "token-of-the-container";

  private final String accessKeyId;
  private final String authorization;
  private final AtomicInteger calls = new AtomicInteger();
  private final SocketServer server = SocketServer.http(this::handle);
  private volatile Duration lifetime = Duration.ofHours(1);

  private ScriptedContainer(String accessKeyId, String authorization) {
    this.accessKeyId = accessKeyId;
    this.authorization = authorization;
  }

  /** Returns a session with this key to callers with this authorization; the SQS accepts it. */
  public static ScriptedContainer start(ScriptedSqs sqs, String accessKeyId, String authorization) {
    sqs.credentials().accept(accessKeyId, SECRET, TOKEN);
    return new ScriptedContainer(accessKeyId, authorization);
  }

  public URI uri() {
    return server.uri().resolve("/credentials");
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

  private boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    calls.incrementAndGet();
    boolean known = head.header("authorization").orElse("").equals(authorization);
    Map<String, ?> session =
        Map.of(
            "AccessKeyId", accessKeyId,
            "SecretAccessKey", SECRET,
            "Token", TOKEN,
            "Expiration", Instant.now().plus(lifetime));
    HttpResponse response =
        known ? HttpResponse.json(200, session) : HttpResponse.json(401, Map.of());
    connection.write(response.toBytes());
    return true;
  }
}
