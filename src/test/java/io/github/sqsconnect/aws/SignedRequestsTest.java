package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Verifies signed requests with a verifier that does not use the SDK. */
class SignedRequestsTest {
  private static final DeliverySettings DELIVERY =
      new DeliverySettings(
          10,
          1_048_576,
          0,
          4,
          DeliverySettings.FifoOrdering.STRICT,
          33_554_432,
          10_000,
          0,
          100,
          1_000,
          0,
          -1);

  /** One character of every Unicode plane. */
  private static final String PLANES =
      IntStream.rangeClosed(0, 16)
          .mapToObj(plane -> Character.toString(plane * 0x10000 + 0x4e00))
          .collect(Collectors.joining());

  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue queue = endpoint.queue("events");

  @BeforeEach
  void acceptOneKeyOfEachKind() {
    endpoint
        .credentials()
        .accept("AKID", "s3cret/+=")
        .accept("ASIA", "temporary", "token/+=")
        .region("eu-west-1");
  }

  /** After a clock error the SDK shifts its time for the whole JVM. */
  @AfterEach
  void close() {
    SdkGlobalTime.setGlobalTimeOffset(0);
    endpoint.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "us-gov-west-1", "cn-north-1"})
  void signsForAnyRegion(String region) {
    endpoint.credentials().region(region);
    try (AwsClients clients = clients(lasting("s3cret/+="), region, endpoint.uri())) {
      assertThat(outcome(clients, PLANES)).isEqualTo("ok");
    }
    try (AwsClients clients = clients(session("token/+="), region, endpoint.uri())) {
      assertThat(outcome(clients, PLANES)).isEqualTo("ok");
    }
    assertThat(queue.bodies()).containsExactly(PLANES, PLANES);
    assertThat(endpoint.requests().get(1).sessionToken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8_192, 150_000, 1_000_000})
  void signsBodiesOfAnySize(int size) {
    String body = "é".repeat(size / 2) + "x".repeat(size % 2);
    try (AwsClients clients = clients(session("token/+="), "eu-west-1", endpoint.uri())) {
      assertThat(outcome(clients, body)).isEqualTo("ok");
    }
    assertThat(queue.bodies()).containsExactly(body);
  }

  @Test
  void signsThePathOfAnEndpoint() {
    URI deeper = endpoint.uri().resolve("/a/deeper/path");
    try (AwsClients clients = clients(lasting("s3cret/+="), "eu-west-1", deeper)) {
      assertThat(outcome(clients, "x")).isEqualTo("ok");
    }
  }

  @Test
  void wrongSecretRegionOrTokenIsRejected() {
    try (AwsClients clients = clients(lasting("other"), "eu-west-1", endpoint.uri())) {
      assertThat(outcome(clients, "x")).isEqualTo("SignatureDoesNotMatch");
    }
    try (AwsClients clients = clients(lasting("s3cret/+="), "eu-west-2", endpoint.uri())) {
      assertThat(outcome(clients, "x")).isEqualTo("SignatureDoesNotMatch");
    }
    try (AwsClients clients = clients(session("stale"), "eu-west-1", endpoint.uri())) {
      assertThat(outcome(clients, "x")).isEqualTo("InvalidClientTokenId");
    }
    assertThat(queue.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, -20})
  void signsWithTheTimeOfTheServiceAfterAClockError(int minutes) {
    endpoint.clock().advance(Duration.ofMinutes(minutes));
    try (AwsClients clients = clients(lasting("s3cret/+="), "eu-west-1", endpoint.uri())) {
      assertThat(outcome(clients, "x")).isEqualTo("SignatureDoesNotMatch");
      assertThat(outcome(clients, "x")).isEqualTo("ok");
    }
  }

  private static AwsSettings lasting(String secret) {
    return ConnectorClients.config("aws.access.key.id", "AKID", "aws.secret.access.key", secret)
        .aws();
  }

  private static AwsSettings session(String token) {
    return ConnectorClients.config(
            "aws.access.key.id",
            "ASIA",
            "aws.secret.access.key",
            "temporary",
            "aws.session.token",
            token)
        .aws();
  }

  private static AwsClients clients(AwsSettings settings, String region, URI endpoint) {
    return new AwsClients(
        settings,
        ConnectorClients.config().queue().proxy(),
        DELIVERY,
        Optional.of(region),
        Optional.of(endpoint),
        "test");
  }

  private String outcome(AwsClients clients, String body) {
    try {
      clients
          .sqs()
          .sendMessageBatch(
              request ->
                  request
                      .queueUrl(queue.url())
                      .entries(
                          SendMessageBatchRequestEntry.builder().id("0").messageBody(body).build()))
          .join();
      return "ok";
    } catch (CompletionException e) {
      return e.getCause() instanceof SqsException refused
          ? refused.awsErrorDetails().errorCode()
          : e.toString();
    }
  }
}
