package io.github.sqsconnect.aws.http;

import io.github.sqsconnect.config.ProxySettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/**
 * The event loops of one task, and the HTTP clients that run on them. SQS and STS use the same kind
 * of client, because the JDK's own HTTP client sends no password to a proxy for a tunnel.
 */
public final class Connections implements AutoCloseable {
  private static final int EVENT_LOOP_THREADS =
      Math.min(2, Runtime.getRuntime().availableProcessors());

  /**
   * Delay before the event loops end, in milliseconds. Connections close on event loops, also on
   * those of other connections, and netty logs errors for a loop that has already ended.
   */
  private static final long CLOSE_DELAY_MS = 400;

  /** Completes futures on the thread that reads the response, without a thread pool. */
  public static final ClientAsyncConfiguration COMPLETE_ON_EVENT_LOOP =
      ClientAsyncConfiguration.builder()
          .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
          .build();

  private final ProxySettings proxy;
  private final HostResolver resolver;
  private final EventLoopGroup eventLoops = group(EVENT_LOOP_THREADS);
  private final EventLoopGroup singleLoop = group(1);

  public Connections(ProxySettings proxy, HostResolver resolver) {
    this.proxy = proxy;
    this.resolver = resolver;
  }

  /**
   * The HTTP client for one endpoint. It is closed by the SDK client that it is built into.
   *
   * <p>A client with one connection uses a single event loop. With several loops the SDK can miss
   * that its first connection failed, until the next request, and there may be none.
   *
   * @param timeout of a whole call. A silent connection ends earlier: if the call ended first,
   *     netty would log its cancellation as an error
   * @param maxConcurrency how many requests may be in flight
   */
  public NettyNioAsyncHttpClient.Builder clientBuilder(
      URI endpoint, Duration timeout, int maxConcurrency) {
    Duration silence = timeout.minus(timeout.dividedBy(20));
    EventLoopGroup loops = maxConcurrency == 1 ? singleLoop : eventLoops;

    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(loops, new HttpChannelFactory(resolver)))
        .maxConcurrency(maxConcurrency)
        .proxyConfiguration(ProxySelection.to(endpoint, proxy).configuration())
        .readTimeout(silence)
        .writeTimeout(silence);
  }

  /**
   * The executor for timeouts of calls. They only complete a future, so an event loop runs them.
   */
  public ScheduledExecutorService timer() {
    return eventLoops;
  }

  private static EventLoopGroup group(int threads) {
    return new NioEventLoopGroup(threads, new TaskThreadFactory("sqs-sink-io"));
  }

  /** Ends all threads. Close the clients first. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the end of idle event loops is not awaited
  public void close() {
    if (!eventLoops.isShuttingDown()) {
      eventLoops
          .next()
          .schedule(
              () -> {
                singleLoop.shutdownGracefully(0, 400, TimeUnit.MILLISECONDS);
                eventLoops.shutdownGracefully(0, 400, TimeUnit.MILLISECONDS);
              },
              CLOSE_DELAY_MS,
              TimeUnit.MILLISECONDS);
    }
  }
}
