package io.github.sqsconnect.fakes;

import io.github.sqsconnect.delivery.ReporterCalls;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes each call at once, on the calling thread. */
public final class DirectReporterCalls implements ReporterCalls {
  @Override
  public Call begin(Supplier<Future<Void>> call) {
    try {
      return new Result(call.get(), null);
    } catch (RuntimeException e) {
      return new Result(null, e);
    }
  }

  private record Result(@Nullable Future<Void> future, @Nullable RuntimeException failure)
      implements Call {
    @Override
    public boolean hasEnded() {
      return true;
    }

    @Override
    public Future<Void> returned() throws ExecutionException {
      if (future == null) {
        throw new ExecutionException(failure);
      }
      return future;
    }
  }
}
