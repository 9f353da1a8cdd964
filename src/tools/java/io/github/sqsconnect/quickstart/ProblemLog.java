package io.github.sqsconnect.quickstart;

import io.github.sqsconnect.project.Unchecked;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the stack traces are that the console does not show. */
record ProblemLog(Path file) {
  /** Threads of clients end with an exception when their server ends. */
  void receiveThoseOfThreads() {
    Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> add(problem));
  }

  synchronized void add(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    Unchecked.call(
        () ->
            Files.writeString(
                file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }
}
