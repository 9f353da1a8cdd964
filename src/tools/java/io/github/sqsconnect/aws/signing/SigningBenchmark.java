package io.github.sqsconnect.aws.signing;

import io.github.sqsconnect.jmh.TimedBenchmark;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The time to sign a request with ten entries of 1 KB, compared with the hashing of its body, which
 * is part of it, and with the SDK's own signer.
 */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SigningBenchmark extends TimedBenchmark {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private final SigV4Signer signer = new SigV4Signer();
  private final AwsV4HttpSigner sdk = AwsV4HttpSigner.create();
  private SdkHttpRequest http;
  private byte[] body;
  private SignRequest<AwsCredentialsIdentity> request;
  private SignRequest<AwsCredentialsIdentity> bodiless;

  @Setup
  public void setUp() {
    String entry = "{\"Id\":\"0\",\"MessageBody\":\"" + "x".repeat(1024) + "\"},";
    body = entry.repeat(10).getBytes(StandardCharsets.UTF_8);
    http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host("sqs.eu-central-1.amazonaws.com")
            .encodedPath("/")
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("X-Amz-Target", "AmazonSQS.SendMessageBatch")
            .putHeader("x-amzn-query-mode", "true")
            .putHeader("amz-sdk-invocation-id", "0d7f3b7e-9d2c-4f0e-8f3b-1b0c5a1d2e3f")
            .putHeader("amz-sdk-request", "attempt=1; max=1")
            .putHeader("User-Agent", "sqs-sink")
            .build();
    request = unsigned(body);
    bodiless = unsigned(new byte[0]);
  }

  private SignRequest<AwsCredentialsIdentity> unsigned(byte[] payload) {
    AwsCredentialsIdentity identity =
        AwsSessionCredentialsIdentity.create("AKIDEXAMPLE", "secret/".repeat(6), "t".repeat(400));
    return SignRequest.builder(identity)
        .request(http)
        .payload(ContentStreamProvider.fromByteArrayUnsafe(payload))
        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
        .build();
  }

  @Benchmark
  public SignedRequest sign() {
    return signer.sign(request);
  }

  @Benchmark
  public SignedRequest signWithoutBody() {
    return signer.sign(bodiless);
  }

  @Benchmark
  public byte[] hashBody() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(body);
  }

  @Benchmark
  public byte[] canonicalRequest() {
    return CanonicalRequest.of(http, HASH).bytes();
  }

  @Benchmark
  public SignedRequest sdkSign() {
    return sdk.sign(request);
  }
}
