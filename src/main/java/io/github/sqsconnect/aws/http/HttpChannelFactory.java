package io.github.sqsconnect.aws.http;

import io.netty.channel.ChannelFactory;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Creates the connections of the SDK's HTTP client: see {@link HttpChannel} for what is special
 * about them.
 */
final class HttpChannelFactory implements ChannelFactory<NioSocketChannel> {
  private final HostResolver resolver;

  HttpChannelFactory(HostResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public NioSocketChannel newChannel() {
    NioSocketChannel channel = new HttpChannel(resolver);
    channel.pipeline().addLast(new ProxyAuthErrorHandler());
    return channel;
  }
}
