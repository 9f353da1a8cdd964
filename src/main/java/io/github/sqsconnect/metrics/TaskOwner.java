package io.github.sqsconnect.metrics;

import java.lang.management.ManagementFactory;
import java.util.EventListener;
import java.util.Map;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.kafka.common.metrics.JmxReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to the metrics of a task, which the newest instance of the task in this JVM has.
 *
 * <p>Connect may start a task again before its predecessor has ended, and the predecessor may be of
 * another version of the plugin. Its classes are then others, so that a static field is not shared
 * with it. The MBean server is: each owner is an MBean without attributes. A new owner removes the
 * MBean of its predecessor, and the server reports that to the predecessor.
 */
final class TaskOwner extends StandardMBean implements EventListener {
  private static final Logger LOG = LoggerFactory.getLogger(TaskOwner.class);

  /** All versions of the plugin get this class from the worker. */
  private static final Object LOCK_OF_THE_JVM = JmxReporter.class;

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Map<String, String> task;
  private final Runnable release;
  private boolean isOwner = true;

  /**
   * Becomes the owner. The predecessor has released its metrics when this returns.
   *
   * @param task the labels connector and task
   * @param release removes the metrics; called once, when the right ends
   */
  TaskOwner(Map<String, String> task, Runnable release) {
    super(EventListener.class, false);
    this.task = task;
    this.release = release;
    changeServer(
        name -> {
          if (server.isRegistered(name)) {
            server.unregisterMBean(name);
          }
          server.registerMBean(this, name);
        });
  }

  /** A change of the MBeans. */
  private interface ServerChange {
    void apply(ObjectName name) throws JMException;
  }

  private void changeServer(ServerChange change) {
    synchronized (LOCK_OF_THE_JVM) {
      try {
        StringBuilder name = new StringBuilder("io.github.sqsconnect:type=task-owner");
        task.forEach((label, value) -> name.append("," + label + "=" + ObjectName.quote(value)));
        change.apply(ObjectName.getInstance(name.toString()));
      } catch (JMException | JMRuntimeException e) {
        LOG.debug("event=metrics_owner_failed reason=\"{}\"", String.valueOf(e));
      }
    }
  }

  /** Changes metrics, unless a newer instance of the task owns them. */
  synchronized void ifOwner(Runnable change) {
    if (isOwner) {
      change.run();
    }
  }

  /** The MBean was removed: by a successor, or by {@link #close}. */
  @Override
  public synchronized void postDeregister() {
    if (isOwner) {
      isOwner = false;
      release.run();
    }
  }

  private synchronized boolean isOwner() {
    return isOwner;
  }

  /** Ends the ownership, if no successor has taken it. */
  void close() {
    changeServer(
        name -> {
          if (isOwner()) {
            server.unregisterMBean(name);
          }
        });
    postDeregister(); // if the server refused the MBean
  }
}
