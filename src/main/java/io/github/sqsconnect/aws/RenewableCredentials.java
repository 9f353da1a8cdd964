package io.github.sqsconnect.aws;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Credentials that can be replaced while a client uses them. What is under way goes on with the old
 * ones; what is signed from now on has the new ones.
 */
final class RenewableCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
  private volatile AwsCredentialsProvider current;

  RenewableCredentials(AwsCredentialsProvider first) {
    current = first;
  }

  void replaceBy(AwsCredentialsProvider newer) {
    AwsCredentialsProvider older = current;
    current = newer;
    close(older);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current.resolveCredentials();
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return current.resolveIdentity(request).thenApply(identity -> identity);
  }

  @Override
  public void close() {
    close(current);
  }

  private static void close(AwsCredentialsProvider provider) {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
