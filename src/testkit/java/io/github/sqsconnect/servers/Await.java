package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.Unchecked;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for something to become true by asking every 50 ms. */
public final class Await {
  private static final long POLL_MILLIS = 50;

  private Await() {}

  /** Nothing happened in time. */
  public static final class TimedOut extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TimedOut(String message) {
      super(message);
    }
  }

  /**
   * Waits for a condition.
   *
   * @param what is awaited, for the message of {@link TimedOut}
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    value(what, limit, condition, reached -> reached);
  }

  /** Waits until the value that is read is the wanted one, and returns it. */
  public static <T> T value(String what, Duration limit, Callable<T> read, Predicate<T> wanted) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      T value = Unchecked.call(read);
      if (wanted.test(value)) {
        return value;
      }
      if (System.nanoTime() > deadline) {
        throw new TimedOut("no " + what + " within " + limit + "; at the end: " + value);
      }
      pause(Duration.ofMillis(POLL_MILLIS));
    }
  }

  /** Whether a condition becomes true in time. */
  public static boolean within(Duration limit, Callable<Boolean> condition) {
    try {
      until("success", limit, condition);
      return true;
    } catch (TimedOut e) {
      return false;
    }
  }

  public static void pause(Duration time) {
    Unchecked.run(() -> Thread.sleep(time.toMillis()));
  }
}
