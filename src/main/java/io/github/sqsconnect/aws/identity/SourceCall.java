package io.github.sqsconnect.aws.identity;

import org.jspecify.annotations.Nullable;

/**
 * One call to a source of credentials. It may never return.
 *
 * <p>Not thread-safe: {@link RenewableCredentials} calls every method under its lock.
 */
final class SourceCall {
  private final CredentialSource source;
  private final long startedAt = System.nanoTime();
  private @Nullable Thread thread;
  private boolean givenUp;

  SourceCall(CredentialSource source) {
    this.source = source;
  }

  CredentialSource source() {
    return source;
  }

  /** When it started, as {@link System#nanoTime}. */
  long startedAt() {
    return startedAt;
  }

  /** Runs on this thread from now on. */
  void begin() {
    thread = Thread.currentThread();
    if (givenUp) {
      thread.interrupt();
    }
  }

  /** Has returned: its thread must not be interrupted any more. */
  void end() {
    thread = null;
  }

  /** Interrupts the call, also if it has not begun yet. */
  void giveUp() {
    givenUp = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
