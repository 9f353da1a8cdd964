package io.github.sqsconnect.aws;

import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** An STS that is waited for, as the SDK's provider wants it; only the credentials thread waits. */
record RoleClient(StsAsyncClient client) implements StsClient {
  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    try {
      return client.assumeRole(request).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SdkException refusal) {
        throw refusal;
      }
      throw e;
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
