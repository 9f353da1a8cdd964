package io.github.sqsconnect.chaos;

import io.github.sqsconnect.chaos.Evidence.Disturbance;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When partitions were taken from a connector's consumers, as the workers' logs tell it: whatever
 * the reason, and on a busy machine a session may end by itself.
 */
final class Rebalances {
  private static final Pattern TAKEN =
      Pattern.compile(
          "(?m)^(\\S+ \\S+) INFO +.*groupId=connect-(\\S+)] (?:Revoke|Lost) previously assigned partitions");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");

  private Rebalances() {}

  static List<Disturbance> in(String log, String connector) {
    List<Disturbance> found = new ArrayList<>();
    Matcher taken = TAKEN.matcher(log);
    while (taken.find()) {
      if (taken.group(2).equals(connector)) {
        LocalDateTime time = LocalDateTime.parse(taken.group(1), STAMP);
        long millis = time.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
        found.add(new Disturbance("partitions taken", millis, millis));
      }
    }
    return found;
  }
}
