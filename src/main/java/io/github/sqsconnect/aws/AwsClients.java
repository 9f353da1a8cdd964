package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.delivery.StopReason;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
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
  private static final int EVENT_LOOP_THREADS =
      Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Connections close on event loops, of each other too; loops that end first complain loudly. */
  private static final long CLOSING_MS = 400;

  private final SdkEventLoopGroup eventLoops;
  private final ScheduledExecutorService timer;
  private final RenewableCredentials credentials;
  private final SqsAsyncClient sqs;
  private final ProxySettings proxy;
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
    this.proxy = proxy;
    this.region = region.map(Region::of).orElseGet(AwsClients::defaultRegion);
    String host =
        endpoint.orElseGet(() -> SqsClient.serviceMetadata().endpointFor(this.region)).getHost();
    credentials = new RenewableCredentials(CredentialSource.of(settings, proxy, this.region));
    eventLoops =
        SdkEventLoopGroup.builder()
            .numberOfThreads(EVENT_LOOP_THREADS)
            .threadFactory(task -> daemon("sqs-sink-io", task))
            .channelFactory(new QuietChannelFactory())
            .build();
    timer = Executors.newSingleThreadScheduledExecutor(task -> daemon("sqs-sink-timer", task));
    Duration timeout = Duration.ofMillis(delivery.requestTimeoutMs());
    // A connection that is silent must end before the call does: cancelling it makes netty
    // complain.
    Duration silence = timeout.minus(timeout.dividedBy(20));
    SqsAsyncClientBuilder builder =
        SqsAsyncClient.builder()
            .region(this.region)
            .credentialsProvider(credentials)
            .putAuthScheme(new SigV4AuthScheme())
            .checksumValidationEnabled(false)
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .eventLoopGroup(eventLoops)
                    .proxyConfiguration(new Proxy(proxy, host).ofNetty())
                    .maxConcurrency(delivery.maxInFlightRequests())
                    .readTimeout(silence)
                    .writeTimeout(silence))
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(
                override ->
                    override
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(timeout)
                        .scheduledExecutorService(timer)
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

  /**
   * Signs with what these settings give from now on. Their source is made anew even if they are the
   * same: it keeps a session until its end, and the service may have ended it before.
   *
   * @return whether the settings are others
   */
  public boolean renew(AwsSettings newer) {
    credentials.replaceBy(CredentialSource.of(newer, proxy, region));
    boolean changed = !newer.equals(settings);
    settings = newer;
    return changed;
  }

  private static Region defaultRegion() {
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new ConnectException(StopReason.NO_REGION.message("the region is not known"), e);
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Ends connections and threads at once; requests under way are abandoned. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for idle event loops to end
  public void close() {
    sqs.close();
    credentials.close();
    timer.shutdownNow();
    EventLoopGroup group = eventLoops.eventLoopGroup();
    if (!group.isShuttingDown()) {
      group
          .next()
          .schedule(
              () -> group.shutdownGracefully(0, 400, TimeUnit.MILLISECONDS),
              CLOSING_MS,
              TimeUnit.MILLISECONDS);
    }
  }
}
