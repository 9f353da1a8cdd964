package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Returns sessions over HTTP, which the SQS accepts: as the metadata service of an instance, and as
 * the agent beside a container.
 */
public final class ScriptedMetadata implements AutoCloseable {
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final String CONTAINER = "/credentials";
  private static final String SECRET = "secret-of-the-metadata";
  private static final String TOKEN = "token-of-the-metadata";

  private final ScriptedSqs sqs;
  private final String accessKeyId;
  private final String authorization;
  private final AtomicInteger number = new AtomicInteger();
  private final SocketServer server = SocketServer.http(this::handle);
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile boolean down;

  private ScriptedMetadata(ScriptedSqs sqs, String accessKeyId, String authorization) {
    this.sqs = sqs;
    this.accessKeyId = accessKeyId;
    this.authorization = authorization;
  }

  /** An instance: sessions have the keys ASIAINSTANCE1, ASIAINSTANCE2 and so on. */
  public static ScriptedMetadata instance(ScriptedSqs sqs) {
    return new ScriptedMetadata(sqs, "ASIAINSTANCE#", "");
  }

  /** A container: sessions have this key, for callers with this authorization. */
  public static ScriptedMetadata container(
      ScriptedSqs sqs, String accessKeyId, String authorization) {
    return new ScriptedMetadata(sqs, accessKeyId, authorization);
  }

  public URI uri() {
    return authorization.isEmpty() ? server.uri() : server.uri().resolve(CONTAINER);
  }

  /** How long sessions last from now on; a negative time is one that has ended. */
  public ScriptedMetadata lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  /** Whether every call fails with HTTP 500 from now on. */
  public ScriptedMetadata down(boolean isDown) {
    down = isDown;
    return this;
  }

  public int sessions() {
    return number.get();
  }

  @Override
  public void close() {
    server.close();
  }

  private boolean handle(HttpRequest head, HttpConnection connection) throws IOException {
    HttpRequest request = connection.readBody(head);
    connection.write(response(request).toBytes());
    return true;
  }

  private HttpResponse response(HttpRequest request) {
    if (down) {
      return HttpResponse.of(500, "text/plain", "down");
    }
    if (!request.header("authorization").orElse("").equals(authorization)) {
      return HttpResponse.json(401, Map.of());
    }
    return switch (request.path()) {
      case "/latest/api/token" ->
          HttpResponse.of(200, "text/plain", "token")
              .withHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
      case ROLES -> HttpResponse.of(200, "text/plain", "Role");
      case ROLES + "Role", CONTAINER -> HttpResponse.json(200, session());
      default -> HttpResponse.of(404, "text/plain", "");
    };
  }

  private Map<String, ?> session() {
    String key = accessKeyId.replace("#", Integer.toString(number.incrementAndGet()));
    sqs.credentials().accept(key, SECRET, TOKEN);
    return Map.of(
        "Code",
        "Success",
        "Type",
        "AWS-HMAC",
        "AccessKeyId",
        key,
        "SecretAccessKey",
        SECRET,
        "Token",
        TOKEN,
        "Expiration",
        Instant.now().plus(lifetime));
  }
}
