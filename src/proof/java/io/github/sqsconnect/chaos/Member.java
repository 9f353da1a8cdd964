package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.ConnectWorker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One place in the cluster: a worker that comes and goes, and what its process was at first. */
final class Member implements AutoCloseable {
  private final int number;
  private final ConnectWorker.Settings settings;
  private volatile ConnectWorker worker;
  private volatile WorkerVitals vitals;
  private volatile int threadsAtFirst;
  private volatile long heapAtFirst;
  private long logRead;

  Member(int number, ConnectWorker.Settings settings) {
    this.number = number;
    this.settings = settings;
  }

  int number() {
    return number;
  }

  boolean up() {
    return worker != null && worker.alive();
  }

  /** It is up when all about it is known. */
  void start() {
    ConnectWorker started = settings.start();
    vitals = WorkerVitals.of(started.pid());
    threadsAtFirst = vitals.threadNames().size();
    heapAtFirst = vitals.heapMib();
    worker = started;
  }

  ConnectWorker worker() {
    return worker;
  }

  List<String> threadNames() {
    return vitals.threadNames();
  }

  int moreThreads() {
    return threadNames().size() - threadsAtFirst;
  }

  long moreHeapMib() {
    return vitals.heapMib() - heapAtFirst;
  }

  /** What has been logged here since this was asked last, by whichever process. */
  String newLog() {
    if (worker == null) {
      return "";
    }
    try (RandomAccessFile log = new RandomAccessFile(worker.log().toFile(), "r")) {
      byte[] fresh = new byte[(int) (log.length() - logRead)];
      log.seek(logRead);
      log.readFully(fresh);
      logRead += fresh.length;
      return new String(fresh, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    vitals.close();
    worker.stop();
  }

  void kill() {
    worker.kill();
    vitals.close();
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
