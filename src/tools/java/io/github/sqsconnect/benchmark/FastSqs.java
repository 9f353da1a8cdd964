package io.github.sqsconnect.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.sqsconnect.endpoint.SelfSigned;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * An SQS endpoint that only answers {@code SendMessageBatch} correctly, in a process of its own.
 *
 * <p>It stores nothing and verifies no signature, because it must be faster than what is measured.
 * {@code GET /reset?LATENCY&warm&ages} starts to count, {@code GET /count} returns the counts.
 */
final class FastSqs {
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(ISO_8859_1);
  private static final String LENGTH = "content-length:";

  private RequestCounts counts = new RequestCounts(1, false);
  private volatile Latency latency = Latency.NONE;
  private volatile boolean ages;

  private FastSqs() {}

  /**
   * Prints the ports for HTTP and HTTPS, and ends when standard input is closed. The argument is
   * the key store of its certificate.
   */
  public static void main(String[] args) throws Exception {
    FastSqs sqs = new FastSqs();
    EventLoopGroup loop = new NioEventLoopGroup(1);
    SSLContext tls = new SelfSigned(Path.of(args[0])).context();
    System.out.println(sqs.listen(loop, null));
    System.out.println(sqs.listen(loop, tls));
    while (System.in.read() >= 0) {
      // Only the end of the stream matters.
    }
    Runtime.getRuntime().halt(0);
  }

  /** Returns the port. */
  private int listen(EventLoopGroup loop, @Nullable SSLContext tls) throws InterruptedException {
    Channel listener =
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
                    channel.pipeline().addLast(new Connection());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  private final class Connection extends ByteToMessageDecoder {
    private final BatchRequest request = new BatchRequest();
    private byte[] body = new byte[16_384];
    private int headLength = -1;
    private int bodyLength;
    private String path = "";

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (headLength < 0 && !readHead(in)) {
        return;
      }
      if (in.readableBytes() < headLength + bodyLength) {
        return;
      }
      in.skipBytes(headLength);
      headLength = -1;
      if (body.length < bodyLength) {
        body = new byte[bodyLength * 2];
      }
      in.readBytes(body, 0, bodyLength);
      handle(context);
    }

    private boolean readHead(ByteBuf in) {
      String seen = in.toString(in.readerIndex(), Math.min(in.readableBytes(), 16_384), ISO_8859_1);
      int endsAt = seen.indexOf("\r\n\r\n");
      if (endsAt < 0) {
        return false;
      }
      headLength = endsAt + HEAD_END.length;
      path = seen.substring(seen.indexOf(' ') + 1, seen.indexOf(" HTTP/1.1"));
      bodyLength = 0;
      int length = seen.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
      if (length >= 0 && length < endsAt) {
        int lineEnd = seen.indexOf('\r', length);
        bodyLength = Integer.parseInt(seen.substring(length + LENGTH.length(), lineEnd).strip());
      }
      return true;
    }

    private void handle(ChannelHandlerContext context) {
      if (path.startsWith("/reset?")) {
        String[] parts = path.substring("/reset?".length()).split("&");
        latency = Latency.valueOf(parts[0]);
        ages = Boolean.parseBoolean(parts[2]);
        counts = new RequestCounts(Long.parseLong(parts[1]), ages);
        write(context, 200, "{}".getBytes(ISO_8859_1));
        return;
      }
      if (path.equals("/count")) {
        write(context, 200, counts.json().getBytes(ISO_8859_1));
        return;
      }
      long[] sentAt = ages ? SendTime.read(body, bodyLength) : SendTime.NONE;
      byte[] answer;
      try {
        answer = request.answer(body, bodyLength);
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        counts.refused();
        String fault = "{\"__type\":\"com.amazonaws.sqs#InvalidParameterValue\",\"message\":\"" + e;
        write(context, 400, (fault + "\"}").getBytes(ISO_8859_1));
        return;
      }
      int messages = request.messages();
      long bytes = request.bytes();
      counts.received(messages);
      Runnable acknowledge =
          () -> {
            counts.answered(messages, bytes);
            for (long micros : sentAt) {
              counts.aged(SendTime.now() - micros);
            }
            write(context, 200, answer);
          };
      long micros = latency.nextMicros();
      if (micros == 0) {
        acknowledge.run();
      } else if (micros != Latency.NEVER) {
        context.executor().schedule(acknowledge, micros, TimeUnit.MICROSECONDS);
      }
    }

    private void write(ChannelHandlerContext context, int status, byte[] answer) {
      String head =
          "HTTP/1.1 "
              + status
              + (status == 200 ? " OK" : " Bad Request")
              + "\r\nx-amzn-RequestId: 00000000-0000-0000-0000-000000000000"
              + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
              + answer.length
              + "\r\n\r\n";
      context.writeAndFlush(
          Unpooled.wrappedBuffer(head.getBytes(ISO_8859_1), answer), context.voidPromise());
    }
  }
}
