package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.aws.http.HostResolver;
import io.github.sqsconnect.aws.identity.CredentialSource;
import io.github.sqsconnect.aws.identity.RenewableCredentials;
import io.github.sqsconnect.aws.signing.SigV4AuthScheme;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.delivery.StopReason;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SQS client of one task and what it uses: connections, threads, credentials. Four features of
 * the SDK are replaced or off:
 *
 * <ul>
 *   <li>Retries: the delivery core retries.
 *   <li>The MD5 check: it logs bodies at DEBUG, and TLS protects the content.
 *   <li>The signer and the connections: they log session tokens at DEBUG.
 * </ul>
 */
public final class AwsClients implements AutoCloseable {
  private final Connections connections;
  private final RenewableCredentials credentials;
  private final SqsAsyncClient sqs;
  private final Region region;
  private AwsSettings settings;

  /**
   * Builds the client; opens no connection.
   *
   * @param region the region that requests are signed for; empty asks the SDK's default chain
   * @param endpoint where to send requests instead of the regional host
   * @param version of this connector, for the user agent
   * @throws ConnectException if no region is known
   */
  public AwsClients(
      AwsSettings settings,
      ProxySettings proxy,
      DeliverySettings delivery,
      Optional<String> region,
      Optional<URI> endpoint,
      String version) {
    this(settings, proxy, delivery, region, endpoint, version, InetAddress::getAllByName);
  }

  /** As above, with another way to resolve hosts. */
  AwsClients(
      AwsSettings settings,
      ProxySettings proxy,
      DeliverySettings delivery,
      Optional<String> region,
      Optional<URI> endpoint,
      String version,
      HostResolver resolver) {
    this.settings = settings;
    this.region = region.map(Region::of).orElseGet(AwsClients::workerRegion);
    connections = new Connections(proxy, resolver);

    CredentialSource source = CredentialSource.of(settings, connections, this.region);
    Duration timeout = Duration.ofMillis(delivery.requestTimeoutMs());
    credentials = new RenewableCredentials(source, connections.timer(), timeout);

    try {
      source.init();
      sqs = new SigningClient(client(delivery, endpoint, version), credentials);
    } catch (RuntimeException | Error e) {
      credentials.close();
      connections.close();
      throw e;
    }
  }

  private SqsAsyncClient client(DeliverySettings delivery, Optional<URI> endpoint, String version) {
    URI address = endpoint.orElseGet(() -> regionalAddress(region));
    Duration timeout = Duration.ofMillis(delivery.requestTimeoutMs());

    SqsAsyncClientBuilder builder =
        SqsAsyncClient.builder()
            .region(region)
            .credentialsProvider(SigningClient.NO_CREDENTIALS)
            .putAuthScheme(new SigV4AuthScheme())
            .checksumValidationEnabled(false)
            .httpClientBuilder(
                connections.clientBuilder(address, timeout, delivery.maxInFlightRequests()))
            .asyncConfiguration(Connections.COMPLETE_ON_EVENT_LOOP)
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(timeout)
                        .scheduledExecutorService(connections.timer())
                        .putAdvancedOption(
                            SdkAdvancedClientOption.USER_AGENT_SUFFIX,
                            "kafka-connect-sqs-sink/" + version));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  public SqsAsyncClient sqs() {
    return sqs;
  }

  /**
   * Uses the credentials of these settings from now on. The source is rebuilt even if the settings
   * are equal: it caches a session until its end, and the service may have revoked it.
   *
   * @return whether the settings differ, or their source has new keys
   */
  public boolean renew(AwsSettings newer) {
    boolean changed = !newer.equals(settings);
    credentials.replaceBy(CredentialSource.of(newer, connections, region), !changed);
    settings = newer;
    return changed || credentials.hasNewKeys();
  }

  /** New credentials from the credential source since the start; 0 if the keys are fixed. */
  public long credentialRenewals() {
    return credentials.renewals();
  }

  /** Calls to the credential source that returned no valid credentials, since the start. */
  public long credentialFailures() {
    return credentials.failures();
  }

  /** The name of the credential source that requests wait for now, if they do. */
  Optional<String> awaitedSource() {
    return Optional.ofNullable(credentials.awaitedSource());
  }

  /** The SDK returns the host without a scheme. */
  private static URI regionalAddress(Region region) {
    return URI.create("https://" + SqsClient.serviceMetadata().endpointFor(region));
  }

  private static Region workerRegion() {
    Region region;
    try {
      region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new ConnectException(StopReason.NO_REGION.message("the region is not known"), e);
    }
    if (!AwsPartition.isRegion(region.id())) {
      throw new ConnectException(
          StopReason.NO_REGION.message(
              "the region of the worker (AWS_REGION, aws.region or the AWS config file) = '"
                  + URLDecoder.decode(region.id(), StandardCharsets.UTF_8)
                  + "' is not a region. Allowed: a name such as eu-west-1"));
    }
    return region;
  }

  /** Ends connections and threads immediately; requests in flight are aborted. */
  @Override
  public void close() {
    sqs.close();
    credentials.close();
    connections.close();
  }
}
