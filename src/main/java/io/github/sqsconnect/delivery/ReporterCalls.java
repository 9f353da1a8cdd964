package io.github.sqsconnect.delivery;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Makes the calls to Connect's errant-record reporter. Each may block without limit. */
@FunctionalInterface
public interface ReporterCalls {
  /** One call. */
  interface Call {
    /** Whether it returned, threw, or was cancelled. */
    boolean hasEnded();

    /**
     * The future that it returned. Only after it has ended.
     *
     * @throws ExecutionException if it threw an exception, which is the cause
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    Future<Void> returned() throws ExecutionException;
  }

  /**
   * Starts a call. Returns soon, even if the call blocks; usually the call has ended by then. Must
   * not be called while another call is running.
   */
  Call begin(Supplier<Future<Void>> call);
}
