package io.github.sqsconnect.aws.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.logging.LoggingHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to AWS or to a proxy. It differs from netty's own channel in four ways:
 *
 * <ul>
 *   <li>It has no wire log. The SDK adds one, which logs session tokens and message bodies at
 *       DEBUG.
 *   <li>It tries all addresses of the host.
 *   <li>It skips interim responses.
 *   <li>It logs failed connections at DEBUG. The request fails as well and reports the error, but
 *       netty would log a warning with a stack trace.
 * </ul>
 */
final class HttpChannel extends NioSocketChannel {
  private static final Logger LOG = LoggerFactory.getLogger(HttpChannel.class);

  /** How long an address may take to accept before the next one is tried as well (RFC 8305). */
  private static final int HEAD_START_MS = 250;

  private final HostResolver resolver;
  private @Nullable AddressRace race;

  /** The winner of the race. It replaces the socket that netty created for this channel. */
  private @Nullable SocketChannel connected;

  /** The codec that the filter of interim responses follows. A tunnel has another codec. */
  private @Nullable ChannelHandlerContext codec;

  HttpChannel(HostResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  protected SocketChannel javaChannel() {
    return connected == null ? super.javaChannel() : connected;
  }

  @Override
  public boolean isOpen() {
    return connected == null ? super.isOpen() : connected.isOpen();
  }

  @Override
  protected boolean doConnect(SocketAddress remote, SocketAddress local) throws Exception {
    List<InetSocketAddress> addresses = addresses(remote);
    if (addresses.size() < 2) {
      return super.doConnect(remote, local);
    }

    int share = config().getConnectTimeoutMillis() / (addresses.size() + 1);
    AddressRace started =
        new AddressRace(
            eventLoop(), addresses, Math.min(HEAD_START_MS, share), () -> unsafe().finishConnect());
    race = started;

    if (!started.start()) {
      return false;
    }
    useWinner(started);
    return true;
  }

  @Override
  protected void doFinishConnect() throws Exception {
    if (race == null) {
      super.doFinishConnect();
    } else {
      useWinner(race);
    }
  }

  /** All addresses of the host. Netty has selected one of them. */
  private List<InetSocketAddress> addresses(SocketAddress remote) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    if (remote instanceof InetSocketAddress chosen) {
      try {
        for (InetAddress address : resolver.resolve(chosen.getHostString())) {
          addresses.add(new InetSocketAddress(address, chosen.getPort()));
        }
      } catch (UnknownHostException e) {
        LOG.debug("event=addresses_not_found host={}; using the address that netty found", chosen);
      }
    }
    return addresses;
  }

  private void useWinner(AddressRace finished) throws Exception {
    SocketChannel unused = super.javaChannel();
    boolean noDelay = unused.getOption(StandardSocketOptions.TCP_NODELAY);
    boolean keepAlive = unused.getOption(StandardSocketOptions.SO_KEEPALIVE);
    unused.close();

    SocketChannel winner = finished.winner();
    connected = winner;
    winner.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
    winner.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
    doRegister();
  }

  @Override
  protected void doClose() throws Exception {
    if (race != null) {
      race.close();
    }
    super.doClose();
  }

  @Override
  protected DefaultChannelPipeline newChannelPipeline() {
    return new DefaultChannelPipeline(this) {
      @Override
      protected void onUnhandledInboundException(Throwable cause) {
        LOG.debug("event=connection_failed reason=\"{}\"", cause.toString());
        ReferenceCountUtil.release(cause);
      }
    };
  }

  @Override
  public ChannelFuture write(Object message) {
    preparePipeline();
    return super.write(message);
  }

  @Override
  public ChannelFuture write(Object message, ChannelPromise promise) {
    preparePipeline();
    return super.write(message, promise);
  }

  @Override
  public ChannelFuture writeAndFlush(Object message) {
    preparePipeline();
    return super.writeAndFlush(message);
  }

  @Override
  public ChannelFuture writeAndFlush(Object message, ChannelPromise promise) {
    preparePipeline();
    return super.writeAndFlush(message, promise);
  }

  /**
   * Removes the wire log and adds the filter. Called before every request, because the SDK adds the
   * log and the codec late: when the channel is created, and again when a tunnel is open.
   */
  private void preparePipeline() {
    while (pipeline().get(LoggingHandler.class) != null) {
      pipeline().remove(LoggingHandler.class);
    }

    ChannelHandlerContext current = pipeline().context(HttpClientCodec.class);
    if (current != null && !current.equals(codec)) {
      codec = current;
      if (pipeline().get(InterimResponseFilter.class) != null) {
        pipeline().remove(InterimResponseFilter.class);
      }
      pipeline().addAfter(current.name(), null, new InterimResponseFilter());
    }
  }
}
