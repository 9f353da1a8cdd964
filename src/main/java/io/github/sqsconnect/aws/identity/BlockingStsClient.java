package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.aws.signing.SigV4AuthScheme;
import io.github.sqsconnect.config.RoleSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/**
 * A blocking STS client on top of the asynchronous one. The SDK's credentials providers need a
 * blocking client, and only the asynchronous one uses our connections and proxy. It blocks a thread
 * of {@link RenewableCredentials}, which does nothing else.
 */
record BlockingStsClient(StsAsyncClient client) implements StsClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Builds the client; opens no connection.
   *
   * @param region of STS
   * @param caller whose credentials sign the requests
   */
  static BlockingStsClient create(
      RoleSettings role, Region region, AwsCredentialsProvider caller, Connections connections) {
    Optional<URI> endpoint = role.endpoint().map(EndpointUrl::parse);
    URI address = endpoint.orElseGet(() -> StsClient.serviceMetadata().endpointFor(region));

    StsAsyncClientBuilder builder =
        StsAsyncClient.builder()
            .region(region)
            .credentialsProvider(caller)
            .putAuthScheme(new SigV4AuthScheme())
            .httpClientBuilder(connections.clientBuilder(address, TIMEOUT, 1))
            .asyncConfiguration(Connections.COMPLETE_ON_EVENT_LOOP)
            .overrideConfiguration(
                override ->
                    override.apiCallTimeout(TIMEOUT).scheduledExecutorService(connections.timer()));
    endpoint.ifPresent(builder::endpointOverride);
    return new BlockingStsClient(builder.build());
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return await(client.assumeRole(request));
  }

  @Override
  public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    return await(client.assumeRoleWithWebIdentity(request));
  }

  private static <T> T await(CompletableFuture<T> response) {
    try {
      return response.get();
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw AbortedException.create("the call to STS was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException sdkException) {
        throw sdkException;
      }
      throw new CompletionException(e.getCause());
    }
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }
}
