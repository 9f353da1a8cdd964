package io.github.sqsconnect.aws.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/** Hashes a payload as it is published, and keeps it to be published once more, to the service. */
final class PayloadCollector implements Subscriber<ByteBuffer> {
  private final MessageDigest digest;
  private final List<ByteBuffer> parts = new ArrayList<>();
  private final CompletableFuture<Publisher<ByteBuffer>> payload = new CompletableFuture<>();

  private PayloadCollector(MessageDigest digest) {
    this.digest = digest;
  }

  /** The payload again, once the digest has read all of it. */
  static CompletableFuture<Publisher<ByteBuffer>> collect(
      Publisher<ByteBuffer> payload, MessageDigest digest) {
    PayloadCollector collector = new PayloadCollector(digest);
    payload.subscribe(collector);
    return collector.payload;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer part) {
    digest.update(part.duplicate());
    parts.add(part);
  }

  @Override
  public void onError(Throwable error) {
    payload.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    payload.complete(
        AsyncRequestBody.fromRemainingByteBuffersUnsafe(parts.toArray(new ByteBuffer[0])));
  }
}
