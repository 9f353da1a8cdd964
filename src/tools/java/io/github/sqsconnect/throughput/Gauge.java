package io.github.sqsconnect.throughput;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What another JVM has spent since its start, asked over its own management interface. */
final class Gauge implements AutoCloseable {
  private final JMXConnector connector;
  private final OperatingSystemMXBean system;
  private final ThreadMXBean threads;

  private Gauge(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    system =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    threads.setThreadContentionMonitoringEnabled(true);
  }

  /**
   * Spent so far.
   *
   * @param cpuNanos of the whole process
   * @param allocatedBytes of the threads that live
   * @param waitedMs of the thread that moves records; waiting in the consumer's poll is not seen
   * @param atNanos when it was read
   */
  record Spent(long cpuNanos, long allocatedBytes, long waitedMs, long atNanos) {
    Spent since(Spent earlier) {
      return new Spent(
          cpuNanos - earlier.cpuNanos,
          allocatedBytes - earlier.allocatedBytes,
          waitedMs - earlier.waitedMs,
          atNanos - earlier.atNanos);
    }
  }

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
    long waited = 0;
    for (ThreadInfo info : threads.getThreadInfo(ids)) {
      if (info != null && isTask(info.getThreadName())) {
        waited += Math.max(0, info.getWaitedTime()) + Math.max(0, info.getBlockedTime());
      }
    }
    return new Spent(system.getProcessCpuTime(), allocated, waited, System.nanoTime());
  }

  private static boolean isTask(String thread) {
    return thread.startsWith("task-thread-") || thread.startsWith("bare-loop");
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
