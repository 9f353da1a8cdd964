package io.github.sqsconnect.servers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.UnmarshalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The heap, threads, sockets, metrics and processor time of another JVM on this machine. */
public final class RunningJvm {
  private static final Pattern HISTOGRAM_LINE =
      Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)");
  private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern THREAD_LINE = Pattern.compile("(?m)^\"(.*)\" #\\d+");
  private static final Pattern METRICS = Pattern.compile("(kafka|io\\.github)\\..*");

  private final long pid;
  private JMXConnector connector;

  public RunningJvm(long pid) {
    this.pid = pid;
  }

  /** What is reachable after a full collection: bytes, and instances by class. */
  public record Heap(long bytes, Map<String, Long> instances) {
    public long instancesOf(Predicate<String> classes) {
      return instances.keySet().stream().filter(classes).mapToLong(instances::get).sum();
    }
  }

  /**
   * What the JVM has used since its start.
   *
   * @param cpuNanos of the whole process
   * @param allocatedBytes of the threads that are alive
   * @param waitedMs of the threads that move records; waiting in a consumer's poll is not counted
   */
  public record Usage(long cpuNanos, long allocatedBytes, long waitedMs) {
    public Usage since(Usage earlier) {
      return new Usage(
          cpuNanos - earlier.cpuNanos,
          allocatedBytes - earlier.allocatedBytes,
          waitedMs - earlier.waitedMs);
    }
  }

  /** Code that uses a connection to the JVM's MBeans. */
  private interface Reader<T> {
    T read(MBeanServerConnection beans) throws Exception;
  }

  /** Collects all garbage first. */
  public Heap liveHeap() {
    String histogram = jcmd("GC.class_histogram");
    Map<String, Long> instances =
        HISTOGRAM_LINE
            .matcher(histogram)
            .results()
            .collect(
                Collectors.toMap(
                    line -> line.group(2), line -> Long.valueOf(line.group(1)), Long::sum));
    MatchResult total = HISTOGRAM_TOTAL.matcher(histogram).results().findFirst().orElseThrow();
    return new Heap(Long.parseLong(total.group(1)), new TreeMap<>(instances));
  }

  /** The names of all Java threads. */
  public List<String> threads() {
    return THREAD_LINE.matcher(jcmd("Thread.print")).results().map(line -> line.group(1)).toList();
  }

  /** How many threads there are of each name; numbers in names are replaced by {@code #}. */
  public Map<String, Long> threadCounts() {
    return threads().stream()
        .map(name -> name.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "#"))
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  /** All metrics of Kafka, Connect and the connector as text. */
  public String metrics() {
    return connected(
        beans -> {
          StringBuilder text = new StringBuilder();
          for (ObjectName name : beans.queryNames(null, null)) {
            if (METRICS.matcher(name.getDomain()).matches()) {
              text.append(attributes(beans, name));
            }
          }
          return text.toString();
        });
  }

  private static String attributes(MBeanServerConnection beans, ObjectName name) throws Exception {
    try {
      StringBuilder text = new StringBuilder().append(name).append('\n');
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
        text.append(value(beans, name, attribute.getName())).append('\n');
      }
      return text.toString();
    } catch (InstanceNotFoundException e) {
      return ""; // removed since it was listed
    }
  }

  /** The attributes of an MBean that are numbers; empty if there is no such MBean. */
  public Map<String, Double> numbers(String mBean) {
    return connected(
        beans -> {
          ObjectName name = new ObjectName(mBean);
          Map<String, Double> numbers = new HashMap<>();
          if (beans.isRegistered(name)) {
            String[] attributes =
                Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            for (Attribute each : beans.getAttributes(name, attributes).asList()) {
              if (each.getValue() instanceof Number number) {
                numbers.put(each.getName(), number.doubleValue());
              }
            }
          }
          return numbers;
        });
  }

  private static String value(MBeanServerConnection beans, ObjectName name, String attribute)
      throws Exception {
    try {
      return beans.getAttributes(name, new String[] {attribute}).toString();
    } catch (UnmarshalException e) {
      return attribute + " has a class that only the server knows";
    }
  }

  /** Lets the JVM measure how long threads wait, which {@link #usage} reports. */
  public RunningJvm measureWaiting() {
    connected(
        beans -> {
          ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class)
              .setThreadContentionMonitoringEnabled(true);
          return true;
        });
    return this;
  }

  /**
   * Reads what has been used so far.
   *
   * @param threadPrefixes of the threads that move records
   */
  public Usage usage(String... threadPrefixes) {
    return connected(
        beans -> {
          ThreadMXBean threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
          long[] ids = threads.getAllThreadIds();
          long allocated =
              Arrays.stream(threads.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
          long waited = 0;
          for (ThreadInfo info : threads.getThreadInfo(ids)) {
            if (info != null
                && Arrays.stream(threadPrefixes).anyMatch(info.getThreadName()::startsWith)) {
              waited += Math.max(0, info.getWaitedTime()) + Math.max(0, info.getBlockedTime());
            }
          }
          long cpu =
              ManagementFactory.getPlatformMXBean(beans, OperatingSystemMXBean.class)
                  .getProcessCpuTime();
          return new Usage(cpu, allocated, waited);
        });
  }

  /** The connection is kept for later calls, so that it does not disturb a measurement. */
  private synchronized <T> T connected(Reader<T> reader) {
    return Unchecked.call(
        () -> {
          if (connector == null) {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
            machine.detach();
            connector = JMXConnectorFactory.connect(address);
          }
          return reader.read(connector.getMBeanServerConnection());
        });
  }

  /** Open sockets, including listening ones; Linux only. */
  public long sockets() {
    return openFiles("socket:");
  }

  /** Open files of selectors and event loops; Linux only. */
  public long selectors() {
    return openFiles("anon_inode:") + openFiles("pipe:");
  }

  private long openFiles(String kind) {
    return ProjectFiles.list(Path.of("/proc/" + pid + "/fd"))
        .filter(file -> leadsTo(file, kind))
        .count();
  }

  private static boolean leadsTo(Path file, String kind) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith(kind);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  /** Sends a diagnostic command to the JVM and returns the output. */
  public String jcmd(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));

    return Unchecked.call(
        () -> {
          Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
          String output =
              new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
          }
          return output;
        });
  }
}
