package io.github.sqsconnect.chaos;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Threads and heap of another JVM, asked by its process id. */
final class WorkerVitals implements AutoCloseable {
  private static final long MIB = 1024 * 1024;

  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  private WorkerVitals(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
    memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
  }

  static WorkerVitals of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new WorkerVitals(
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> threadNames() {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .map(ThreadInfo::getThreadName)
        .toList();
  }

  /** What is used of the heap after a collection. */
  long heapMib() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() / MIB;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The worker is gone, and the connection with it.
    }
  }
}
