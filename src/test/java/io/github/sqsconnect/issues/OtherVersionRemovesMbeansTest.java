package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.metrics.TaskMetrics;
import io.github.sqsconnect.project.ProjectFiles;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two versions of the plugin in one worker have classes of their own. When a task of one version
 * replaced a task of the other, the older task removed the MBeans of the newer one when it ended.
 */
class OtherVersionRemovesMbeansTest {
  private static final String TASKS = "kafka.connect:type=sqs-sink-task-metrics,*";
  private static final String VERSIONS = "kafka.connect:type=sqs-sink-task-info,*";
  private static final String OWNERS = "io.github.sqsconnect:*";

  /** Loads the classes of the connector again instead of asking its parent. */
  private static final class SecondVersion extends URLClassLoader {
    SecondVersion() throws IOException {
      super(
          new URL[] {ProjectFiles.target().resolve("classes").toUri().toURL()},
          OtherVersionRemovesMbeansTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return name.startsWith("io.github.sqsconnect.")
          ? findClass(name)
          : super.loadClass(name, resolve);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void taskOfAnotherVersionThatEndsLateLeavesTheMbeansOfItsSuccessor(boolean olderIsOther)
      throws Exception {
    try (SecondVersion other = new SecondVersion()) {
      ClassLoader own = getClass().getClassLoader();
      AutoCloseable older = metrics(olderIsOther ? other : own, "1.0.0");
      AutoCloseable newer = metrics(olderIsOther ? own : other, "2.0.0");
      assertThat(older.getClass()).isNotSameAs(newer.getClass());
      assertThat(labels(VERSIONS, "version")).containsExactly("2.0.0");

      older.close();
      assertThat(labels(TASKS, "connector")).containsExactly("orders");
      assertThat(labels(VERSIONS, "version")).containsExactly("2.0.0");

      newer.close();
      assertThat(labels(TASKS, "connector")).isEmpty();
      assertThat(labels(OWNERS, "connector")).isEmpty();
    }
  }

  private static AutoCloseable metrics(ClassLoader version, String number) throws Exception {
    Class<?> clock = version.loadClass(MillisClock.class.getName());
    Object stopped =
        Proxy.newProxyInstance(version, new Class<?>[] {clock}, (proxy, method, args) -> 0L);
    return (AutoCloseable)
        version
            .loadClass(TaskMetrics.class.getName())
            .getConstructor(
                String.class, String.class, String.class, String.class, clock, Object.class)
            .newInstance("orders", "0", number, "json", stopped, new Object());
  }

  private static Set<String> labels(String names, String label) throws JMException {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName(names), null)
        .stream()
        .map(name -> name.getKeyProperty(label))
        .collect(Collectors.toSet());
  }
}
