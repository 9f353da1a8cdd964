package io.github.sqsconnect.docs;

import java.util.concurrent.FutureTask;

/** A dead letter that Connect's producer has written. */
final class Written extends FutureTask<Void> {
  Written() {
    super(() -> null);
    run();
  }
}
