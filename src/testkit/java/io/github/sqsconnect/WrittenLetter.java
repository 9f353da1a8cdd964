package io.github.sqsconnect;

import java.util.concurrent.FutureTask;

/** Connect's own future of a dead letter that is written. */
public final class WrittenLetter extends FutureTask<Void> {
  public WrittenLetter() {
    super(() -> null);
    run();
  }
}
