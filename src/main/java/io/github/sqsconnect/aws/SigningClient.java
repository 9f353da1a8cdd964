package io.github.sqsconnect.aws;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Has the credentials at hand before the SDK begins with a request: the SDK would have the thread
 * that sends wait for them.
 */
record SigningClient(SqsAsyncClient client, RenewableCredentials credentials)
    implements SqsAsyncClient {
  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    return credentials.current().thenCompose(known -> client.sendMessageBatch(request));
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
