package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProxyAuthErrorHandlerTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new InterimResponseFilter(), new ProxyAuthErrorHandler());

  @Test
  void rejectionByTheProxyIsAnExceptionOfItsOwn() {
    channel.writeOutbound("CONNECT");

    assertThatThrownBy(
            () -> channel.writeInbound(response(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED)))
        .isInstanceOf(ProxyAuthException.class)
        .hasMessageContaining("407");
    assertThat(channel.<Object>readInbound()).as("not passed on").isNull();
  }

  @Test
  void otherResponseIsPassedOn() {
    channel.writeOutbound("CONNECT");
    channel.writeInbound(response(HttpResponseStatus.BAD_GATEWAY));

    assertThat(channel.<DefaultFullHttpResponse>readInbound().status().code()).isEqualTo(502);
  }

  /** Behind an open tunnel a 407 is a response of the service. */
  @Test
  void onlyTheFirstResponseIsChecked() {
    channel.writeOutbound("CONNECT");
    channel.writeInbound(response(HttpResponseStatus.OK));
    channel.writeInbound(response(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED));

    assertThat(channel.<DefaultFullHttpResponse>readInbound().status().code()).isEqualTo(200);
    assertThat(channel.<DefaultFullHttpResponse>readInbound().status().code()).isEqualTo(407);
  }

  @Test
  void exceptionIsFoundAmongTheCauses() {
    ProxyAuthException rejection = new ProxyAuthException();

    assertThat(ProxyAuthException.findIn(new IllegalStateException(new IOException(rejection))))
        .containsSame(rejection);
    assertThat(ProxyAuthException.findIn(new IOException("HTTP 407"))).isEmpty();
  }

  private static DefaultFullHttpResponse response(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
  }
}
