package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterimResponseFilterTest {
  private final EmbeddedChannel channel = new EmbeddedChannel(new InterimResponseFilter());

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103, 199})
  void interimResponseIsSkippedWithItsEnd(int status) {
    LastHttpContent end = new DefaultLastHttpContent();

    channel.writeInbound(head(status), end, head(200));

    assertThat(channel.<DefaultHttpResponse>readInbound().status().code()).isEqualTo(200);
    assertThat(channel.<Object>readInbound()).isNull();
    assertThat(end.refCnt()).as("released").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 200, 400, 500})
  void finalResponseIsPassedOn(int status) {
    channel.writeInbound(head(status), new DefaultLastHttpContent());

    assertThat(channel.<DefaultHttpResponse>readInbound().status().code()).isEqualTo(status);
    assertThat(channel.<Object>readInbound()).isInstanceOf(LastHttpContent.class);
  }

  @Test
  void severalInterimResponsesInARowAreSkipped() {
    for (int i = 0; i < 3; i++) {
      channel.writeInbound(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.PROCESSING));
    }
    channel.writeInbound(head(204));

    assertThat(channel.<DefaultHttpResponse>readInbound().status().code()).isEqualTo(204);
  }

  private static DefaultHttpResponse head(int status) {
    return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
  }
}
