package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.ProxySettings;
import io.netty.channel.EventLoopGroup;
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
final class Connections implements AutoCloseable {
  private static final int EVENT_LOOP_THREADS =
      Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Connections close on event loops, of each other too; loops that end first complain loudly. */
  private static final long CLOSING_MS = 400;

  /** Whoever waits for an answer is told by the thread that reads it. */
  static final ClientAsyncConfiguration ANSWERS =
      ClientAsyncConfiguration.builder()
          .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
          .build();

  private final ProxySettings proxy;
  private final SdkEventLoopGroup eventLoops;

  Connections(ProxySettings proxy) {
    this.proxy = proxy;
    eventLoops =
        SdkEventLoopGroup.builder()
            .numberOfThreads(EVENT_LOOP_THREADS)
            .threadFactory(Connections::daemon)
            .channelFactory(new QuietChannelFactory())
            .build();
  }

  /**
   * The connections to one host, to be owned by a client.
   *
   * @param timeout of the whole call. A connection that is silent must end before the call does:
   *     cancelling it makes netty complain
   */
  NettyNioAsyncHttpClient.Builder to(String host, Duration timeout) {
    Duration silence = timeout.minus(timeout.dividedBy(20));
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(eventLoops)
        .proxyConfiguration(new Proxy(proxy, host).configuration())
        .readTimeout(silence)
        .writeTimeout(silence);
  }

  /** Where the timeouts of calls run: they only end a future, for which no thread need be kept. */
  ScheduledExecutorService timer() {
    return eventLoops.eventLoopGroup();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sqs-sink-io");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends all threads; to be called when the clients are closed. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for idle event loops to end
  public void close() {
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
