package io.github.sqsconnect.servers;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the logs of workers say about the partitions of a connector's consumers and its tasks. */
public final class ConsumerLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");
  private static final Pattern NEXT_ENTRY = Pattern.compile("\n(?=\\d{4}-\\d\\d-\\d\\d )");
  private static final Pattern LINE =
      Pattern.compile("(?m)^(\\d{4}-\\d\\d-\\d\\d \\S+) .*?\\[(\\S+)\\|task-(\\d+)[^]]*] (.*)$");
  private static final Pattern REVOCATION =
      Pattern.compile(
          "(?m)^(\\S+ \\S+) INFO +.*groupId=connect-(\\S+)] (?:Revoke|Lost) previously assigned partitions");
  private static final Pattern REVOKED =
      Pattern.compile(".*(?:Revoke|Lost) previously assigned partitions \\[(.*?)].*");
  private static final Pattern POSITION =
      Pattern.compile(
          "(?:.*Setting offset for partition .*-(\\d+) to the committed offset FetchPosition\\{offset=(\\d+),.*"
              + "|.*Found no committed offset for partition .*-(\\d+).*)");

  private final List<Entry> entries;

  private record Entry(Instant at, String task, String text) {}

  /**
   * A partition was assigned, perhaps to the task that had it before.
   *
   * @param revokedAt when the previous task was asked to give it up, at the latest
   * @param offset the committed offset from which the new task continued
   */
  public record Handover(Instant revokedAt, int offset) {}

  private ConsumerLog(List<Entry> entries) {
    this.entries = entries;
  }

  /** Reads the lines of a connector in the logs of all workers, in the order of time. */
  public static ConsumerLog of(String connector, String... logs) {
    return new ConsumerLog(
        Stream.of(logs)
            .flatMap(log -> LINE.matcher(log).results())
            .filter(line -> line.group(2).equals(connector))
            .map(line -> new Entry(time(line), line.group(3), line.group(4)))
            .sorted(Comparator.comparing(Entry::at))
            .toList());
  }

  private static Instant time(MatchResult line) {
    return LocalDateTime.parse(line.group(1), TIME).atZone(ZoneId.systemDefault()).toInstant();
  }

  /** When partitions were revoked from a connector's consumers, for any reason. */
  public static List<Instant> revocations(String log, String connector) {
    return REVOCATION
        .matcher(log)
        .results()
        .filter(line -> line.group(2).equals(connector))
        .map(ConsumerLog::time)
        .toList();
  }

  /** Each assignment of each partition, the first one included. */
  public Map<Integer, List<Handover>> handovers() {
    Map<String, Instant> stopping = new HashMap<>();
    Map<Integer, Instant> revoked = new HashMap<>();
    Map<Integer, List<Handover>> handovers = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.text().contains("Stopping task ")) {
        stopping.put(entry.task(), entry.at());
      }

      // A task that stops has made its last commit before its consumer logs the revocation.
      REVOKED
          .matcher(entry.text())
          .results()
          .flatMap(line -> Stream.of(line.group(1).split(", ")))
          .filter(name -> !name.isEmpty())
          .map(name -> Integer.valueOf(name.substring(name.lastIndexOf('-') + 1)))
          .forEach(
              partition -> revoked.put(partition, stopping.getOrDefault(entry.task(), entry.at())));
      if (REVOKED.matcher(entry.text()).matches()) {
        stopping.remove(entry.task());
      }

      POSITION
          .matcher(entry.text())
          .results()
          .forEach(
              line -> {
                boolean found = line.group(1) != null;
                int partition = Integer.parseInt(line.group(found ? 1 : 3));
                Handover handover =
                    new Handover(
                        revoked.getOrDefault(partition, entry.at()),
                        found ? Integer.parseInt(line.group(2)) : 0);
                handovers.computeIfAbsent(partition, p -> new ArrayList<>()).add(handover);
              });
    }
    return handovers;
  }

  /** The log entries, with stack traces, of a connector's tasks that failed. */
  public static List<String> failedTasks(String log, String connector) {
    return NEXT_ENTRY
        .splitAsStream(log)
        .filter(entry -> entry.contains("{id=" + connector + "-"))
        .filter(entry -> entry.contains("Task threw an uncaught and unrecoverable exception"))
        .collect(Collectors.toList());
  }
}
