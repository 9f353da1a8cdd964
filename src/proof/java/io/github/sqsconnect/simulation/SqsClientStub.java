package io.github.sqsconnect.simulation;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The SDK's client as the connector sees it; the one call that the connector makes works. */
record SqsClientStub(
    Function<SendMessageBatchRequest, CompletableFuture<SendMessageBatchResponse>> service)
    implements SqsAsyncClient {

  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    return service.apply(request);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
