package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.http.BypassEntry;
import io.github.sqsconnect.aws.http.Connections;
import io.github.sqsconnect.aws.http.HostResolver;
import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.aws.http.WorkerProxy;
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
import java.util.LinkedHashMap;
import java.util.Map;
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
    this(settings, proxy, delivery, region, endpoint, version, InetAddress::getAllByName);
  }

  /** As above, with hosts whose addresses are found in another way. */
  AwsClients(
      AwsSettings settings,
      ProxySettings proxy,
      DeliverySettings delivery,
      Optional<String> region,
      Optional<URI> endpoint,
      String version,
      HostResolver lookup) {
    this.settings = settings;
    this.region = region.map(Region::of).orElseGet(AwsClients::defaultRegion);
    connections = new Connections(proxy, lookup);
    CredentialSource source = CredentialSource.of(settings, connections, this.region);
    Duration timeout = Duration.ofMillis(delivery.requestTimeoutMs());
    credentials = new RenewableCredentials(source, connections.timer(), timeout);
    try {
      source.made();
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
            .credentialsProvider(SigningClient.NO_IDENTITY)
            .putAuthScheme(new SigV4AuthScheme())
            .checksumValidationEnabled(false)
            .httpClientBuilder(connections.to(address, timeout, delivery.maxInFlightRequests()))
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
    return builder.build();
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

  /** What is wrong with the proxy, and the key to fix: hosts that cannot match, or the worker's. */
  public static Map<String, String> complaintsOfProxy(ProxySettings settings) {
    Map<String, String> complaints = new LinkedHashMap<>();
    settings.bypassHosts().stream()
        .filter(entry -> !BypassEntry.of(entry).isReadable())
        .findFirst()
        .ifPresent(
            entry ->
                complaints.put(
                    ProxySettings.BYPASS_HOSTS,
                    ProxySettings.BYPASS_HOSTS
                        + " has the entry "
                        + UrlRedaction.quoted(entry)
                        + ", which no host can match. Allowed: a host name, a domain (it stands for itself and all"
                        + " names below it), * for any part of a name, or an IP address; each with :<port> if needed."
                        + " Correct or remove it."));
    if (settings.url().isEmpty()) {
      WorkerProxy.ofProcess()
          .complaint()
          .ifPresent(
              complaint ->
                  complaints.put(
                      ProxySettings.URL,
                      ProxySettings.URL
                          + " is not set, and "
                          + complaint
                          + " Correct it and restart the worker, or set "
                          + ProxySettings.URL
                          + '.'));
    }
    return complaints;
  }

  /**
   * Signs with what these settings give from now on. Their source is made anew even if they are the
   * same: it keeps a session until its end, and the service may have ended it before.
   *
   * @return whether the settings are others, or their source has new keys
   */
  public boolean renew(AwsSettings newer) {
    boolean changed = !newer.equals(settings);
    credentials.replaceBy(CredentialSource.of(newer, connections, region), !changed);
    settings = newer;
    return changed || credentials.hasNewKeys();
  }

  /** The credential source that requests wait for at this moment, if they wait for one. */
  Optional<String> awaitedSource() {
    return Optional.ofNullable(credentials.awaitedSource());
  }

  /** The SDK names the host without a scheme, which as a URI would be a path. */
  private static URI regionalAddress(Region region) {
    return URI.create("https://" + SqsClient.serviceMetadata().endpointFor(region));
  }

  private static Region defaultRegion() {
    Region region;
    try {
      region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new ConnectException(StopReason.NO_REGION.message("the region is not known"), e);
    }
    if (!QueueAddress.isRegion(region.id())) {
      throw new ConnectException(
          StopReason.NO_REGION.message(
              "the region of the worker (AWS_REGION, aws.region or the AWS config file) = '"
                  + URLDecoder.decode(region.id(), StandardCharsets.UTF_8)
                  + "' is not a region. Allowed: a name such as eu-west-1"));
    }
    return region;
  }

  /** Ends connections and threads at once; requests under way are abandoned. */
  @Override
  public void close() {
    sqs.close();
    credentials.close();
    connections.close();
  }
}
