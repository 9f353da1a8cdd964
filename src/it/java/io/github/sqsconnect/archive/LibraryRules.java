package io.github.sqsconnect.archive;

import io.github.sqsconnect.archive.ArchiveContents.Entry;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The jars in lib/: all that the connector needs, nothing that the worker has or that only the
 * build needs. Our own jar is found by Connect without a scan, runs on Java 17, and knows its
 * version.
 */
final class LibraryRules extends ArchiveRules {
  /** Packages that no jar may contain, also if the jar is renamed or shaded. */
  private static final Map<String, String> FORBIDDEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("org/apache/kafka/", "Kafka, which the worker has"),
              Map.entry("org/slf4j/", "slf4j, which the worker has"),
              Map.entry("org/apache/log4j/", "a logging backend"),
              Map.entry("org/apache/logging/", "a logging backend"),
              Map.entry("ch/qos/", "a logging backend"),
              Map.entry("org/apache/commons/logging/", "a logging backend"),
              Map.entry("org/apache/http/", "an Apache HTTP client"),
              Map.entry("org/apache/hc/", "an Apache HTTP client"),
              Map.entry("software/amazon/awssdk/http/apache/", "an Apache HTTP client"),
              Map.entry("software/amazon/awssdk/http/apache5/", "an Apache HTTP client"),
              Map.entry("software/amazon/awssdk/crt/", "native code"),
              Map.entry("org/jspecify/", "a compile-time annotation"),
              Map.entry("com/fasterxml/jackson/databind/", "a part of Jackson that only tests use"),
              Map.entry(
                  "com/fasterxml/jackson/annotation/", "a part of Jackson that only tests use"),
              Map.entry("com/google/common/", "Guava"),
              Map.entry("lombok/", "Lombok"),
              Map.entry("org/junit/", "a test library"),
              Map.entry("org/assertj/", "a test library"),
              Map.entry("org/testcontainers/", "a test library"),
              Map.entry("com/tngtech/archunit/", "a test library")));

  static final List<String> NEEDED =
      List.of(
          """
          sqs sts sso ssooidc netty-nio-client url-connection-client jackson-core picocli"""
              .split("\\s+"));

  private static final String SERVICE =
      "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";
  private static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";
  private static final int JAVA_17 = 61;

  LibraryRules(ArchiveContents archive) {
    super(archive);
  }

  @Override
  void check() {
    for (Entry entry : archive.filesUnder("").toList()) {
      boolean jar = entry.fileName().endsWith(".jar");
      boolean inLib = entry.name().equals(archive.root() + "lib/" + entry.fileName());
      require(!jar || inLib, entry.name() + " is a jar outside lib/, where Connect would load it");
      require(
          jar || !entry.name().startsWith(archive.root() + "lib/"),
          entry.name() + " is in lib/ and no jar");
    }

    Set<String> artifacts = new HashSet<>();
    for (Entry jar : archive.thirdPartyJars().toList()) {
      String artifact = jar.fileName().replaceFirst("-\\d[^/]*\\.jar$", "");
      require(artifacts.add(artifact), artifact + " is in lib/ in two versions");
      checkThirdParty(jar);
    }
    for (String artifact : NEEDED) {
      require(artifacts.contains(artifact), "lib/ has no " + artifact);
    }

    archive
        .find("lib/" + archive.ourJarName())
        .ifPresentOrElse(
            jar -> checkOurs(ArchiveContents.entriesOf(jar)),
            () -> require(false, "lib/ has no " + archive.ourJarName()));
  }

  private void checkThirdParty(Entry jar) {
    List<Entry> files = ArchiveContents.entriesOf(jar);
    require(!files.isEmpty(), jar.fileName() + " cannot be read as a jar");
    FORBIDDEN.forEach(
        (packageFolder, what) ->
            require(
                files.stream()
                    .map(Entry::name)
                    .noneMatch(name -> name.startsWith(packageFolder) && name.endsWith(".class")),
                jar.fileName() + " contains " + what));
    require(
        files.stream().noneMatch(file -> file.name().matches(".*\\.(so|dll|jnilib|dylib)")),
        jar.fileName() + " contains native code");
  }

  private void checkOurs(List<Entry> files) {
    require(hasLine(files, SERVICE, CONNECTOR), SERVICE + " does not name " + CONNECTOR);
    String classFile = CONNECTOR.replace('.', '/') + ".class";
    require(
        files.stream().anyMatch(file -> file.name().equals(classFile)),
        CONNECTOR + " is not in our jar");
    require(
        hasLine(files, "META-INF/MANIFEST.MF", "Implementation-Version: " + archive.version()),
        "our jar's manifest has another version than the archive's");
    require(
        hasLine(files, "io/github/sqsconnect/version.properties", "version=" + archive.version()),
        "version.properties has another version than the archive's");
    files.stream().filter(file -> file.name().endsWith(".class")).forEach(this::checkClass);
    Set<?> times = files.stream().map(Entry::time).collect(Collectors.toSet());
    require(times.size() == 1, "entries of our jar have several times");
  }

  private void checkClass(Entry file) {
    require(file.name().startsWith("io/github/sqsconnect/"), file.name() + " is not ours");
    require(!file.name().matches(".*(Test|IT|Properties)\\.class"), file.name() + " is a test");
    int version = file.bytes().length < 8 ? 0 : ByteBuffer.wrap(file.bytes()).getShort(6);
    require(version == JAVA_17, file.name() + " has class version " + version + ", not " + JAVA_17);
  }

  private static boolean hasLine(List<Entry> files, String name, String line) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .flatMap(file -> file.text().lines())
        .anyMatch(each -> each.strip().equals(line));
  }
}
