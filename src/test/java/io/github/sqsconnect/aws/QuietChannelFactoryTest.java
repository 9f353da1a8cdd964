package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.logging.LoggingHandler;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class QuietChannelFactoryTest {
  @Test
  void wireLogIsGoneOnceConnected() {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new QuietChannelFactory.WireLogRemover(),
            new HttpClientCodec(),
            new LoggingHandler(),
            new LoggingHandler());
    channel.connect(InetSocketAddress.createUnresolved("example.org", 443)).syncUninterruptibly();
    assertThat(channel.pipeline().get(LoggingHandler.class)).isNull();
    assertThat(channel.pipeline().get(QuietChannelFactory.WireLogRemover.class)).isNull();
    assertThat(channel.pipeline().get(HttpClientCodec.class)).isNotNull();
    channel.close().syncUninterruptibly();
  }

  @Test
  void everyChannelIsMadeSo() {
    NioSocketChannel channel = new QuietChannelFactory().newChannel();
    assertThat(channel.pipeline().first()).isInstanceOf(QuietChannelFactory.WireLogRemover.class);
    channel.unsafe().closeForcibly();
  }
}
