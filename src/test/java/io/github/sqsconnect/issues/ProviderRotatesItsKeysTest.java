package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.EndpointTask;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A profile or a provider class may replace its keys. The new keys may not be accepted yet, or the
 * old ones may be refused before the source is asked again. Both stopped the task at once.
 */
@Timeout(60)
class ProviderRotatesItsKeysTest {
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofMillis(1_100);
  private static final Duration A_MOMENT = Duration.ofMillis(300);

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private EndpointTask task;

  @BeforeEach
  void deliverWithTheOlderKeys() {
    sqs.credentials().accept("AKIDOLDER", "secret");
    RotatingProvider.key = "AKIDOLDER";
    task =
        EndpointTask.start(
            queue, "sqs.credentials.provider.class", RotatingProvider.class.getName());
    task.put("first").awaitMessages(1);
  }

  @AfterEach
  void close() {
    task.close();
    sqs.close();
  }

  @Test
  void newKeysNotAcceptedYetAreRetried() {
    RotatingProvider.key = "AKIDNEWER";
    task.pollFor(UNTIL_ASKED_AGAIN);
    task.put("second").awaitMessages(2);
    task.pollFor(A_MOMENT);
    task.put("third").pollFor(Duration.ofSeconds(2));
    sqs.credentials().accept("AKIDNEWER", "secret");
    task.awaitMessages(3);
  }

  @Test
  void refusedOldKeysOfAnIdleTaskAreReplaced() {
    RotatingProvider.key = "AKIDNEWER";
    sqs.credentials().revoke("AKIDOLDER");
    sqs.credentials().accept("AKIDNEWER", "secret");
    task.pollFor(UNTIL_ASKED_AGAIN);
    task.put("second").awaitMessages(2);
  }

  @Test
  void refusedOldKeysStopTheTaskAtOnce() {
    sqs.credentials().revoke("AKIDOLDER");
    assertThatThrownBy(() -> task.put("second").pollFor(Duration.ofSeconds(3)))
        .hasMessageStartingWith("SQS-001 ");
  }

  /** A user's provider class. */
  public static final class RotatingProvider implements AwsCredentialsProvider {
    static volatile String key = "";

    @Override
    public AwsCredentials resolveCredentials() {
      return AwsBasicCredentials.create(key, "secret");
    }
  }
}
