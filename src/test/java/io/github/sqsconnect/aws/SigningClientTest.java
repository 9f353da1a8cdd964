package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.aws.identity.CredentialSource;
import io.github.sqsconnect.aws.identity.CredentialSourceException;
import io.github.sqsconnect.aws.identity.RenewableCredentials;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class SigningClientTest {
  private static volatile CountDownLatch answer = new CountDownLatch(0);

  /** A provider class that returns keys when the test allows it. */
  public static final class SlowProvider implements AwsCredentialsProvider {
    @Override
    public AwsCredentials resolveCredentials() {
      try {
        answer.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return AwsBasicCredentials.create("AKIDSLOW", "secret");
    }
  }

  private final Connections connections =
      new Connections(ConnectorClients.config().queue().proxy(), InetAddress::getAllByName);
  private final RecordingSqsClient sdk = new RecordingSqsClient();

  @AfterEach
  void close() {
    answer.countDown();
    connections.close();
  }

  private SigningClient client(String... keysAndValues) {
    CredentialSource source =
        CredentialSource.of(
            ConnectorClients.config(keysAndValues).aws(), connections, Region.US_EAST_1);
    return new SigningClient(
        sdk, new RenewableCredentials(source, connections.timer(), Duration.ofSeconds(10)));
  }

  private SigningClient clientOf(String providerClass) {
    return client(
        "aws.access.key.id", "",
        "aws.secret.access.key", "",
        "sqs.credentials.provider.class", providerClass);
  }

  private static AwsRequestOverrideConfiguration override(SendMessageBatchRequest request) {
    return request.overrideConfiguration().orElseThrow();
  }

  @Test
  void requestBringsTheCredentialsAndKeepsItsOwnOverride() {
    SendMessageBatchRequest request =
        SendMessageBatchRequest.builder()
            .queueUrl("q")
            .overrideConfiguration(override -> override.putHeader("a", "b"))
            .build();
    var unused = client().sendMessageBatch(request);
    await().until(() -> !sdk.requests().isEmpty());

    SendMessageBatchRequest sent = sdk.requests().get(0);
    assertThat(sent.queueUrl()).isEqualTo("q");
    assertThat(override(sent).headers()).containsKey("a");
    assertThat(
            ((AwsCredentialsProvider) override(sent).credentialsIdentityProvider().orElseThrow())
                .resolveCredentials()
                .accessKeyId())
        .isEqualTo(ConnectorClients.KEY);
  }

  /** The source may need the sending thread for its answer. */
  @Test
  void sendingThreadDoesNotWaitForTheCredentials() {
    answer = new CountDownLatch(1);
    CompletableFuture<SendMessageBatchResponse> response =
        clientOf(SlowProvider.class.getName())
            .sendMessageBatch(SendMessageBatchRequest.builder().build());

    assertThat(response).isNotDone();
    assertThat(sdk.requests()).isEmpty();
    answer.countDown();
    await().until(() -> sdk.requests().size() == 1);
  }

  @Test
  void requestWithoutCredentialsFailsAndIsNotSent() {
    assertThat(clientOf("a.B").sendMessageBatch(SendMessageBatchRequest.builder().build()))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(CredentialSourceException.class);
    assertThat(sdk.requests()).isEmpty();
  }

  @Test
  void clientBelowMustNotLookForCredentialsItself() {
    assertThatThrownBy(SigningClient.NO_CREDENTIALS::resolveCredentials)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the request brings no credentials");
  }

  @Test
  void closeClosesTheClientBelow() {
    client().close();

    assertThat(sdk.isClosed()).isTrue();
  }
}
