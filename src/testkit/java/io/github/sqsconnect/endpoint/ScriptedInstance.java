package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** The metadata service of an instance, which returns the sessions of the instance's role. */
public final class ScriptedInstance implements AutoCloseable {
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

  private final ScriptedSqs sqs;
  private final AtomicInteger number = new AtomicInteger();
  private final WireServer server = new WireServer("127.0.0.1", 0, this::handle);
  private volatile Duration lifetime = Duration.ofHours(1);
  private volatile boolean down;

  private ScriptedInstance(ScriptedSqs sqs) {
    this.sqs = sqs;
  }

  /**
   * Returns sessions with the keys ASIAINSTANCE1, ASIAINSTANCE2 and so on; the endpoint accepts
   * them.
   *
   * @param sqs where the sessions count
   */
  public static ScriptedInstance start(ScriptedSqs sqs) {
    return new ScriptedInstance(sqs);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** How long sessions last from now on; a negative time is one that has ended. */
  public ScriptedInstance lifetime(Duration length) {
    lifetime = length;
    return this;
  }

  /** Answers every call with HTTP 500 from now on, or no longer. */
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

  private boolean handle(HttpRequest head, WireConnection wire) throws IOException {
    HttpRequest request = wire.readBody(head);
    wire.write(answer(request.path()).toBytes());
    return true;
  }

  private HttpAnswer answer(String path) {
    if (down) {
      return HttpAnswer.of(500, "text/plain", "down");
    }
    if (path.equals("/latest/api/token")) {
      return HttpAnswer.of(200, "text/plain", "token")
          .withHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
    }
    if (path.equals(ROLES)) {
      return HttpAnswer.of(200, "text/plain", "Role");
    }
    if (!path.equals(ROLES + "Role")) {
      return HttpAnswer.of(404, "text/plain", "");
    }
    String key = "ASIAINSTANCE" + number.incrementAndGet();
    sqs.credentials().accept(key, "secret-of-the-instance", "token-of-the-instance");
    return HttpAnswer.of(
        200,
        "application/json",
        Json.object()
            .put("Code", "Success")
            .put("Type", "AWS-HMAC")
            .put("AccessKeyId", key)
            .put("SecretAccessKey", "secret-of-the-instance")
            .put("Token", "token-of-the-instance")
            .put("Expiration", Instant.now().plus(lifetime).toString())
            .toString());
  }
}
