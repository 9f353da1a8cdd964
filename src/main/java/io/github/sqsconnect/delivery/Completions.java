package io.github.sqsconnect.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The mailbox: answers to requests, in the order in which they arrived. */
public interface Completions {
  /** The next answer, waiting at most that long for it; null when none came. */
  @Nullable Completion take(Duration atMost);
}
