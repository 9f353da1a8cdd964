package io.github.sqsconnect.aws.http;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Creates the daemon threads of one task. They get the logging context of the thread that creates
 * the factory. Connect puts the names of connector and task there, so the log lines of all threads
 * of a task name them.
 */
public final class TaskThreadFactory implements ThreadFactory {
  private final String name;
  private final @Nullable Map<String, String> context = MDC.getCopyOfContextMap();

  public TaskThreadFactory(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              if (context != null) {
                MDC.setContextMap(context);
              }
              work.run();
            },
            name);
    thread.setDaemon(true);
    return thread;
  }
}
