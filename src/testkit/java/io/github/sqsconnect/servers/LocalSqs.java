package io.github.sqsconnect.servers;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The address of an SQS server that checks no signature, such as ElasticMQ or LocalStack. */
public record LocalSqs(URI uri) {
  public static final String ACCESS_KEY_ID = "local-access-key-id";
  public static final String SECRET_ACCESS_KEY = "local-secret-access-key";
  public static final Region REGION = Region.US_EAST_1;

  /** The only account of local servers. */
  private static final String ACCOUNT = "000000000000";

  /**
   * Creates a queue and returns its URL; a name that ends in {@code .fifo} makes a FIFO queue. The
   * URL is built here, because the server's answer may name a host that only the server can reach.
   */
  public String createQueue(String name) {
    return createQueue(name, Map.of());
  }

  /** The same with attributes such as a redrive policy. */
  public String createQueue(String name, Map<QueueAttributeName, String> attributes) {
    Map<QueueAttributeName, String> all = new HashMap<>(attributes);
    if (name.endsWith(".fifo")) {
      all.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    try (SqsClient client = client()) {
      client.createQueue(request -> request.queueName(name).attributes(all));
    }
    return uri + "/" + ACCOUNT + "/" + name;
  }

  public SqsClient client() {
    return SqsClient.builder()
        .endpointOverride(uri)
        .region(REGION)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .build();
  }
}
