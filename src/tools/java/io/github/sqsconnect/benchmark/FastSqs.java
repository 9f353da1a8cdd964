package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * An SQS endpoint that only answers {@code SendMessageBatch} correctly, with one thread. It stores
 * nothing and verifies no signature, because it must be faster than what is measured.
 */
final class FastSqs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final EventLoopGroup loop = new NioEventLoopGroup(1);
  private final URI http;
  private final URI https;
  private volatile RequestCounts counts = new RequestCounts(1);
  private volatile boolean readsAges;
  private volatile Latency latency = Latency.NONE;
  private volatile QueueFailure failure = QueueFailure.NONE;

  FastSqs(SelfSigned certificate) {
    http = URI.create("http://127.0.0.1:" + listen(null));
    https = URI.create("https://127.0.0.1:" + listen(certificate.context()));
  }

  URI uri(boolean tls) {
    return tls ? https : http;
  }

  /** Begins to count; the pace is measured from the message number {@code warm} on. */
  void reset(Latency newLatency, long warm) {
    latency = newLatency;
    readsAges = false;
    failure = QueueFailure.NONE;
    counts = new RequestCounts(warm);
  }

  /** Begins to count, and to measure the age of records that contain their {@link SendTime}. */
  void resetAges(Latency newLatency) {
    reset(newLatency, 1);
    readsAges = true;
  }

  /** Lets the second queue of {@link QueuesMeasurement} fail; its messages are not counted. */
  void fail(QueueFailure newFailure) {
    failure = newFailure;
  }

  RequestCounts counts() {
    return counts;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** Returns the port. */
  private int listen(@Nullable SSLContext tls) {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.config().setTcpNoDelay(true);
                    if (tls != null) {
                      SSLEngine engine = tls.createSSLEngine();
                      engine.setUseClientMode(false);
                      channel.pipeline().addLast(new SslHandler(engine));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MOST_BYTES))
                        .addLast(new Connection());
                  }
                });
    var bound = server.bind(InetAddress.getLoopbackAddress(), 0).syncUninterruptibly();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  private final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest http)
        throws IOException {
      byte[] body = ByteBufUtil.getBytes(http.content());
      RequestCounts current = counts;
      BatchRequest request;
      try {
        request = BatchRequest.of(body);
      } catch (IllegalArgumentException | JsonProcessingException e) {
        current.refused.incrementAndGet();
        fail(context, "InvalidParameterValue", String.valueOf(e.getMessage()));
        return;
      }
      if (request.queueUrl().endsWith(QueuesMeasurement.FAILING)) {
        answerOfSecondQueue(context, request);
        return;
      }
      long[] sentAt = readsAges ? SendTime.read(body) : SendTime.NONE;
      current.received.addAndGet(request.messages());
      Runnable acknowledge =
          () -> {
            current.answered(request, sentAt);
            write(context, HttpResponseStatus.OK, request.answer());
          };
      long micros = latency.nextMicros();
      if (micros == 0) {
        acknowledge.run();
      } else if (micros != Latency.NEVER) {
        context.executor().schedule(acknowledge, micros, TimeUnit.MICROSECONDS);
      }
    }

    private void answerOfSecondQueue(ChannelHandlerContext context, BatchRequest request)
        throws IOException {
      QueueFailure now = failure;
      String code = now.nextCode();
      if (code != null) {
        fail(context, code, now.label());
      } else if (now != QueueFailure.HANGING) {
        context
            .executor()
            .schedule(
                () -> write(context, HttpResponseStatus.OK, request.answer()),
                latency.nextMicros(),
                TimeUnit.MICROSECONDS);
      }
    }

    private void fail(ChannelHandlerContext context, String code, String message)
        throws IOException {
      Map<String, String> fault = Map.of("__type", "com.amazonaws.sqs#" + code, "message", message);
      write(context, HttpResponseStatus.BAD_REQUEST, JSON.writeValueAsBytes(fault));
    }

    private void write(ChannelHandlerContext context, HttpResponseStatus status, byte[] answer) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(answer));
      response
          .headers()
          .set("x-amzn-RequestId", "00000000-0000-0000-0000-000000000000")
          .set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0")
          .set(HttpHeaderNames.CONTENT_LENGTH, answer.length);
      context.writeAndFlush(response, context.voidPromise());
    }
  }
}
