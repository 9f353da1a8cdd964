package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class RenewableCredentialsTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private RenewableCredentials credentials = new RenewableCredentials(fixed("older"));

  @AfterEach
  void close() {
    credentials.close();
  }

  @Test
  void newerCredentialsSignFromThenOnAndTheOlderAreClosed() {
    assertThat(key(credentials.current())).isEqualTo("older");
    credentials.replaceBy(fixed("newer"));
    assertThat(key(credentials.current())).isEqualTo("newer");
    assertThat(credentials.resolveIdentity().join().accessKeyId()).isEqualTo("newer");
    assertThat(closed).hasValue(1);
    credentials.close();
    assertThat(closed).hasValue(2);
  }

  @Test
  void whoAsksNeverWaitsForTheSource() throws InterruptedException {
    CountDownLatch answer = new CountDownLatch(1);
    credentials =
        new RenewableCredentials(
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
  void knownCredentialsAreAtHandWhileTheSourceIsAskedAhead() {
    credentials = new RenewableCredentials(source(() -> session("a", Duration.ofHours(1))));
    credentials.current().join();
    await()
        .until(
            () -> {
              assertThat(credentials.current()).isDone();
              return asked.get() > 1;
            });
  }

  @Test
  void credentialsThatHaveEndedAreNotUsed() {
    credentials = new RenewableCredentials(source(() -> session("gone", Duration.ZERO)));
    credentials.current().join();
    credentials.current().join();
    assertThat(asked).hasValue(2);
  }

  @Test
  void sourceThatIsIllIsNamedAndAskedAgain() {
    credentials =
        new RenewableCredentials(
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
  void refusedCredentialsAreNotUsedBeforeTheSourceHasBeenAsked() {
    credentials = new RenewableCredentials(source(() -> session("a" + asked, Duration.ofHours(1))));
    assertThat(key(credentials.current())).isEqualTo("a1");
    credentials.askAgain();
    assertThat(key(credentials.current())).isEqualTo("a2");
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
