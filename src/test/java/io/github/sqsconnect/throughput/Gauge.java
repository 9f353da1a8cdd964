package io.github.sqsconnect.throughput;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM has spent since its start, asked over its own management interface. */
final class Gauge implements AutoCloseable {
  private final JMXConnector connector;
  private final OperatingSystemMXBean system;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  private Gauge(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    system =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    memory =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    threads.setThreadContentionMonitoringEnabled(true);
  }

  /**
   * Spent so far.
   *
   * @param cpuNanos of the whole process
   * @param allocatedBytes of the threads that live
   * @param tasks of the task threads alone
   */
  record Spent(long cpuNanos, long allocatedBytes, Tasks tasks) {
    Spent since(Spent earlier) {
      return new Spent(
          cpuNanos - earlier.cpuNanos,
          allocatedBytes - earlier.allocatedBytes,
          new Tasks(
              tasks.cpuNanos - earlier.tasks.cpuNanos,
              tasks.waitedMs - earlier.tasks.waitedMs,
              tasks.atNanos - earlier.tasks.atNanos));
    }
  }

  /** Processor and waiting time of the threads that move records, and when it was read. */
  record Tasks(long cpuNanos, long waitedMs, long atNanos) {}

  static Gauge of(long pid) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
      try {
        return new Gauge(
            JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Spent spent() {
    long[] ids = threads.getAllThreadIds();
    long allocated = Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
    long cpu = 0;
    long waited = 0;
    for (java.lang.management.ThreadInfo info : threads.getThreadInfo(ids)) {
      if (info != null && isTask(info.getThreadName())) {
        cpu += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
        waited += Math.max(0, info.getWaitedTime()) + Math.max(0, info.getBlockedTime());
      }
    }
    return new Spent(
        system.getProcessCpuTime(), allocated, new Tasks(cpu, waited, System.nanoTime()));
  }

  private static boolean isTask(String thread) {
    return thread.startsWith("task-thread-") || thread.startsWith("bare-loop-");
  }

  List<String> threadNames() {
    List<String> names = new ArrayList<>();
    for (java.lang.management.ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null) {
        names.add(info.getThreadName());
      }
    }
    return names;
  }

  /** Bytes of heap that live, after a collection. */
  long liveHeap() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
