package io.github.sqsconnect.aws.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips interim responses: HTTP 1xx except 101. A server may send any number of them before the
 * response to a request (RFC 9110, 15.2), and the SDK would return the first of them as the
 * response.
 */
final class InterimResponseFilter extends ChannelInboundHandlerAdapter {
  /** True from the head of an interim response to its end. */
  private boolean skipping;

  private boolean skippedLast;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpResponse response && isInterim(response.status())) {
      skipping = true;
    }

    skippedLast = skipping;
    if (!skipping) {
      context.fireChannelRead(message);
      return;
    }

    skipping = !(message instanceof LastHttpContent);
    ReferenceCountUtil.release(message);
  }

  private static boolean isInterim(HttpResponseStatus status) {
    return status.codeClass() == HttpStatusClass.INFORMATIONAL
        && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
  }

  /** Reads again after a skipped response: the SDK requested one read, which is used up. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    if (skippedLast) {
      skippedLast = false;
      context.read();
    }
  }
}
