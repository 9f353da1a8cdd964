package io.github.sqsconnect.quickstart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which samples have come out of the queue, told by their marks. */
final class Arrivals {
  private static final Pattern MARK = Pattern.compile("\"sample\":\"(s\\d+)\"");

  private final Map<String, Integer> seen = new HashMap<>();
  private final List<String> bodies;

  Arrivals(List<String> bodies) {
    this.bodies = bodies;
    for (String body : bodies) {
      Matcher marks = MARK.matcher(body);
      while (marks.find()) {
        seen.merge(marks.group(1), 1, Integer::sum);
      }
    }
  }

  /** How many samples are in the queue with all their marks. */
  long complete(List<Sample> samples) {
    return samples.stream().filter(sample -> seen.keySet().containsAll(sample.marks())).count();
  }

  /** How many marks came more than once. */
  long repeated() {
    return seen.values().stream().filter(times -> times > 1).count();
  }

  /** The message that carries a sample's first mark. */
  Optional<String> messageOf(Sample sample) {
    String mark = "\"sample\":\"" + sample.marks().get(0) + "\"";
    return bodies.stream().filter(body -> body.contains(mark)).findFirst();
  }
}
