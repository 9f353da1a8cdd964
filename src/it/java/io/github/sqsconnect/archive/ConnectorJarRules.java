package io.github.sqsconnect.archive;

import io.github.sqsconnect.archive.PluginArchive.Entry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Our own jar: found by Connect without a scan, loadable on Java 17, knowing its version. */
final class ConnectorJarRules {
  private static final String SERVICE =
      "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";
  private static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";
  private static final int JAVA_17 = 61;

  private ConnectorJarRules() {}

  static List<String> violations(PluginArchive archive) {
    Optional<Entry> jar = archive.find("lib/" + archive.ourJarName());
    if (jar.isEmpty()) {
      return List.of(); // LibraryRules has said so
    }
    Violations violations = new Violations();
    List<Entry> files = PluginArchive.entriesOf(jar.get());
    violations.unless(
        textOf(files, SERVICE).lines().map(String::strip).anyMatch(CONNECTOR::equals),
        SERVICE + " does not name " + CONNECTOR);
    violations.unless(
        files.stream().anyMatch(file -> file.name().equals(classFile(CONNECTOR))),
        CONNECTOR + " is not in our jar");
    violations.unless(
        textOf(files, "META-INF/MANIFEST.MF")
            .lines()
            .anyMatch(("Implementation-Version: " + archive.version())::equals),
        "our jar's manifest has another version than the archive's");
    violations.unless(
        textOf(files, "io/github/sqsconnect/version.properties")
            .lines()
            .anyMatch(("version=" + archive.version())::equals),
        "version.properties has another version than the archive's");
    classes(files, violations);
    Set<?> times = files.stream().map(Entry::time).collect(Collectors.toSet());
    violations.unless(times.size() == 1, "entries of our jar have several times");
    return violations.list();
  }

  private static void classes(List<Entry> files, Violations violations) {
    for (Entry file : files) {
      if (!file.name().endsWith(".class")) {
        continue;
      }
      violations.unless(
          file.name().startsWith("io/github/sqsconnect/"), file.name() + " is not ours");
      violations.unless(
          !file.name().matches(".*(Test|IT|Properties)\\.class"), file.name() + " is a test");
      int version = file.bytes().length < 8 ? 0 : ByteBuffer.wrap(file.bytes()).getShort(6);
      violations.unless(
          version == JAVA_17, file.name() + " has class version " + version + ", not " + JAVA_17);
    }
  }

  private static String classFile(String className) {
    return className.replace('.', '/') + ".class";
  }

  private static String textOf(List<Entry> files, String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .map(Entry::text)
        .findFirst()
        .orElse("");
  }
}
