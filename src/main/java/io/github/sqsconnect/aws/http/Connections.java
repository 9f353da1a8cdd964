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
 * How one task reaches AWS: its threads, and the proxy on the way. SQS and STS go the same way,
 * because the JDK's own HTTP client gives no password to a proxy that it asks for a tunnel.
 */
public final class Connections implements AutoCloseable {
  private static final int EVENT_LOOP_THREADS =
      Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Connections close on event loops, of each other too; loops that end first complain loudly. */
  private static final long CLOSING_MS = 400;

  /** Whoever waits for an answer is told by the thread that reads it. */
  public static final ClientAsyncConfiguration ANSWERS =
      ClientAsyncConfiguration.builder()
          .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
          .build();

  private final ProxySettings proxy;
  private final HostResolver lookup;
  private final EventLoopGroup eventLoops = group(EVENT_LOOP_THREADS);
  private final EventLoopGroup oneLoop = group(1);

  public Connections(ProxySettings proxy, HostResolver lookup) {
    this.proxy = proxy;
    this.lookup = lookup;
  }

  /**
   * The connections to one endpoint, to be owned by a client.
   *
   * <p>A single one stays on one event loop: of a first connection that one loop refuses while
   * another still asks for it, the SDK does not hear until the next request, and there is none.
   *
   * @param timeout of the whole call. A connection that is silent must end before the call does:
   *     cancelling it makes netty complain
   * @param atOnce how many requests may be under way
   */
  public NettyNioAsyncHttpClient.Builder to(URI endpoint, Duration timeout, int atOnce) {
    Duration silence = timeout.minus(timeout.dividedBy(20));
    EventLoopGroup loops = atOnce == 1 ? oneLoop : eventLoops;
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(loops, new HttpChannelFactory(lookup)))
        .maxConcurrency(atOnce)
        .proxyConfiguration(ProxySelection.to(endpoint, proxy).configuration())
        .readTimeout(silence)
        .writeTimeout(silence);
  }

  /** Where the timeouts of calls run: they only end a future, for which no thread need be kept. */
  public ScheduledExecutorService timer() {
    return eventLoops;
  }

  private static EventLoopGroup group(int threads) {
    return new NioEventLoopGroup(threads, new TaskThreadFactory("sqs-sink-io"));
  }

  /** Ends all threads; to be called when the clients are closed. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for idle event loops to end
  public void close() {
    if (!eventLoops.isShuttingDown()) {
      eventLoops
          .next()
          .schedule(
              () -> {
                oneLoop.shutdownGracefully(0, 400, TimeUnit.MILLISECONDS);
                eventLoops.shutdownGracefully(0, 400, TimeUnit.MILLISECONDS);
              },
              CLOSING_MS,
              TimeUnit.MILLISECONDS);
    }
  }
}
