package io.github.sqsconnect.quickstart;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How long each part of a run took. Parts that took less than a second are not listed. */
final class Times {
  private final Map<String, Duration> parts = new LinkedHashMap<>();

  /** How long {@code bin/quickstart} has built the project, if it did. */
  Optional<Duration> build() {
    Integer seconds = Integer.getInteger("quickstart.build.seconds");
    if (seconds == null) {
      return Optional.empty();
    }
    parts.put("build", Duration.ofSeconds(seconds));
    return Optional.of(parts.get("build"));
  }

  <T> T measure(String part, Supplier<T> work) {
    long from = System.nanoTime();
    T result = work.get();
    parts.put(part, Duration.ofNanos(System.nanoTime() - from));
    return result;
  }

  void measure(String part, Runnable work) {
    measure(
        part,
        () -> {
          work.run();
          return true;
        });
  }

  /** The total and its parts. */
  @Override
  public String toString() {
    long total = parts.values().stream().mapToLong(Duration::toMillis).sum();
    String list =
        parts.entrySet().stream()
            .filter(part -> seconds(part.getValue().toMillis()) > 0)
            .map(part -> part.getKey() + " " + seconds(part.getValue().toMillis()) + " s")
            .collect(Collectors.joining(", "));
    return seconds(total) + " s (" + list + ")";
  }

  private static long seconds(long millis) {
    return Math.round(millis / 1000.0);
  }
}
