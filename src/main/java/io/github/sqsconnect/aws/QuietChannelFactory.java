package io.github.sqsconnect.aws;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.logging.LoggingHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections without the wire log that the SDK puts into each, for it shows session tokens
 * and message bodies at DEBUG.
 */
final class QuietChannelFactory implements ChannelFactory<NioSocketChannel> {
  private static final Logger LOG = LoggerFactory.getLogger(QuietChannelFactory.class);

  @Override
  public NioSocketChannel newChannel() {
    NioSocketChannel channel = new QuietChannel();
    channel.pipeline().addLast(new WireLogRemover(), new TunnelAnswers());
    return channel;
  }

  /** A request that ends badly is told by its answer; netty would warn of it with a stack trace. */
  private static final class QuietChannel extends NioSocketChannel {
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
  }

  /** Acts before connecting: by then the SDK has set the channel up, and nothing has been sent. */
  static final class WireLogRemover extends ChannelOutboundHandlerAdapter {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the promise tells how it went
    public void connect(
        ChannelHandlerContext context,
        SocketAddress remote,
        SocketAddress local,
        ChannelPromise promise) {
      ChannelPipeline pipeline = context.pipeline();
      while (pipeline.get(LoggingHandler.class) != null) {
        pipeline.remove(LoggingHandler.class);
      }
      pipeline.remove(this);
      context.connect(remote, local, promise);
    }
  }
}
