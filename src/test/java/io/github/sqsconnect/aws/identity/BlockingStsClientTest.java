package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class BlockingStsClientTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  /** Returns one prepared response to every call. */
  private static final class PreparedSts implements StsAsyncClient {
    private final CompletableFuture<AssumeRoleResponse> role = new CompletableFuture<>();
    private final CompletableFuture<AssumeRoleWithWebIdentityResponse> webIdentity =
        new CompletableFuture<>();
    private int closed;

    @Override
    public CompletableFuture<AssumeRoleResponse> assumeRole(AssumeRoleRequest request) {
      return role;
    }

    @Override
    public CompletableFuture<AssumeRoleWithWebIdentityResponse> assumeRoleWithWebIdentity(
        AssumeRoleWithWebIdentityRequest request) {
      return webIdentity;
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final PreparedSts sts = new PreparedSts();
  private final StsClient client = new BlockingStsClient(sts);

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  @Test
  void responsesAreReturned() {
    AssumeRoleResponse response = AssumeRoleResponse.builder().sourceIdentity("sender").build();
    sts.role.complete(response);
    AssumeRoleWithWebIdentityResponse other =
        AssumeRoleWithWebIdentityResponse.builder().audience("sts").build();
    sts.webIdentity.complete(other);

    assertThat(client.assumeRole(AssumeRoleRequest.builder().build())).isSameAs(response);
    assertThat(client.assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest.builder().build()))
        .isSameAs(other);
  }

  /** The providers of the SDK expect its exceptions without a wrapper. */
  @Test
  void exceptionOfTheSdkIsThrownAsItIs() {
    Exception denied = StsException.builder().message("denied").build();
    sts.role.completeExceptionally(denied);

    assertThatThrownBy(() -> client.assumeRole(AssumeRoleRequest.builder().build()))
        .isSameAs(denied);
  }

  @Test
  void otherExceptionIsTheCause() {
    Exception broken = new IOException("broken");
    sts.role.completeExceptionally(broken);

    assertThatThrownBy(() -> client.assumeRole(AssumeRoleRequest.builder().build()))
        .isInstanceOf(CompletionException.class)
        .hasCause(broken);
  }

  @Test
  void interruptCancelsTheCallAndStaysSet() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> client.assumeRole(AssumeRoleRequest.builder().build()))
        .isInstanceOf(AbortedException.class);
    assertThat(sts.role).isCancelled();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closeClosesTheClientBelow() {
    client.close();

    assertThat(sts.closed).isEqualTo(1);
    assertThat(client.serviceName()).isEqualTo("sts");
  }

  @Test
  void createdClientUsesTheEndpointOfTheSettingsAndSignsWithTheCaller() {
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ScriptedSts endpoint = ScriptedSts.start(sqs);
        Connections connections =
            new Connections(ConnectorClients.config().queue().proxy(), InetAddress::getAllByName);
        StsClient created =
            BlockingStsClient.create(
                ConnectorClients.config("aws.sts.endpoint.url", endpoint.uri().toString())
                    .aws()
                    .role(),
                Region.US_EAST_1,
                () -> AwsBasicCredentials.create("AKIDCALLER", "secret"),
                connections)) {
      endpoint.knows("AKIDCALLER", "secret").role(ROLE, "");

      created.assumeRole(request -> request.roleArn(ROLE).roleSessionName("session"));

      assertThat(endpoint.calls())
          .singleElement()
          .satisfies(call -> assertThat(call.accessKeyId()).isEqualTo("AKIDCALLER"));
    }
  }
}
