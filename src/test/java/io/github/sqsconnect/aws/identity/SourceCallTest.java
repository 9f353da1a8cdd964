package io.github.sqsconnect.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** The test's own thread runs the call: its interrupt flag is what the call sees. */
class SourceCallTest {
  private final CredentialSource source =
      new CredentialSource("a source", AnonymousCredentialsProvider.create(), false, List.of());
  private final SourceCall call = new SourceCall(source);

  @AfterEach
  void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  @Test
  void runningCallIsInterrupted() {
    call.begin();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    call.giveUp();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void callThatIsGivenUpFirstIsInterruptedWhenItBegins() {
    call.giveUp();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    call.begin();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  /** Its thread may serve another call by then. */
  @Test
  void threadOfACallThatHasReturnedIsNotInterrupted() {
    call.begin();
    call.end();
    call.giveUp();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void callKnowsItsSourceAndItsStart() {
    assertThat(call.source()).isSameAs(source);
    assertThat(System.nanoTime() - call.startedAt()).isNotNegative();
  }
}
