package io.github.sqsconnect.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Records the requests, and never responds. */
final class RecordingSqsClient implements SqsAsyncClient {
  private final List<SendMessageBatchRequest> requests = new ArrayList<>();
  private boolean closed;

  List<SendMessageBatchRequest> requests() {
    return requests;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public CompletableFuture<SendMessageBatchResponse> sendMessageBatch(
      SendMessageBatchRequest request) {
    requests.add(request);
    return new CompletableFuture<>();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    closed = true;
  }
}
