package io.github.sqsconnect.servers;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One server in a JVM of its own.
 *
 * <p>Two things end it together with its parent: a shutdown hook, and the end of its standard
 * input, which the launchers in {@code src/test-servers} watch. The second one also works when the
 * parent is killed.
 */
final class ServerProcess {
  /** A small heap, one collector thread and the fast compiler: servers share a small machine. */
  static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final String END_WITH_STANDARD_INPUT =
      "exec 3<&0; \"$@\" & p=$!; { cat <&3 >&2; kill $p; } & wait $p";

  private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int START_ATTEMPTS = 5;
  private static final int SHOWN_LOG_LINES = 40;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(ServerProcess::kill), "end-servers"));
  }

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** A server that ended before it was ready. */
  private static final class StartFailure extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
      super(message);
    }
  }

  /** Starts {@code java} with a small JVM; its output is appended to the log. */
  static ServerProcess java(String name, Path log, String heap, String... arguments) {
    List<String> all = new ArrayList<>(SMALL_JVM);
    all.add("-Xmx" + heap);
    all.addAll(List.of(arguments));
    return start(name, log, Path.of(System.getProperty("java.home")), all, Map.of());
  }

  /**
   * Starts {@code java} with these arguments and additional environment variables.
   *
   * @param java the home of its JDK
   */
  static ServerProcess start(
      String name, Path log, Path java, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(arguments);
    return launch(name, log, command, environment);
  }

  /** Starts a program that is not ours, with a shell that ends it as the launchers end. */
  static ServerProcess startProgram(String name, Path log, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", END_WITH_STANDARD_INPUT, "sh"));
    command.addAll(arguments);
    return launch(name, log, command, Map.of());
  }

  private static ServerProcess launch(
      String name, Path log, List<String> command, Map<String, String> environment) {
    return Unchecked.call(
        () -> {
          Files.createDirectories(log.getParent());
          ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
          builder.directory(log.getParent().toFile());
          builder.environment().putAll(environment);
          builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
          ServerProcess started = new ServerProcess(name, log, builder.start());
          RUNNING.add(started);
          return started;
        });
  }

  /** Ports that nobody listens on. */
  static List<Integer> freePorts(int count) {
    return Unchecked.call(
        () -> {
          List<ServerSocket> sockets = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
          }
          for (ServerSocket socket : sockets) {
            socket.close();
          }
          return sockets.stream().map(ServerSocket::getLocalPort).toList();
        });
  }

  /** Starts a server on free ports, and again if another process took one of them meanwhile. */
  static <T> T startOnFreePorts(Supplier<T> start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start.get();
      } catch (StartFailure e) {
        boolean portTaken = e.getMessage().matches("(?s).*(already in use|BindException).*");
        if (!portTaken || attempt == START_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  String logText() {
    return ProjectFiles.read(log);
  }

  /** Waits until the server is ready; fails as soon as its process has ended. */
  void awaitReady(Duration limit, Callable<Boolean> ready) {
    Await.until(name + " that is ready", limit, () -> !alive() || ready.call());
    if (!alive()) {
      RUNNING.remove(this);
      throw startFailure();
    }
  }

  /** Waits for a process that ends by itself and succeeds. */
  void awaitSuccess(Duration limit) {
    boolean ended = endsWithin(limit);
    kill();
    if (!ended || process.exitValue() != 0) {
      throw startFailure();
    }
  }

  private StartFailure startFailure() {
    List<String> lines = logText().lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size());
    return new StartFailure(
        name + " did not start; its log is " + log + "\n" + String.join("\n", last));
  }

  /** SIGTERM, and SIGKILL if the server does not end in time. */
  void stop() {
    process.destroy();
    endsWithin(STOP_LIMIT);
    kill();
  }

  void kill() {
    process.destroyForcibly();
    endsWithin(STOP_LIMIT);
    RUNNING.remove(this);
  }

  /** SIGSTOP: the process stands still, its connections stay open; POSIX systems only. */
  void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    int status =
        Unchecked.call(
            () -> new ProcessBuilder("kill", signal, Long.toString(pid())).start().waitFor());
    if (status != 0) {
      throw new IllegalStateException("kill " + signal + " " + pid() + " failed");
    }
  }

  private boolean endsWithin(Duration limit) {
    return Unchecked.call(() -> process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS));
  }
}
