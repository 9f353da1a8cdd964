package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectRest.State;
import java.util.List;
import java.util.regex.Pattern;

/** What went wrong, in one sentence without stack trace. */
final class Problem {
  private static final Pattern CLASS_NAME = Pattern.compile("^(?:Caused by: )?[\\w.$]+: ");
  private static final String OF_CONNECT = "Exiting WorkerSinkTask";

  private Problem() {}

  /** The message of the innermost exception. What follows its first line is in a log. */
  static String of(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = String.valueOf(innermost.getMessage()).lines().findFirst().orElse("");
    String named = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : message;
    return named.replace(ProjectFiles.root() + "/", "");
  }

  /** Why a task has failed, as its connector says it. */
  static String of(State failedTask) {
    List<String> messages =
        failedTask
            .trace()
            .lines()
            .filter(line -> !line.startsWith("\t") && CLASS_NAME.matcher(line).find())
            .map(line -> CLASS_NAME.matcher(line).replaceFirst(""))
            .filter(message -> !message.startsWith(OF_CONNECT))
            .toList();
    return messages.isEmpty() ? "Connect reports no reason" : messages.get(0);
  }
}
