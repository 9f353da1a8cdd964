package io.github.sqsconnect.chaos;

import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.RunningJvm;

/** A worker of the cluster that may be started and stopped, and the size of its new process. */
final class ClusterWorker implements AutoCloseable {
  private static final long MIB = 1024 * 1024;

  private final int number;
  private final ConnectWorker.Settings settings;
  private volatile ConnectWorker worker;
  private volatile int threadsAtStart;
  private volatile long heapAtStart;
  private int logRead;

  ClusterWorker(int number, ConnectWorker.Settings settings) {
    this.number = number;
    this.settings = settings;
  }

  int number() {
    return number;
  }

  boolean running() {
    return worker != null && worker.alive();
  }

  void start() {
    ConnectWorker started = settings.start();
    threadsAtStart = started.jvm().threads().size();
    heapAtStart = started.jvm().liveHeap().bytes();
    worker = started;
  }

  ConnectWorker worker() {
    return worker;
  }

  RunningJvm jvm() {
    return worker.jvm();
  }

  int additionalThreads() {
    return jvm().threads().size() - threadsAtStart;
  }

  long additionalHeapMib() {
    return (jvm().liveHeap().bytes() - heapAtStart) / MIB;
  }

  /** What this worker's processes have logged since the last call. */
  String newLog() {
    if (worker == null) {
      return "";
    }
    String log = worker.logText();
    String added = log.substring(logRead);
    logRead = log.length();
    return added;
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
