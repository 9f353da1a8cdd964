package io.github.sqsconnect.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The mailbox: responses to requests, in the order in which they arrived. */
public interface Completions {
  /** The next response; waits at most this long for it, and returns null if none came. */
  @Nullable Completion take(Duration atMost);
}
