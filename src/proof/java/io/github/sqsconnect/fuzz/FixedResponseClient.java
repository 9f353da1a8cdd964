package io.github.sqsconnect.fuzz;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** An HTTP client that returns one given response at once, its body in two parts. */
final class FixedResponseClient implements SdkAsyncHttpClient {
  private FuzzedResponse response = FuzzedResponse.delivered("", 0);

  void respondWith(FuzzedResponse next) {
    response = next;
  }

  /** The real SQS client on top of it, configured as by the connector. */
  SqsAsyncClient client() {
    return SqsAsyncClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
        .checksumValidationEnabled(false)
        .httpClient(this)
        .asyncConfiguration(
            async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    int half = response.body().length / 2;
    request
        .responseHandler()
        .onHeaders(
            SdkHttpResponse.builder()
                .statusCode(response.status())
                .putHeader("x-amzn-RequestId", "3f6a-17")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .build());
    request
        .responseHandler()
        .onStream(
            AsyncRequestBody.fromRemainingByteBuffers(
                ByteBuffer.wrap(response.body(), 0, half),
                ByteBuffer.wrap(response.body(), half, response.body().length - half)));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
