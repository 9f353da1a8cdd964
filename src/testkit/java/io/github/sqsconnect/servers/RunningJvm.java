package io.github.sqsconnect.servers;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.UnmarshalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the JVM of a server tells when it is asked: its live heap, its threads, its sockets. */
public final class RunningJvm {
  private static final Pattern HISTOGRAM_LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
  private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)\\s*");
  private static final Pattern THREAD_LINE = Pattern.compile("\"(.*)\" #\\d+.*");

  private static final Pattern METRICS = Pattern.compile("(kafka|io\\.github)\\..*");

  private final long pid;

  RunningJvm(long pid) {
    this.pid = pid;
  }

  /** What lives after a full collection: bytes in all, and the instances of each class. */
  public record Heap(long bytes, Map<String, Long> instances) {
    public long instancesOf(Predicate<String> classes) {
      return instances.entrySet().stream()
          .filter(entry -> classes.test(entry.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /** Collects all garbage first. */
  public Heap liveHeap() {
    long bytes = -1;
    Map<String, Long> instances = new TreeMap<>();
    for (String line : ask("GC.class_histogram")) {
      Matcher counted = HISTOGRAM_LINE.matcher(line);
      Matcher total = HISTOGRAM_TOTAL.matcher(line);
      if (counted.matches()) {
        instances.merge(counted.group(3), Long.parseLong(counted.group(1)), Long::sum);
      } else if (total.matches()) {
        bytes = Long.parseLong(total.group(2));
      }
    }
    if (bytes < 0) {
      throw new IllegalStateException("no total in the class histogram of process " + pid);
    }
    return new Heap(bytes, instances);
  }

  /** The names of all Java threads. */
  public List<String> threads() {
    List<String> names = new ArrayList<>();
    for (String line : ask("Thread.print")) {
      Matcher thread = THREAD_LINE.matcher(line);
      if (thread.matches()) {
        names.add(thread.group(1));
      }
    }
    return names;
  }

  /** All metrics of Kafka, of Connect and of the connector, as text. */
  public String metrics() {
    StringBuilder text = new StringBuilder();
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        for (ObjectName name : beans.queryNames(null, null)) {
          if (METRICS.matcher(name.getDomain()).matches()) {
            text.append(name).append('\n');
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
              text.append(value(beans, name, attribute.getName())).append('\n');
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AttachNotSupportedException | JMException e) {
      throw new IllegalStateException("process " + pid + " does not show its metrics", e);
    }
    return text.toString();
  }

  private static String value(MBeanServerConnection beans, ObjectName name, String attribute)
      throws IOException, JMException {
    try {
      return beans.getAttributes(name, new String[] {attribute}).toString();
    } catch (UnmarshalException e) {
      return attribute + " is of a class that only the server has";
    }
  }

  /** Open sockets, listening ones included; known on Linux only. */
  public long sockets() {
    return openFiles("socket:");
  }

  /** What selectors and event loops hold open besides sockets; known on Linux only. */
  public long selectors() {
    return openFiles("anon_inode:") + openFiles("pipe:");
  }

  private long openFiles(String kind) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.filter(file -> leadsTo(file, kind)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(Path file, String kind) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith(kind);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  private List<String> ask(String question) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), question).redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(question + " of process " + pid + ": " + answer);
      }
      return answer.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking process " + pid, e);
    }
  }
}
