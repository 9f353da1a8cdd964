import java.io.IOException;
import java.net.InetSocketAddress;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** Starts ElasticMQ on a free local port, prints the port, and ends when standard input is closed. */
final class RunElasticMq {
  private RunElasticMq() {}

  public static void main(String[] args) throws IOException {
    InetSocketAddress address =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withPort(0)
            .start()
            .waitUntilStarted()
            .localAddress();
    System.out.println("port=" + address.getPort());
    while (System.in.read() >= 0) {
      // Only the end of the stream matters.
    }
    Runtime.getRuntime().halt(143);
  }
}
