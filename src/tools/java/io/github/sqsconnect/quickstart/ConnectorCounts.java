package io.github.sqsconnect.quickstart;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The connector's own account of itself: the last line of counts in the worker's log. */
final class ConnectorCounts {
  private static final Pattern LINE = Pattern.compile("^.*\\brequests=\\d+.*$", Pattern.MULTILINE);
  private static final Pattern PAIR = Pattern.compile("([a-z_.]+)=([^\\s,]+)");

  private final Map<String, String> values = new TreeMap<>();

  private ConnectorCounts() {}

  static ConnectorCounts in(String log) {
    ConnectorCounts counts = new ConnectorCounts();
    Matcher lines = LINE.matcher(log);
    String last = "";
    while (lines.find()) {
      last = lines.group();
    }
    Matcher pairs = PAIR.matcher(last);
    while (pairs.find()) {
      counts.values.put(pairs.group(1), pairs.group(2));
    }
    return counts;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
