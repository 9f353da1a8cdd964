package io.github.sqsconnect.delivery;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes each call at once, on the thread that asks for it. */
public final class DirectCalls implements ReporterCalls {
  @Override
  public Call begin(Supplier<Future<Void>> call) {
    try {
      return new Ended(call.get(), null);
    } catch (RuntimeException e) {
      return new Ended(null, e);
    }
  }

  private record Ended(@Nullable Future<Void> future, @Nullable RuntimeException failure)
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
