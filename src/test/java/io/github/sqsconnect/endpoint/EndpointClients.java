package io.github.sqsconnect.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The real SDK clients, without retries, and requests for them. */
final class EndpointClients {
  static final AwsCredentials ANYONE = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

  /** One for all tests: closing a netty client takes two seconds. */
  private static final SdkAsyncHttpClient NETTY =
      NettyNioAsyncHttpClient.builder()
          .maxConcurrency(64)
          .readTimeout(Duration.ofSeconds(10))
          .build();

  private EndpointClients() {}

  static SqsClient blocking(ScriptedSqs endpoint) {
    return blocking(endpoint.uri(), ANYONE, "us-east-1");
  }

  static SqsClient blocking(URI uri, AwsCredentials credentials, String region) {
    return SqsClient.builder()
        .endpointOverride(uri)
        .region(Region.of(region))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(2)))
        .build();
  }

  static SqsAsyncClient async(ScriptedSqs endpoint) {
    return async(endpoint, true);
  }

  static SqsAsyncClient async(ScriptedSqs endpoint, boolean digestCheck) {
    return SqsAsyncClient.builder()
        .endpointOverride(endpoint.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(ANYONE))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder()
                .maxConcurrency(64)
                .readTimeout(Duration.ofSeconds(10)))
        .checksumValidationEnabled(digestCheck)
        .build();
  }

  /** One entry for each body, with its position as id. */
  static SendMessageBatchRequest batch(String queueUrl, String... bodies) {
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, bodies.length)
            .mapToObj(i -> entry(Integer.toString(i), bodies[i]))
            .toList();
    return batch(queueUrl, entries);
  }

  static SendMessageBatchRequest batch(String queueUrl, SendMessageBatchRequestEntry... entries) {
    return batch(queueUrl, Arrays.asList(entries));
  }

  static SendMessageBatchRequest batch(
      String queueUrl, List<SendMessageBatchRequestEntry> entries) {
    return SendMessageBatchRequest.builder().queueUrl(queueUrl).entries(entries).build();
  }

  static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }

  static SendMessageBatchRequestEntry entry(
      String id, String body, String group, String deduplication) {
    return entry(id, body).toBuilder()
        .messageGroupId(group)
        .messageDeduplicationId(deduplication)
        .build();
  }
}
