package io.github.sqsconnect.integration;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When the partitions of a connector were taken from its tasks and where they were taken up again,
 * as the consumers have written into the logs of the workers.
 */
final class Reassignments {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final int TIME_LENGTH = 23;

  private final Pattern revoked;
  private final Pattern stopping;
  private final Pattern resumed;
  private final Pattern begun;
  private final Map<String, Instant> stoppingSince = new HashMap<>();
  private final Map<Integer, Instant> takenAt = new HashMap<>();
  private final Map<Integer, List<Handover>> handovers = new HashMap<>();

  /**
   * A partition changed hands, perhaps back to the same ones.
   *
   * @param taken when its task was asked to let it go, at the latest
   * @param offset from where it went on: what was committed
   */
  record Handover(Instant taken, int offset) {}

  private Reassignments(String connector) {
    String task = "\\[" + connector + "\\|task-(\\d+)[^]]*\\] .*";
    stopping = Pattern.compile(".*" + task + "Stopping task .*");
    revoked = Pattern.compile(".*" + task + "Revoke previously assigned partitions \\[(.*?)\\].*");
    String partition = connector + "-(\\d+)";
    resumed =
        Pattern.compile(
            ".*"
                + task
                + "Setting offset for partition "
                + partition
                + " to the committed offset"
                + " FetchPosition\\{offset=(\\d+),.*");
    begun =
        Pattern.compile(
            ".*" + task + "Found no committed offset for partition " + partition + ".*");
  }

  /** Reads the logs of all workers together, in the order of time. */
  static Reassignments of(String connector, List<String> logs) {
    Reassignments found = new Reassignments(connector);
    logs.stream()
        .flatMap(String::lines)
        .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .*\\[" + connector + "\\|task-.*"))
        .sorted(Comparator.comparing(line -> line.substring(0, TIME_LENGTH)))
        .forEach(found::read);
    return found;
  }

  private void read(String line) {
    Instant at =
        LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME)
            .atZone(ZoneId.systemDefault())
            .toInstant();
    Matcher stop = stopping.matcher(line);
    Matcher revoke = revoked.matcher(line);
    Matcher resume = resumed.matcher(line);
    Matcher begin = begun.matcher(line);
    if (stop.matches()) {
      stoppingSince.put(stop.group(1), at);
    } else if (revoke.matches()) {
      // A task that stops has committed for the last time before its consumer says so.
      Instant since = stoppingSince.remove(revoke.group(1));
      partitions(revoke.group(2)).forEach(p -> takenAt.put(p, since == null ? at : since));
    } else if (resume.matches()) {
      note(Integer.parseInt(resume.group(2)), at, Integer.parseInt(resume.group(3)));
    } else if (begin.matches()) {
      note(Integer.parseInt(begin.group(2)), at, 0);
    }
  }

  private static Stream<Integer> partitions(String list) {
    return Stream.of(list.split(", ", -1))
        .filter(name -> !name.isEmpty())
        .map(name -> Integer.valueOf(name.substring(name.lastIndexOf('-') + 1)));
  }

  private void note(int partition, Instant at, int offset) {
    handovers
        .computeIfAbsent(partition, p -> new ArrayList<>())
        .add(new Handover(takenAt.getOrDefault(partition, at), offset));
  }

  /** Whether each partition has been taken away since then, and taken up again. */
  boolean allSince(Instant time, int partitions) {
    return IntStream.range(0, partitions)
        .allMatch(p -> of(p).stream().skip(1).anyMatch(each -> each.taken().isAfter(time)));
  }

  /** Every time a partition was taken up, the first included. */
  List<Handover> of(int partition) {
    return handovers.getOrDefault(partition, List.of());
  }
}
