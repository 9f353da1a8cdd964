package io.github.sqsconnect.aws;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;

/**
 * The credentials that sign, kept current in the background: who sends never waits for their
 * source. They can be replaced while a client uses them; what is under way goes on with the old
 * ones.
 */
final class RenewableCredentials implements AwsCredentialsProvider, AutoCloseable {
  /** The sources keep what they have until it nears its end, so asking often costs nothing. */
  private static final long ASK_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

  private static final long THREAD_IDLE_SECONDS = 5;

  private final ThreadPoolExecutor asking;
  private CredentialSource source;
  private @Nullable AwsCredentials latest;
  private @Nullable CompletableFuture<AwsCredentials> pending;
  private long askedAt;
  private boolean closed;

  RenewableCredentials(CredentialSource first) {
    source = first;
    asking =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "sqs-sink-credentials");
              thread.setDaemon(true);
              return thread;
            });
    asking.allowCoreThreadTimeOut(true);
  }

  /** Signs with what another source gives from now on. */
  synchronized void replaceBy(CredentialSource newer) {
    CredentialSource older = source;
    source = newer;
    askAgain();
    older.close();
  }

  /** What is known is not accepted: the source is asked before anything else is signed. */
  synchronized void askAgain() {
    latest = null;
    pending = null;
  }

  /** Ends at once with credentials that hold or if this is closed, or when the source answers. */
  @SuppressWarnings("FutureReturnValueIgnored") // what comes of asking ahead is seen next time
  synchronized CompletableFuture<AwsCredentials> current() {
    if (closed) {
      return CompletableFuture.failedFuture(AbortedException.create("the task has ended"));
    }
    if (source.isFixed()) {
      return CompletableFuture.completedFuture(source.resolve());
    }
    AwsCredentials known = latest;
    if (known == null || hasEnded(known)) {
      return ask();
    }
    if (System.nanoTime() - askedAt > ASK_AGAIN_NS) {
      ask();
    }
    return CompletableFuture.completedFuture(known);
  }

  private static boolean hasEnded(AwsCredentials credentials) {
    return credentials.expirationTime().filter(end -> !Instant.now().isBefore(end)).isPresent();
  }

  private CompletableFuture<AwsCredentials> ask() {
    CompletableFuture<AwsCredentials> asked = pending;
    if (asked == null) {
      askedAt = System.nanoTime();
      CredentialSource from = source;
      CompletableFuture<AwsCredentials> answer = new CompletableFuture<>();
      pending = answer;
      asking.execute(() -> answer(from, answer));
      asked = answer;
    }
    return asked;
  }

  private void answer(CredentialSource from, CompletableFuture<AwsCredentials> answer) {
    try {
      AwsCredentials credentials = from.resolve();
      settled(answer, credentials);
      answer.complete(credentials);
    } catch (RuntimeException | Error e) {
      settled(answer, null);
      answer.completeExceptionally(new CredentialSourceException(from.name(), e));
    }
  }

  private synchronized void settled(
      CompletableFuture<AwsCredentials> answer, @Nullable AwsCredentials credentials) {
    if (pending == answer) {
      pending = null;
      if (credentials != null) {
        latest = credentials;
      }
    }
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current().join();
  }

  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    return current().thenApply(credentials -> credentials);
  }

  @Override
  public synchronized void close() {
    closed = true;
    asking.shutdownNow();
    source.close();
  }
}
