package io.github.sqsconnect.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What a FIFO queue remembers for five minutes: the position first stored under each id. */
final class DeduplicationWindow {
  static final Duration LENGTH = Duration.ofMinutes(5);

  private record Seen(long position, Instant at) {}

  /** In order of time, so that what has expired stands at the head. */
  private final Map<String, Seen> seen = new LinkedHashMap<>();

  OptionalLong firstPosition(String id, Instant now) {
    forget(now);
    Seen first = seen.get(id);
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.position());
  }

  void remember(String id, long position, Instant now) {
    seen.put(id, new Seen(position, now));
  }

  void clear() {
    seen.clear();
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(LENGTH);
    for (Iterator<Seen> each = seen.values().iterator(); each.hasNext(); ) {
      if (each.next().at().isAfter(oldest)) {
        return;
      }
      each.remove();
    }
  }
}
