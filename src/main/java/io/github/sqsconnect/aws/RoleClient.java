package io.github.sqsconnect.aws;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** An STS that is waited for, as the SDK's provider wants it; only the credentials thread waits. */
record RoleClient(StsAsyncClient client) implements StsClient {
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    CompletableFuture<AssumeRoleResponse> answer = client.assumeRole(request);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw AbortedException.create("nobody waits for STS any more", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException refusal) {
        throw refusal;
      }
      throw new CompletionException(e.getCause());
    }
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
