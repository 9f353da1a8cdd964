package io.github.sqsconnect.servers;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS server that runs already; whoever started it ends it. */
public record RunningSqs(URI uri, String account) implements SqsServer {
  /** The account of local servers, which know no other. */
  static final String LOCAL_ACCOUNT = "000000000000";

  public static RunningSqs at(URI uri) {
    return new RunningSqs(uri, LOCAL_ACCOUNT);
  }

  /** The URL is put together here: what the server answers may hold a host only it can reach. */
  @Override
  public String createQueue(String name) {
    Map<QueueAttributeName, String> attributes =
        name.endsWith(".fifo") ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of();
    try (SqsClient client = SqsClients.local(uri)) {
      client.createQueue(request -> request.queueName(name).attributes(attributes));
    }
    return uri + "/" + account + "/" + name;
  }

  @Override
  public void close() {
    // Not ours to end.
  }
}
