package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.delivery.ReporterCalls.Call;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrantRecordThreadTest {
  private static final Future<Void> WRITTEN = CompletableFuture.completedFuture(null);

  private final ErrantRecordThread thread = new ErrantRecordThread(300);
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void close() {
    never.countDown();
    thread.close();
  }

  @Test
  void shortCallRunsOnADaemonThreadAndHasEnded() throws ExecutionException {
    AtomicReference<Thread> caller = new AtomicReference<>();
    Call call =
        thread.begin(
            () -> {
              caller.set(Thread.currentThread());
              return WRITTEN;
            });
    assertThat(call.hasEnded()).isTrue();
    assertThat(call.returned()).isSameAs(WRITTEN);
    assertThat(caller.get()).isNotSameAs(Thread.currentThread()).matches(Thread::isDaemon);
  }

  @Test
  void exceptionOfTheCallIsReturned() {
    IllegalStateException failure = new IllegalStateException("tolerance exceeded");
    Call call =
        thread.begin(
            () -> {
              throw failure;
            });
    assertThat(call.hasEnded()).isTrue();
    assertThatThrownBy(call::returned).isInstanceOf(ExecutionException.class).hasCause(failure);
  }

  /** Kafka's InterruptException leaves the thread interrupted. */
  @Test
  void callThatTakesTooLongIsInterruptedAndTheNextIsNot() throws ExecutionException {
    AtomicBoolean interrupted = new AtomicBoolean();
    Call call = thread.begin(() -> blocked(interrupted));
    assertThat(call.hasEnded()).isFalse();
    await().atMost(Duration.ofSeconds(5)).untilTrue(interrupted);
    assertThat(call.hasEnded()).isTrue();
    assertThatThrownBy(call::returned).isInstanceOf(CancellationException.class);

    AtomicBoolean still = new AtomicBoolean();
    Call next =
        thread.begin(
            () -> {
              still.set(Thread.currentThread().isInterrupted());
              return WRITTEN;
            });
    assertThat(next.returned()).isSameAs(WRITTEN);
    assertThat(still).isFalse();
  }

  @Test
  void closeReturnsAlthoughTheCallIgnoresItsInterruption() {
    thread.begin(
        () -> {
          boolean waits = true;
          while (waits) {
            try {
              never.await();
              waits = false;
            } catch (InterruptedException e) {
              // It goes on waiting.
            }
          }
          return WRITTEN;
        });
    long begin = System.nanoTime();
    thread.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  private Future<Void> blocked(AtomicBoolean interrupted) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted.set(true);
      throw new IllegalStateException(e);
    }
    return WRITTEN;
  }
}
