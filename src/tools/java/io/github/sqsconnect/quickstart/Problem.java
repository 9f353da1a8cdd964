package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectRest.State;
import java.util.List;
import java.util.regex.Pattern;

/** What went wrong, in one sentence without stack trace. */
final class Problem {
  private static final Pattern CLASS_NAME = Pattern.compile("^(?:Caused by: )?[\\w.$]+: ");
  private static final Pattern OF_CONNECT =
      Pattern.compile("Exiting WorkerSinkTask|Tolerance exceeded in error handler");

  private Problem() {}

  /** The message of the innermost exception. What follows its first line is in a log. */
  static String of(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = firstLine(String.valueOf(innermost.getMessage()));
    String named = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : message;
    return named.replace(ProjectFiles.root() + "/", "");
  }

  /** The first line, and the second one if a colon announces it. */
  private static String firstLine(String message) {
    List<String> lines = message.lines().limit(2).toList();
    boolean announces = lines.size() > 1 && lines.get(0).endsWith(":");
    return announces ? String.join(" ", lines) : message.lines().findFirst().orElse("");
  }

  /** Why a task has failed, in the words of its connector. */
  static String of(State failedTask) {
    List<String> messages =
        failedTask
            .trace()
            .lines()
            .filter(line -> !line.startsWith("\t") && CLASS_NAME.matcher(line).find())
            .map(line -> CLASS_NAME.matcher(line).replaceFirst(""))
            .filter(message -> !OF_CONNECT.matcher(message).lookingAt())
            .toList();
    return messages.isEmpty() ? "Connect reports no reason" : messages.get(0);
  }
}
