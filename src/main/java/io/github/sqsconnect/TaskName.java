package io.github.sqsconnect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which task this is. Connect passes the name of the connector to a task, but not the number of the
 * task, so the connector adds the number to the configuration of each task.
 *
 * @param number 0 for the first task of the connector
 */
record TaskName(String connector, String number) {
  private static final String CONNECTOR = "name";
  private static final String NUMBER = "task.index";

  /** The configurations of a number of tasks. */
  static List<Map<String, String>> numbered(Map<String, String> settings, int tasks) {
    List<Map<String, String>> numbered = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      Map<String, String> ofTask = new HashMap<>(settings);
      ofTask.put(NUMBER, Integer.toString(i));
      numbered.add(ofTask);
    }
    return numbered;
  }

  /** The name in the configuration of a task. */
  static TaskName of(Map<String, String> properties) {
    return new TaskName(
        properties.getOrDefault(CONNECTOR, "sqs-sink"), properties.getOrDefault(NUMBER, "0"));
  }

  /** As {@code key=value}, for log lines. */
  @Override
  public String toString() {
    return "connector=" + connector + " task=" + number;
  }
}
