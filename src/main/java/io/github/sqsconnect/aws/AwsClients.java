package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.delivery.StopReason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
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
 * The SQS client of one task with all that belongs to it: connections, threads, credentials. The
 * SDK neither retries nor checks MD5: retries have one owner, and TLS does the other's work without
 * logging bodies. Nor do its signer and its connections, which would log session tokens.
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
   * @param endpoint where to send requests in place of the region's plain host
   * @param version what the user agent says of this connector
   * @throws ConnectException if no region is known
   */
  public AwsClients(
      AwsSettings settings,
      ProxySettings proxy,
      DeliverySettings delivery,
      Optional<String> region,
      Optional<URI> endpoint,
      String version) {
    this.settings = settings;
    this.region = region.map(Region::of).orElseGet(AwsClients::defaultRegion);
    String host = endpoint.map(URI::getHost).orElseGet(() -> regionalHost(this.region));
    connections = new Connections(proxy);
    credentials = new RenewableCredentials(firstSource(settings));
    Duration timeout = Duration.ofMillis(delivery.requestTimeoutMs());
    SqsAsyncClientBuilder builder =
        SqsAsyncClient.builder()
            .region(this.region)
            .credentialsProvider(credentials)
            .putAuthScheme(new SigV4AuthScheme())
            .checksumValidationEnabled(false)
            .httpClientBuilder(connections.to(host, timeout, delivery.maxInFlightRequests()))
            .asyncConfiguration(Connections.ANSWERS)
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
    sqs = new SigningClient(builder.build(), credentials);
  }

  public SqsAsyncClient sqs() {
    return sqs;
  }

  /** Why a class of that name cannot provide credentials, if it cannot. */
  public static Optional<String> complaintOfProvider(String className) {
    try {
      CredentialSource.providerClass(className);
      return Optional.empty();
    } catch (ConfigException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether STS is asked for these settings, by a client of ours. */
  public static boolean asksSts(AwsSettings settings) {
    return CredentialSource.asksSts(settings);
  }

  /**
   * Signs with what these settings give from now on. Their source is made anew even if they are the
   * same: it keeps a session until its end, and the service may have ended it before.
   *
   * @return whether the settings are others
   */
  public boolean renew(AwsSettings newer) {
    credentials.replaceBy(CredentialSource.of(newer, connections, region));
    boolean changed = !newer.equals(settings);
    settings = newer;
    return changed;
  }

  /** The SDK names it without a scheme, so that the URI has a path and no host. */
  private static String regionalHost(Region region) {
    return SqsClient.serviceMetadata().endpointFor(region).toString();
  }

  private CredentialSource firstSource(AwsSettings settings) {
    try {
      return CredentialSource.of(settings, connections, region);
    } catch (ConfigException e) {
      connections.close();
      throw e;
    }
  }

  private static Region defaultRegion() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new ConnectException(StopReason.NO_REGION.message("the region is not known"), e);
    }
  }

  /** Ends connections and threads at once; requests under way are abandoned. */
  @Override
  public void close() {
    sqs.close();
    credentials.close();
    connections.close();
  }
}
