package io.github.sqsconnect.aws;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.logging.LoggingHandler;
import io.netty.util.ReferenceCountUtil;
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
    channel.pipeline().addLast(new TunnelAnswers());
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

    @Override
    public ChannelFuture write(Object message) {
      removeWireLog();
      return super.write(message);
    }

    @Override
    public ChannelFuture write(Object message, ChannelPromise promise) {
      removeWireLog();
      return super.write(message, promise);
    }

    @Override
    public ChannelFuture writeAndFlush(Object message) {
      removeWireLog();
      return super.writeAndFlush(message);
    }

    @Override
    public ChannelFuture writeAndFlush(Object message, ChannelPromise promise) {
      removeWireLog();
      return super.writeAndFlush(message, promise);
    }

    /**
     * Acts ahead of every request and not once, for the SDK puts the log in when the channel is
     * made, or in a tunnel when that is open.
     */
    private void removeWireLog() {
      while (pipeline().get(LoggingHandler.class) != null) {
        pipeline().remove(LoggingHandler.class);
      }
    }
  }
}
