package io.github.sqsconnect.delivery;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Makes the calls to Connect's errant-record reporter, any of which may block without limit. */
@FunctionalInterface
public interface ReporterCalls {
  /** One call. */
  interface Call {
    /** Whether it returned, threw, or was given up. */
    boolean hasEnded();

    /**
     * What it returned; only after its end.
     *
     * @throws ExecutionException with what it threw
     * @throws java.util.concurrent.CancellationException if it was given up
     */
    Future<Void> returned() throws ExecutionException;
  }

  /**
   * Makes a call. Returns soon, even if the call blocks; usually the call has ended by then. The
   * next call may begin when this one has ended.
   */
  Call begin(Supplier<Future<Void>> call);
}
