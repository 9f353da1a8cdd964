package io.github.sqsconnect.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One server in a JVM of its own.
 *
 * <p>Two things end it with its parent: a shutdown hook, and the closed standard input that the
 * launchers in {@code src/test-servers} watch, which also works when the parent is killed.
 */
final class ServerProcess implements AutoCloseable {
  private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ServerProcess::killAll, "end-servers"));
  }

  private final String name;
  private final Path log;
  private final Process process;

  private ServerProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts {@code java} with the given arguments; its output is appended to {@code log}.
   *
   * <p>Small heap, one collector thread, the quick compiler: several servers share a small machine.
   */
  static ServerProcess java(String name, Path log, String heap, List<String> arguments) {
    List<String> small =
        new ArrayList<>(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    small.addAll(arguments);
    return run(name, log, small, Map.of());
  }

  /**
   * The same with no other options of the JVM than the arguments give, and with variables over
   * those of this process.
   */
  static ServerProcess run(
      String name, Path log, List<String> arguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.directory(log.getParent().toFile());
      builder.environment().putAll(environment);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      ServerProcess started = new ServerProcess(name, log, builder.start());
      RUNNING.add(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
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
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until {@code ready}, and stops waiting as soon as the process is gone. */
  void awaitReady(Duration limit, BooleanSupplier ready) {
    await(name)
        .atMost(limit)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .until(() -> !alive() || ready.getAsBoolean());
    if (!alive()) {
      RUNNING.remove(this);
      throw new StartFailure(name, log, logText());
    }
  }

  /** Waits for a process that is meant to end by itself. */
  void awaitExit(Duration limit) {
    if (!exitsWithin(limit)) {
      kill();
      throw new StartFailure(name, log, logText());
    }
    RUNNING.remove(this);
    if (process.exitValue() != 0) {
      throw new StartFailure(name, log, logText());
    }
  }

  /** Asks the server to end, and kills it when it takes too long. */
  void stop() {
    process.destroy();
    if (!exitsWithin(STOP_LIMIT)) {
      kill();
    }
    RUNNING.remove(this);
  }

  /** SIGKILL: no goodbye to anybody. */
  void kill() {
    process.destroyForcibly();
    exitsWithin(STOP_LIMIT);
    RUNNING.remove(this);
  }

  /** SIGSTOP: the process stands still, its connections stay open; POSIX systems only. */
  void freeze() {
    signal("-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", signal, Long.toString(pid())).start();
      if (!kill.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill " + signal + " " + pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in kill " + signal, e);
    }
  }

  private boolean exitsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void killAll() {
    RUNNING.forEach(running -> running.process.destroyForcibly());
    RUNNING.forEach(running -> running.exitsWithin(Duration.ofSeconds(5)));
  }

  @Override
  public void close() {
    stop();
  }
}
