package io.github.sqsconnect.aws.http;

import io.netty.channel.ChannelFactory;
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
 * Makes connections without the wire log that the SDK puts into each, for it shows session tokens
 * and message bodies at DEBUG; that reach a host by any of its addresses; and that skip interim
 * responses.
 */
final class HttpChannelFactory implements ChannelFactory<NioSocketChannel> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpChannelFactory.class);

  /** How long an address may take to accept before the next one is tried beside it (RFC 8305). */
  private static final int HEAD_START_MS = 250;

  private final HostResolver lookup;

  HttpChannelFactory(HostResolver lookup) {
    this.lookup = lookup;
  }

  @Override
  public NioSocketChannel newChannel() {
    NioSocketChannel channel = new QuietChannel(lookup);
    channel.pipeline().addLast(new ProxyAuthErrorHandler());
    return channel;
  }

  /** A request that ends badly is told by its answer; netty would warn of it with a stack trace. */
  private static final class QuietChannel extends NioSocketChannel {
    private final HostResolver lookup;
    private @Nullable AddressRace race;

    /** The winner of a race, in place of the socket that the channel was made with. */
    private @Nullable SocketChannel connected;

    /** The codec behind which interim responses are skipped; a tunnel has one of its own. */
    private @Nullable ChannelHandlerContext codec;

    QuietChannel(HostResolver lookup) {
      this.lookup = lookup;
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
              eventLoop(),
              addresses,
              Math.min(HEAD_START_MS, share),
              () -> unsafe().finishConnect());
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

    /** All addresses of the host, of which netty has chosen one. */
    private List<InetSocketAddress> addresses(SocketAddress remote) {
      List<InetSocketAddress> addresses = new ArrayList<>();
      if (remote instanceof InetSocketAddress chosen) {
        try {
          for (InetAddress address : lookup.all(chosen.getHostString())) {
            addresses.add(new InetSocketAddress(address, chosen.getPort()));
          }
        } catch (UnknownHostException e) {
          LOG.debug("event=addresses_not_found host={}; the known one is used", chosen);
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
      prepare();
      return super.write(message);
    }

    @Override
    public ChannelFuture write(Object message, ChannelPromise promise) {
      prepare();
      return super.write(message, promise);
    }

    @Override
    public ChannelFuture writeAndFlush(Object message) {
      prepare();
      return super.writeAndFlush(message);
    }

    @Override
    public ChannelFuture writeAndFlush(Object message, ChannelPromise promise) {
      prepare();
      return super.writeAndFlush(message, promise);
    }

    /**
     * Acts ahead of every request and not once, for the SDK puts the log and the codec in when the
     * channel is made, or in a tunnel when that is open.
     */
    private void prepare() {
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
}
