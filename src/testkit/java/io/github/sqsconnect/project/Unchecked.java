package io.github.sqsconnect.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;

/** Runs code that throws checked exceptions where only unchecked exceptions are possible. */
public final class Unchecked {
  private Unchecked() {}

  /** Code without a result. */
  public interface Action {
    void run() throws Exception;
  }

  public static <T> T call(Callable<T> code) {
    try {
      return code.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static void run(Action code) {
    call(
        () -> {
          code.run();
          return true;
        });
  }
}
