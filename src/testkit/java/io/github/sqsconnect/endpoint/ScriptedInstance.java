package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The metadata service of an instance, which returns the sessions of the instance's role. */
public final class ScriptedInstance implements AutoCloseable {
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final String SECRET = "secret-of-the-instance";
  private static final String TOKEN = "token-of-the-instance";

  private final ScriptedSqs sqs;
  private final AtomicInteger number = new AtomicInteger();
  private final SocketServer server = SocketServer.http(this::handle);
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile boolean down;

  private ScriptedInstance(ScriptedSqs sqs) {
    this.sqs = sqs;
  }

  /**
   * Returns sessions with the keys ASIAINSTANCE1, ASIAINSTANCE2 and so on; the SQS accepts them.
   */
  public static ScriptedInstance start(ScriptedSqs sqs) {
    return new ScriptedInstance(sqs);
  }

  public URI uri() {
    return server.uri();
  }

  /** How long sessions last from now on; a negative time is one that has ended. */
  public ScriptedInstance lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  /** Whether every call fails with HTTP 500 from now on. */
  public ScriptedInstance down(boolean isDown) {
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
    connection.write(response(request.path()).toBytes());
    return true;
  }

  private HttpResponse response(String path) {
    if (down) {
      return HttpResponse.of(500, "text/plain", "down");
    }
    return switch (path) {
      case "/latest/api/token" ->
          HttpResponse.of(200, "text/plain", "token")
              .withHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
      case ROLES -> HttpResponse.of(200, "text/plain", "Role");
      case ROLES + "Role" -> HttpResponse.json(200, session());
      default -> HttpResponse.of(404, "text/plain", "");
    };
  }

  private Map<String, ?> session() {
    String key = "ASIAINSTANCE" + number.incrementAndGet();
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
