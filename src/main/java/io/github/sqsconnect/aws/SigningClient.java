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
 * Gives each request the identity that signs it before the SDK begins with it. The SDK would ask
 * for one on the thread that sends, and wait there; that thread may be the one that the answer
 * needs.
 */
record SigningClient(SqsAsyncClient client, RenewableCredentials credentials)
    implements SqsAsyncClient {
  /** For the SDK's own client, which signs no request that brings no identity. */
  static final AwsCredentialsProvider NO_IDENTITY =
      () -> {
        throw new IllegalStateException("a request is signed with the identity that it brings");
      };

  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    return credentials
        .current()
        .thenCompose(known -> client.sendMessageBatch(signedBy(known, request)));
  }

  private static SendMessageBatchRequest signedBy(
      AwsCredentials identity, SendMessageBatchRequest request) {
    AwsCredentialsProvider provider = () -> identity;
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
