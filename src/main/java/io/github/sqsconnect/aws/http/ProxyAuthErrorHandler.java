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
 * Reports HTTP 407 from a proxy as a {@link ProxyAuthException}. The SDK reports a wrong password
 * and a host that the proxy cannot reach with the same text.
 */
final class ProxyAuthErrorHandler extends ChannelOutboundHandlerAdapter {
  /** Adds the check with the first request, because the pipeline has no codec before it. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the promise has the result
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    ChannelPipeline pipeline = context.pipeline();
    ChannelHandlerContext filter = pipeline.context(InterimResponseFilter.class);
    if (filter != null) {
      pipeline.addAfter(filter.name(), null, new FirstResponseCheck());
      pipeline.remove(this);
    }
    context.write(message, promise);
  }

  /** Checks the first final response of the connection and removes itself. */
  private static final class FirstResponseCheck extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      boolean rejected =
          message instanceof HttpResponse response
              && response.status().equals(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED);

      context.pipeline().remove((ChannelHandler) this);
      if (rejected) {
        ReferenceCountUtil.release(message);
        context.fireExceptionCaught(new ProxyAuthException());
      } else {
        context.fireChannelRead(message);
      }
    }
  }
}
