package io.github.sqsconnect.aws.http;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Makes the threads of one task. What they log names connector and task, as the lines of the task's
 * own thread do: Connect puts that into the logging context of the thread that makes this.
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
