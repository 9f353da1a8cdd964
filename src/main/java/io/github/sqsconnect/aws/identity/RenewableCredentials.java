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
 * The identity that signs requests. Its source is called on threads of its own, so the thread that
 * sends never waits for it, and a source that hangs delays only requests that need its first
 * answer, for a bounded time.
 *
 * <p>An identity that has ended still signs when its source has no newer one: only the service
 * knows whether it accepts it, because the worker's clock may be wrong and the service may extend
 * what it gave.
 */
public final class RenewableCredentials implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewableCredentials.class);

  /** Sources keep what they have until it nears its end, so asking often costs nothing. */
  private static final long ASK_AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

  /** A source that fails, or returns what has ended, may ask its service at every call. */
  private static final long ASK_AGAIN_IN_TROUBLE_NS = TimeUnit.SECONDS.toNanos(10);

  /** A call to a source that takes longer is interrupted, and another one is made. */
  private static final long LONGEST_CALL_NS = TimeUnit.SECONDS.toNanos(60);

  /** A call that ignores its interruption keeps its thread; more than these are not started. */
  private static final int MOST_CALLS = 4;

  /** New keys may be refused for so long, because they spread slowly. */
  private static final long SPREADING_NS = TimeUnit.SECONDS.toNanos(30);

  /** Longest time to wait for a source that may have new keys. */
  private static final long LONGEST_LOOK_MS = 500;

  private static final long THREAD_IDLE_SECONDS = 5;
  private static final long LONGEST_CLOSE_MS = 300;
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final ThreadPoolExecutor threads = threads();
  private final ScheduledExecutorService timer;
  private final Duration patience;
  private CredentialSource source;
  private @Nullable AwsCredentials latest;

  /** Whether the source has had its chance to replace the latest identity, which may be used. */
  private boolean usable;

  /** Whether the end of the latest identity has been noticed. */
  private boolean ended;

  private @Nullable Call call;
  private @Nullable CompletableFuture<AwsCredentials> awaited;
  private int running;
  private long askedAt;
  private boolean inTrouble;
  private long keysChangedAt = System.nanoTime() - SPREADING_NS;
  private long warnedAt = System.nanoTime() - MINUTE_NS;
  private boolean closed;

  /** One call to a source, which may never return. */
  private static final class Call {
    private final CredentialSource source;
    private final long since = System.nanoTime();
    private @Nullable Thread thread;
    private boolean givenUp;

    Call(CredentialSource source) {
      this.source = source;
    }

    void giveUp() {
      givenUp = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /**
   * Calls no source yet.
   *
   * @param timer where the wait for a source ends
   * @param patience longest time a request waits for its identity
   */
  public RenewableCredentials(
      CredentialSource first, ScheduledExecutorService timer, Duration patience) {
    source = first;
    this.timer = timer;
    this.patience = patience;
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
   * Signs with another source from now on. Requests that wait for the older one get the answer of
   * the newer.
   *
   * @param sameIdentity whether the latest identity may still sign if the newer source fails
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the close of the older one is not awaited
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
      ask();
    }
    closing(older);
  }

  /** The source whose answer requests wait for, or null. */
  public synchronized @Nullable String awaitedSource() {
    return awaited == null ? null : source.name();
  }

  /**
   * The identity to sign with: at once if one is at hand, else when the source answers. Fails with
   * a {@link CredentialSourceException} if the source fails, or is silent for too long, and there
   * is no earlier identity.
   */
  public synchronized CompletableFuture<AwsCredentials> current() {
    if (closed) {
      return CompletableFuture.failedFuture(AbortedException.create("the task has ended"));
    }
    if (source.isFixed()) {
      return CompletableFuture.completedFuture(source.resolve());
    }
    AwsCredentials known = latest;
    if (known != null && !ended && hasEnded(known)) {
      ended = true;
      usable = false;
    }
    if (known == null || !usable) {
      ask();
      return await();
    }
    if (System.nanoTime() - askedAt > (inTrouble ? ASK_AGAIN_IN_TROUBLE_NS : ASK_AGAIN_NS)) {
      ask();
    }
    return CompletableFuture.completedFuture(known);
  }

  private static boolean hasEnded(AwsCredentials credentials) {
    return credentials.expirationTime().filter(end -> !Instant.now().isBefore(end)).isPresent();
  }

  /**
   * Whether the source has replaced its keys a short while ago. It is asked if what it has said
   * last may not be used, and waited for a moment.
   */
  public boolean hasNewKeys() {
    try {
      AwsCredentials unused = current().get(LONGEST_LOOK_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException noAnswer) {
      // A source that fails or does not answer has no new keys.
    }
    synchronized (this) {
      return System.nanoTime() - keysChangedAt < SPREADING_NS;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // cancelling the timer is the end of it
  private CompletableFuture<AwsCredentials> await() {
    CompletableFuture<AwsCredentials> shared = awaited;
    if (shared == null) {
      CompletableFuture<AwsCredentials> fresh = new CompletableFuture<>();
      Future<?> end =
          timer.schedule(() -> timedOut(fresh), patience.toMillis(), TimeUnit.MILLISECONDS);
      fresh.whenComplete((credentials, error) -> end.cancel(false));
      awaited = fresh;
      shared = fresh;
    }
    return shared;
  }

  /** Calls the source, unless a call that may still return is being made. */
  private void ask() {
    Call earlier = call;
    if (earlier != null) {
      long lasts = System.nanoTime() - earlier.since;
      if (lasts > patience.toNanos()) {
        troubled("no answer for " + TimeUnit.NANOSECONDS.toSeconds(lasts) + " s");
      }
      if (lasts < LONGEST_CALL_NS || running >= MOST_CALLS) {
        return;
      }
      earlier.giveUp();
      call = null;
    }
    if (running >= MOST_CALLS) {
      return;
    }
    Call next = new Call(source);
    try {
      threads.execute(() -> run(next));
    } catch (OutOfMemoryError | RejectedExecutionException noThread) {
      LOG.debug("event=no_thread_for_credentials reason=\"{}\"", noThread.toString());
      return;
    }
    call = next;
    running++;
    askedAt = next.since;
  }

  private void run(Call made) {
    synchronized (this) {
      made.thread = Thread.currentThread();
      if (made.givenUp) {
        made.giveUp();
      }
    }
    AwsCredentials credentials = null;
    Throwable failure = null;
    boolean late = false;
    try {
      credentials = made.source.resolve();
      late = hasEnded(credentials);
    } catch (Throwable undeclared) {
      // Classes in Kotlin or Scala throw checked exceptions without saying so.
      failure = undeclared;
    }
    CompletableFuture<AwsCredentials> waiting;
    AwsCredentials known;
    synchronized (this) {
      running--;
      made.thread = null;
      boolean isExpected = made == call;
      boolean helps = failure == null && made.source == source && (isExpected || latest == null);
      if (!isExpected && !helps) {
        return;
      }
      call = isExpected ? null : call;
      usable = true;
      waiting = awaited;
      awaited = null;
      if (failure == null && credentials != null) {
        keysChangedAt = areOtherKeys(credentials) ? System.nanoTime() : keysChangedAt;
        latest = credentials;
        ended = late;
        heard(late);
      } else if (latest != null) {
        troubled(String.valueOf(failure));
      }
      known = latest;
    }
    if (waiting != null) {
      if (known != null) {
        waiting.complete(known);
      } else {
        waiting.completeExceptionally(new CredentialSourceException(made.source.name(), failure));
      }
    }
  }

  /** Each session has keys of its own, which need not spread. */
  private boolean areOtherKeys(AwsCredentials newer) {
    return latest != null
        && !latest.accessKeyId().equals(newer.accessKeyId())
        && !(newer instanceof AwsSessionCredentials);
  }

  private void timedOut(CompletableFuture<AwsCredentials> waiting) {
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
        troubled("no answer within " + patience.toMillis() + " ms");
      }
    }
    if (known != null) {
      waiting.complete(known);
    } else {
      waiting.completeExceptionally(
          new CredentialSourceException(
              name, new TimeoutException("no answer within " + patience.toMillis() + " ms")));
    }
  }

  private void heard(boolean endedAlready) {
    if (endedAlready) {
      troubled("what it returns has ended already, or the worker's clock is ahead");
    } else if (inTrouble) {
      inTrouble = false;
      LOG.info("event=credentials_renewed source=\"{}\"", source.name());
    }
  }

  /** Requests continue with the latest identity, so no failed request names the source. */
  private void troubled(String reason) {
    inTrouble = true;
    long now = System.nanoTime();
    if (latest != null && now - warnedAt >= MINUTE_NS) {
      warnedAt = now;
      LOG.warn(
          "event=credentials_not_renewed source=\"{}\" reason=\"{}\"; requests are signed with the latest"
              + " identity, and the source is asked again",
          source.name(),
          reason);
    }
  }

  /** Closing may take as long as a class of the user's wants. */
  private @Nullable Future<?> closing(CredentialSource unused) {
    try {
      return threads.submit(unused::close);
    } catch (OutOfMemoryError | RejectedExecutionException noThread) {
      LOG.debug("event=no_thread_for_credentials reason=\"{}\"", noThread.toString());
      return null;
    }
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
      closing = closing(source);
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
        closing.get(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("event=close_failed part=credentials reason=\"{}\"", e.toString());
    }
  }
}
