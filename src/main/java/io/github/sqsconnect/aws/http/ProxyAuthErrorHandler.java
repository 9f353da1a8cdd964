package io.github.sqsconnect.aws.http;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/**
 * Tells a proxy that wants another password from one that cannot reach the host. The SDK has the
 * same words for both.
 */
final class ProxyAuthErrorHandler extends ChannelOutboundHandlerAdapter {
  /** With the first request its codec is there; the first final response it reads is checked. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise tells how it went
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPipeline pipeline = context.pipeline();
    ChannelHandlerContext answers = pipeline.context(InterimResponseFilter.class);
    if (answers != null) {
      pipeline.addAfter(answers.name(), null, new FirstAnswer());
      pipeline.remove(this);
    }
    context.write(message, promise);
  }

  private static final class FirstAnswer extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean refused =
          message instanceof HttpResponse response
              && response.status().equals(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED);
      context.pipeline().remove((ChannelHandler) this);
      if (refused) {
        ReferenceCountUtil.release(message);
        context.fireExceptionCaught(new ProxyAuthException());
      } else {
        context.fireChannelRead(message);
      }
    }
  }
}
