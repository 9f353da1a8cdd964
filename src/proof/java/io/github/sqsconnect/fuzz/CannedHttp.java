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

/** Answers each request of the SDK at once with the answer it was given, in two pieces. */
final class CannedHttp implements SdkAsyncHttpClient {
  private Answer next = Answer.delivered("", 0);

  void next(Answer answer) {
    next = answer;
  }

  /** The real client above it, set up as the connector sets it up. */
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
    Answer answer = next;
    int half = answer.body().length / 2;
    request
        .responseHandler()
        .onHeaders(
            SdkHttpResponse.builder()
                .statusCode(answer.status())
                .putHeader("x-amzn-RequestId", "3f6a-17")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .build());
    request
        .responseHandler()
        .onStream(
            AsyncRequestBody.fromRemainingByteBuffers(
                ByteBuffer.wrap(answer.body(), 0, half),
                ByteBuffer.wrap(answer.body(), half, answer.body().length - half)));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
