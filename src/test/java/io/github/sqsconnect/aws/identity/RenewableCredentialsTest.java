package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class RenewableCredentialsTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private RenewableCredentials credentials = of(fixed("older"));

  @AfterEach
  void close() {
    credentials.close();
    timer.shutdownNow();
  }

  @Test
  void newerSourceIsUsedAndTheOlderOneClosed() {
    assertThat(key(credentials.current())).isEqualTo("older");
    credentials.replaceBy(fixed("newer"), false);
    assertThat(key(credentials.current())).isEqualTo("newer");
    await().until(() -> closed.get() == 1);
    credentials.close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void currentNeverBlocksOnTheSource() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    credentials =
        of(
            source(
                () -> {
                  awaitQuietly(answer);
                  return session("a", Duration.ofHours(1));
                }));
    CompletableFuture<AwsCredentials> first = credentials.current();
    CompletableFuture<AwsCredentials> second = credentials.current();
    assertThat(first).isNotDone();
    answer.countDown();
    assertThat(key(first)).isEqualTo("a");
    assertThat(key(second)).isEqualTo("a");
    assertThat(asked).as("once for all who wait").hasValue(1);
  }

  @Test
  void knownCredentialsAreReturnedWhileTheSourceIsCalled() {
    credentials = of(source(() -> session("a", Duration.ofHours(1))));
    credentials.current().join();
    await()
        .until(
            () -> {
              assertThat(credentials.current()).isDone();
              return asked.get() > 1;
            });
  }

  @Test
  void sourceIsCalledBeforeExpiredCredentialsAreUsed() {
    credentials =
        of(
            source(
                () ->
                    asked.get() == 1
                        ? session("gone", Duration.ofMillis(300))
                        : session("new", Duration.ofHours(1))));
    assertThat(key(credentials.current())).isEqualTo("gone");
    await().pollDelay(Duration.ofMillis(400)).until(() -> true);
    assertThat(key(credentials.current())).isEqualTo("new");
    assertThat(asked).hasValue(2);
  }

  @Test
  void expiredCredentialsAreUsedIfTheSourceHasNoOthers() {
    credentials = of(source(() -> session("gone", Duration.ZERO)));
    for (int i = 0; i < 10; i++) {
      assertThat(key(credentials.current())).isEqualTo("gone");
    }
    assertThat(asked).as("a source with trouble is asked seldom").hasValue(1);
  }

  /** A continuation once requested credentials on the very thread that completes them. */
  @Test
  void continuationMayRequestCredentialsAgain() {
    credentials = of(source(() -> session("gone", Duration.ZERO)));
    CompletableFuture<AwsCredentials> again =
        credentials.current().thenApply(first -> credentials.current().join());
    assertThat(again).succeedsWithin(Duration.ofSeconds(10));
  }

  /** Of a source that does not return before the latch opens. */
  private RenewableCredentials hanging(CountDownLatch never, Duration maxWait) {
    return new RenewableCredentials(
        source(
            () -> {
              awaitQuietly(never);
              return session("late", Duration.ofHours(1));
            }),
        timer,
        maxWait);
  }

  @Test
  void waitForAHangingSourceIsLimited() {
    CountDownLatch never = new CountDownLatch(1);
    credentials = hanging(never, Duration.ofMillis(200));
    assertThat(credentials.current())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .havingCause()
        .isInstanceOf(CredentialSourceException.class)
        .withMessage("a source")
        .havingCause()
        .withMessage("no response within 200 ms");
    credentials.current();
    assertThat(asked).as("a call that hangs is not doubled").hasValue(1);
    never.countDown();
    await().untilAsserted(() -> assertThat(key(credentials.current())).isEqualTo("late"));
  }

  /** Each request that is signed meanwhile asks for the credentials. */
  @Test
  void callThatHangsIsNotCountedForEachRequest() {
    CountDownLatch never = new CountDownLatch(1);
    credentials = hanging(never, Duration.ofMillis(100));
    assertThat(credentials.current()).failsWithin(Duration.ofSeconds(10));
    for (int i = 0; i < 1_000; i++) {
      credentials.current();
    }
    assertThat(credentials.failures()).isBetween(1L, 100L);
    never.countDown();
  }

  @Test
  void waitingRequestGetsTheAnswerOfTheNewerSource() {
    CountDownLatch never = new CountDownLatch(1);
    credentials =
        of(
            source(
                () -> {
                  awaitQuietly(never);
                  return session("older", Duration.ofHours(1));
                }));
    CompletableFuture<AwsCredentials> waiting = credentials.current();
    await().until(() -> asked.get() == 1);
    credentials.replaceBy(source(() -> session("newer", Duration.ofHours(1))), false);
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
    assertThat(key(waiting)).isEqualTo("newer");
    never.countDown();
  }

  @Test
  void sourceThatHangsWhenClosedDelaysNothing() {
    CountDownLatch never = new CountDownLatch(1);
    credentials =
        of(
            new CredentialSource(
                "a source",
                () -> session("a", Duration.ofHours(1)),
                false,
                List.of(() -> awaitQuietly(never))));
    credentials.current().join();
    long start = System.nanoTime();
    credentials.replaceBy(fixed("newer"), false);
    credentials.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void failingSourceIsNamedAndCalledAgain() {
    credentials =
        of(
            source(
                () -> {
                  if (asked.get() == 1) {
                    throw new IllegalStateException("no answer");
                  }
                  return session("a", Duration.ofHours(1));
                }));
    assertThat(credentials.current())
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .havingCause()
        .isInstanceOf(CredentialSourceException.class)
        .withMessage("a source")
        .havingCause()
        .withMessage("no answer");
    assertThat(key(credentials.current())).isEqualTo("a");
  }

  @Test
  void rejectedCredentialsAreNotUsedBeforeTheSourceIsCalled() {
    credentials = of(source(() -> session("a" + asked, Duration.ofHours(1))));
    assertThat(key(credentials.current())).isEqualTo("a1");
    credentials.replaceBy(
        source(() -> session("a" + asked, Duration.ofHours(1))), /* sameIdentity= */ true);
    assertThat(key(credentials.current())).isEqualTo("a2");
  }

  @Test
  void rejectedCredentialsAreUsedAgainIfTheSourceFails() {
    credentials = of(source(() -> session("a", Duration.ofHours(1))));
    assertThat(key(credentials.current())).isEqualTo("a");
    credentials.replaceBy(
        source(
            () -> {
              throw new IllegalStateException("no answer");
            }),
        /* sameIdentity= */ true);
    assertThat(key(credentials.current())).isEqualTo("a");
  }

  private RenewableCredentials of(CredentialSource source) {
    return new RenewableCredentials(source, timer, Duration.ofSeconds(10));
  }

  private CredentialSource fixed(String key) {
    return new CredentialSource(
        "keys", () -> session(key, Duration.ofHours(1)), true, List.of(closed::incrementAndGet));
  }

  private CredentialSource source(AwsCredentialsProvider provider) {
    return new CredentialSource(
        "a source",
        () -> {
          asked.incrementAndGet();
          return provider.resolveCredentials();
        },
        false,
        List.of(closed::incrementAndGet));
  }

  private static AwsCredentials session(String key, Duration lasts) {
    return AwsSessionCredentials.builder()
        .accessKeyId(key)
        .secretAccessKey("secret")
        .sessionToken("token")
        .expirationTime(Instant.now().plus(lasts))
        .build();
  }

  private static String key(CompletableFuture<AwsCredentials> credentials) {
    return credentials.join().accessKeyId();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
