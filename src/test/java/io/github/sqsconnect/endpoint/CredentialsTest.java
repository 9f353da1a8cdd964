package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EndpointClients.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

class CredentialsTest {
  private static final AwsCredentials KNOWN = AwsBasicCredentials.create("AKID", "s3cret/+=");

  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue queue = endpoint.queue("events");

  @BeforeEach
  void knowOneKey() {
    endpoint.credentials().accept("AKID", "s3cret/+=").region("eu-west-1");
  }

  /** After an answer about clocks the SDK shifts its own for the whole JVM, and keeps it so. */
  @AfterEach
  void close() {
    SdkGlobalTime.setGlobalTimeOffset(0);
    endpoint.close();
  }

  @Test
  void rightKeyAndRegionPass() {
    assertThat(outcome(KNOWN, "eu-west-1")).isEqualTo("ok");
    assertThat(queue.bodies()).containsExactly("ünïcode");
  }

  @Test
  void wrongSecretRegionOrKeyIsRefused() {
    assertThat(outcome(AwsBasicCredentials.create("AKID", "other"), "eu-west-1"))
        .isEqualTo("SignatureDoesNotMatch");
    assertThat(outcome(KNOWN, "eu-west-2")).isEqualTo("SignatureDoesNotMatch");
    assertThat(outcome(AwsBasicCredentials.create("STRANGER", "x"), "eu-west-1"))
        .isEqualTo("InvalidClientTokenId");
    assertThat(queue.size()).isZero();
  }

  @Test
  void clocksMoreThanFiveMinutesApartAreRefused() {
    endpoint.clock().advance(Duration.ofMinutes(4));
    assertThat(outcome(KNOWN, "eu-west-1")).isEqualTo("ok");
    endpoint.clock().advance(Duration.ofMinutes(2));
    assertThat(outcome(KNOWN, "eu-west-1")).isEqualTo("SignatureDoesNotMatch");
    endpoint.clock().advance(Duration.ofMinutes(-12));
    assertThat(outcome(KNOWN, "eu-west-1")).isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void sessionTokenMustFit() {
    endpoint.credentials().accept("ASIA", "s", "token");
    assertThat(outcome(AwsSessionCredentials.create("ASIA", "s", "token"), "eu-west-1"))
        .isEqualTo("ok");
    assertThat(endpoint.requests().get(0).sessionToken()).isTrue();
    assertThat(outcome(AwsSessionCredentials.create("ASIA", "s", "stale"), "eu-west-1"))
        .isEqualTo("InvalidClientTokenId");
    assertThat(outcome(AwsBasicCredentials.create("ASIA", "s"), "eu-west-1"))
        .isEqualTo("InvalidClientTokenId");
  }

  @Test
  void keyCanExpireAndBeRevoked() {
    endpoint.credentials().accept("FRESH", "new").expire("AKID");
    assertThat(outcome(KNOWN, "eu-west-1")).isEqualTo("ExpiredToken");
    assertThat(outcome(AwsBasicCredentials.create("FRESH", "new"), "eu-west-1")).isEqualTo("ok");
    endpoint.credentials().revoke("FRESH");
    assertThat(outcome(AwsBasicCredentials.create("FRESH", "new"), "eu-west-1"))
        .isEqualTo("InvalidClientTokenId");
  }

  @Test
  void bodyChangedOnTheWayIsRefused() {
    HttpRequest signed =
        new HttpRequest(
            "POST",
            "/",
            Map.of(
                "host", "sqs.example.org",
                "x-amz-date", "20260101T000000Z"),
            "{}".getBytes(StandardCharsets.UTF_8));
    SignatureV4 claim =
        new SignatureV4("AKID", "20260101", "eu-west-1", "sqs", List.of("host", "x-amz-date"), "");
    String signature = claim.expected(signed, "secret");
    assertThat(claim.expected(signed.withBody(new byte[] {1}), "secret")).isNotEqualTo(signature);
  }

  @Test
  void endpointPathIsSigned() {
    URI deeper = endpoint.uri().resolve("/a/deeper/path");
    assertThat(outcome(deeper, KNOWN, "eu-west-1")).isEqualTo("ok");
  }

  private String outcome(AwsCredentials credentials, String region) {
    return outcome(endpoint.uri(), credentials, region);
  }

  private String outcome(URI uri, AwsCredentials credentials, String region) {
    try (SqsClient client = EndpointClients.blocking(uri, credentials, region)) {
      SqsException refused =
          catchThrowableOfType(
              SqsException.class, () -> client.sendMessageBatch(batch(queue.url(), "ünïcode")));
      return refused == null ? "ok" : refused.awsErrorDetails().errorCode();
    }
  }
}
