package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.http.TaskThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * The credentials that sign requests: the latest from a source, which is called on separate
 * threads. So the thread that sends never waits for the source. A source that hangs delays only
 * requests that need its first answer, and only for a limited time.
 *
 * <p>Expired credentials are still used while the source returns no newer ones. Only the service
 * knows whether it accepts them: the worker's clock may be wrong, and the service may extend them.
 *
 * <p>Thread-safe: the lock of this object guards all fields. No source and no future is called
 * while it is held.
 */
public final class RenewableCredentials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewableCredentials.class);

  /** Pause between calls. They are cheap: sources cache credentials until shortly before expiry. */
  private static final long CALL_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  /** Pause between calls to a failing source, which may send a request for every call. */
  private static final long FAILING_CALL_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

  /** A call that takes longer is interrupted, and a new one starts. */
  private static final long MAX_CALL_NS = TimeUnit.SECONDS.toNanos(60);

  /** Limit of calls at the same time. A call that ignores its interruption keeps its thread. */
  private static final int MAX_CALLS = 4;

  /** AWS may reject new keys for so long, because they propagate slowly. */
  private static final long PROPAGATION_NS = TimeUnit.SECONDS.toNanos(30);

  /** How long {@link #hasNewKeys} waits for the source. */
  private static final long NEW_KEYS_WAIT_MS = 500;

  private static final long THREAD_IDLE_SECONDS = 5;
  private static final long MAX_CLOSE_MS = 300;

  private final ThreadPoolExecutor threads = threads();
  private final ScheduledExecutorService timer;
  private final Duration maxWait;
  private final RenewalStatus status = new RenewalStatus();
  private CredentialSource source;
  private @Nullable AwsCredentials latest;

  /** Whether the latest credentials may be used: the source had its chance to replace them. */
  private boolean usable;

  /** Whether it was noticed that the latest credentials have expired. */
  private boolean expired;

  private @Nullable SourceCall call;
  private @Nullable CompletableFuture<AwsCredentials> awaited;
  private int runningCalls;
  private long calledAt;

  /** When a call was last counted as failed because it takes too long. Each request looks at it. */
  private long lateAt = System.nanoTime() - FAILING_CALL_INTERVAL_NS;

  private long keysChangedAt = System.nanoTime() - PROPAGATION_NS;
  private boolean closed;

  /**
   * Creates the credentials without a call to the source.
   *
   * @param timer runs the timeouts of requests that wait
   * @param maxWait how long a request waits for its credentials
   */
  public RenewableCredentials(
      CredentialSource source, ScheduledExecutorService timer, Duration maxWait) {
    this.source = source;
    this.timer = timer;
    this.maxWait = maxWait;
  }

  private static ThreadPoolExecutor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        THREAD_IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new TaskThreadFactory("sqs-sink-credentials"));
  }

  /**
   * Replaces the source. Requests that wait get the answer of the newer one.
   *
   * @param sameIdentity whether the latest credentials may still be used if the newer source fails
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the close of the older source is not awaited
  public synchronized void replaceBy(CredentialSource newer, boolean sameIdentity) {
    CredentialSource older = source;
    source = newer;
    usable = false;
    latest = sameIdentity ? latest : null;

    if (call != null) {
      call.giveUp();
      call = null;
    }
    if (awaited != null) {
      callSource();
    }

    closeAsync(older);
  }

  /** New credentials from sources since the start; 0 if the keys are fixed. */
  public synchronized long renewals() {
    return status.renewals();
  }

  /** Calls to sources that returned no valid credentials, since the start. */
  public synchronized long failures() {
    return status.failures();
  }

  /** The name of the source that requests wait for, or null. */
  public synchronized @Nullable String awaitedSource() {
    return awaited == null ? null : source.name();
  }

  /**
   * The credentials to sign with: immediately if there are any, else when the source returns. Fails
   * with a {@link CredentialSourceException} if the source fails or takes too long and there are no
   * earlier credentials.
   */
  public synchronized CompletableFuture<AwsCredentials> current() {
    if (closed) {
      return CompletableFuture.failedFuture(AbortedException.create("the task has ended"));
    }
    if (source.isFixed()) {
      return CompletableFuture.completedFuture(source.resolve());
    }

    AwsCredentials known = latest;
    if (known != null && !expired && hasExpired(known)) {
      expired = true;
      usable = false;
    }
    if (known == null || !usable) {
      callSource();
      return await();
    }

    long interval = status.isFailing() ? FAILING_CALL_INTERVAL_NS : CALL_INTERVAL_NS;
    if (System.nanoTime() - calledAt > interval) {
      callSource();
    }
    return CompletableFuture.completedFuture(known);
  }

  private static boolean hasExpired(AwsCredentials credentials) {
    return credentials.expirationTime().filter(end -> !Instant.now().isBefore(end)).isPresent();
  }

  /**
   * Whether the source has replaced its keys recently. Calls the source if the latest credentials
   * may not be used, and waits up to {@value #NEW_KEYS_WAIT_MS} ms.
   */
  public boolean hasNewKeys() {
    try {
      AwsCredentials unused = current().get(NEW_KEYS_WAIT_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException noAnswer) {
      // A source that fails or does not return has no new keys.
    }

    synchronized (this) {
      return System.nanoTime() - keysChangedAt < PROPAGATION_NS;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the future only cancels the timer
  private CompletableFuture<AwsCredentials> await() {
    CompletableFuture<AwsCredentials> shared = awaited;
    if (shared == null) {
      CompletableFuture<AwsCredentials> fresh = new CompletableFuture<>();
      Future<?> timeout =
          timer.schedule(() -> timedOut(fresh), maxWait.toMillis(), TimeUnit.MILLISECONDS);
      fresh.whenComplete((credentials, error) -> timeout.cancel(false));
      awaited = fresh;
      shared = fresh;
    }
    return shared;
  }

  /** Calls the source, unless an earlier call may still return. */
  private void callSource() {
    SourceCall earlier = call;
    if (earlier != null) {
      long now = System.nanoTime();
      long duration = now - earlier.startedAt();
      if (duration > maxWait.toNanos() && now - lateAt >= FAILING_CALL_INTERVAL_NS) {
        lateAt = now;
        failed("no response for " + TimeUnit.NANOSECONDS.toSeconds(duration) + " s");
      }
      if (duration < MAX_CALL_NS || runningCalls >= MAX_CALLS) {
        return;
      }
      earlier.giveUp();
      call = null;
    }
    if (runningCalls >= MAX_CALLS) {
      return;
    }

    SourceCall next = new SourceCall(source);
    try {
      threads.execute(() -> run(next));
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      logNoThread(e);
      return;
    }
    call = next;
    runningCalls++;
    calledAt = next.startedAt();
  }

  private void run(SourceCall made) {
    synchronized (this) {
      made.begin();
    }

    AwsCredentials credentials = null;
    Throwable failure = null;
    boolean alreadyExpired = false;
    try {
      credentials = made.source().resolve();
      alreadyExpired = hasExpired(credentials);
    } catch (Throwable undeclared) {
      // Classes in Kotlin or Scala throw checked exceptions without declaring them.
      failure = undeclared;
    }

    CompletableFuture<AwsCredentials> waiting;
    AwsCredentials known;
    synchronized (this) {
      if (!returned(made, credentials, failure, alreadyExpired)) {
        return;
      }
      waiting = awaited;
      awaited = null;
      known = latest;
    }

    if (waiting != null) {
      complete(waiting, known, made.source().name(), failure);
    }
  }

  /** Records what a call returned; returns whether that is the answer requests wait for. */
  private boolean returned(
      SourceCall made,
      @Nullable AwsCredentials credentials,
      @Nullable Throwable failure,
      boolean alreadyExpired) {
    runningCalls--;
    made.end();
    boolean isExpected = made == call;
    boolean helps = failure == null && made.source() == source && (isExpected || latest == null);
    if (!isExpected && !helps) {
      return false;
    }

    call = isExpected ? null : call;
    usable = true;
    if (failure == null && credentials != null) {
      keysChangedAt = areOtherKeys(credentials) ? System.nanoTime() : keysChangedAt;
      if (!credentials.equals(latest)) {
        status.renewed();
      }
      latest = credentials;
      expired = alreadyExpired;
      if (alreadyExpired) {
        failed("the credentials have already expired, or the worker's clock is ahead");
      } else {
        status.succeeded(source.name());
      }
    } else if (latest != null) {
      failed(String.valueOf(failure));
    } else {
      status.failedAtFirst();
    }
    return true;
  }

  /** Sessions always have other keys, which need no propagation. */
  private boolean areOtherKeys(AwsCredentials newer) {
    return latest != null
        && !latest.accessKeyId().equals(newer.accessKeyId())
        && !(newer instanceof AwsSessionCredentials);
  }

  private void timedOut(CompletableFuture<AwsCredentials> waiting) {
    String reason = "no response within " + maxWait.toMillis() + " ms";
    AwsCredentials known;
    String name;
    synchronized (this) {
      if (awaited == waiting) {
        awaited = null;
      }
      known = latest;
      usable = known != null;
      name = source.name();
      if (known != null) {
        failed(reason);
      } else {
        status.failedAtFirst();
      }
    }

    complete(waiting, known, name, new TimeoutException(reason));
  }

  private static void complete(
      CompletableFuture<AwsCredentials> waiting,
      @Nullable AwsCredentials known,
      String source,
      @Nullable Throwable failure) {
    if (known != null) {
      waiting.complete(known);
    } else {
      waiting.completeExceptionally(new CredentialSourceException(source, failure));
    }
  }

  private void failed(String reason) {
    status.failed(source.name(), reason, latest != null);
  }

  /** Closes a source on a separate thread: a provider class may be slow. */
  private @Nullable Future<?> closeAsync(CredentialSource unused) {
    try {
      return threads.submit(unused::close);
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      logNoThread(e);
      return null;
    }
  }

  private static void logNoThread(Throwable e) {
    LOG.debug("event=no_thread_for_credentials reason=\"{}\"", e.toString());
  }

  @Override
  public void close() {
    Future<?> closing;
    CompletableFuture<AwsCredentials> waiting;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      closing = closeAsync(source);
      waiting = awaited;
      awaited = null;
    }

    awaitQuietly(closing);
    threads.shutdownNow();
    if (waiting != null) {
      waiting.completeExceptionally(AbortedException.create("the task has ended"));
    }
  }

  private static void awaitQuietly(@Nullable Future<?> closing) {
    try {
      if (closing != null) {
        closing.get(MAX_CLOSE_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("event=close_failed part=credentials reason=\"{}\"", e.toString());
    }
  }
}
