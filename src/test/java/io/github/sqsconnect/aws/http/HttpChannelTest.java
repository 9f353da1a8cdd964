package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.logging.LoggingHandler;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpChannelTest {
  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** The SDK adds the log late: in a tunnel only after the first request to the proxy. */
  @ParameterizedTest
  @MethodSource("writes")
  void wireLogIsGoneBeforeEachWrite(Consumer<Channel> write) {
    NioSocketChannel channel = new HttpChannelFactory(InetAddress::getAllByName).newChannel();
    loops.register(channel).syncUninterruptibly();
    channel.pipeline().addLast(new HttpClientCodec());
    write.accept(channel);
    channel.pipeline().addLast(new LoggingHandler(), new LoggingHandler());
    write.accept(channel);
    assertThat(channel.pipeline().get(LoggingHandler.class)).isNull();
    assertThat(channel.pipeline().get(HttpClientCodec.class)).isNotNull();
    channel.close().syncUninterruptibly();
  }

  static Stream<Consumer<Channel>> writes() {
    return Stream.of(
        channel -> channel.write("a"),
        channel -> channel.write("a", channel.newPromise()),
        channel -> channel.writeAndFlush("a"),
        channel -> channel.writeAndFlush("a", channel.newPromise()));
  }
}
