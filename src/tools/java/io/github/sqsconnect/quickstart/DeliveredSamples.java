package io.github.sqsconnect.quickstart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The samples that were received from the queue, identified by their marks.
 *
 * @param counts how often each mark was received
 */
record DeliveredSamples(List<String> bodies, Map<String, Long> counts) {
  private static final Pattern MARK = Pattern.compile("\"(?:order|sample)\":\"(A\\d{4})\"");

  static DeliveredSamples in(List<String> bodies) {
    return new DeliveredSamples(
        bodies,
        bodies.stream()
            .flatMap(DeliveredSamples::marks)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
  }

  private static Stream<String> marks(String body) {
    return MARK.matcher(body).results().map((MatchResult mark) -> mark.group(1));
  }

  /** Whether a sample was received with all its marks. */
  boolean contains(Sample sample) {
    return counts.keySet().containsAll(sample.marks());
  }

  /** How many samples were received with all their marks. */
  long complete(List<Sample> samples) {
    return samples.stream().filter(this::contains).count();
  }

  /** How many marks were received more than once. */
  long repeated() {
    return counts.values().stream().filter(count -> count > 1).count();
  }

  /** The message that contains the first event of a sample. */
  Optional<String> messageOf(Sample sample) {
    String mark = sample.marks().get(0);
    return bodies.stream().filter(body -> marks(body).anyMatch(mark::equals)).findFirst();
  }
}
