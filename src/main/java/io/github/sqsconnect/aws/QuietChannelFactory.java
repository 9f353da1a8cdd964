package io.github.sqsconnect.aws;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.logging.LoggingHandler;
import java.net.SocketAddress;

/**
 * Makes connections without the wire log that the SDK puts into each, for it shows session tokens
 * and message bodies at DEBUG.
 */
final class QuietChannelFactory implements ChannelFactory<NioSocketChannel> {
  @Override
  public NioSocketChannel newChannel() {
    NioSocketChannel channel = new NioSocketChannel();
    channel.pipeline().addLast(new WireLogRemover());
    return channel;
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
