package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.identity.RenewableCredentials;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Adds the credentials to each request before the SDK handles it. The SDK would request them on the
 * sending thread and wait there, and the source may need that same thread for its answer.
 */
record SigningClient(SqsAsyncClient client, RenewableCredentials credentials)
    implements SqsAsyncClient {
  /** For the SDK's client: every request must bring its credentials. */
  static final AwsCredentialsProvider NO_CREDENTIALS =
      () -> {
        throw new IllegalStateException("the request brings no credentials");
      };

  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    return credentials
        .current()
        .thenCompose(found -> client.sendMessageBatch(withCredentials(found, request)));
  }

  private static SendMessageBatchRequest withCredentials(
      AwsCredentials requestCredentials, SendMessageBatchRequest request) {
    AwsCredentialsProvider provider = () -> requestCredentials;
    AwsRequestOverrideConfiguration override =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .credentialsProvider(provider)
            .build();
    return request.toBuilder().overrideConfiguration(override).build();
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {
    client.close();
  }
}
