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
 * An STS that is waited for, as the SDK's providers want it; only the credentials thread waits. It
 * is reached the way that SQS is, by the same proxy.
 */
record BlockingStsClient(StsAsyncClient client) implements StsClient {
  /** STS is asked seldom, and whoever waits for it waits for nothing else. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Builds the client; opens no connection.
   *
   * @param region of STS
   * @param caller who signs what is signed
   */
  static BlockingStsClient of(
      RoleSettings role, Region region, AwsCredentialsProvider caller, Connections connections) {
    Optional<URI> endpoint = role.endpoint().map(EndpointUrl::parse);
    URI address = endpoint.orElseGet(() -> StsClient.serviceMetadata().endpointFor(region));
    StsAsyncClientBuilder builder =
        StsAsyncClient.builder()
            .region(region)
            .credentialsProvider(caller)
            .putAuthScheme(new SigV4AuthScheme())
            .httpClientBuilder(connections.to(address, TIMEOUT, 1))
            .asyncConfiguration(Connections.ANSWERS)
            .overrideConfiguration(
                override ->
                    override.apiCallTimeout(TIMEOUT).scheduledExecutorService(connections.timer()));
    endpoint.ifPresent(builder::endpointOverride);
    return new BlockingStsClient(builder.build());
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    return waitedFor(client.assumeRole(request));
  }

  @Override
  public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
      AssumeRoleWithWebIdentityRequest request) {
    return waitedFor(client.assumeRoleWithWebIdentity(request));
  }

  private static <T> T waitedFor(CompletableFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw AbortedException.create("nobody waits for STS any more", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException refusal) {
        throw refusal;
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
