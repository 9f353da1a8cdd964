package io.github.sqsconnect.archive;

import io.github.sqsconnect.archive.PluginArchive.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lib/ holds: all that the connector needs, and nothing that the worker has or that belongs to
 * a build.
 */
final class LibraryRules {
  /** Looked for as packages inside each jar, so that a renamed or shaded copy is found too. */
  private static final Map<String, String> FORBIDDEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("org/apache/kafka/", "Kafka, which the worker brings"),
              Map.entry("org/slf4j/", "slf4j, which the worker brings"),
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

  private static final List<String> NEEDED =
      List.of(
          "sqs",
          "sts",
          "sso",
          "ssooidc",
          "netty-nio-client",
          "url-connection-client",
          "jackson-core");

  private LibraryRules() {}

  static List<String> violations(PluginArchive archive) {
    Violations violations = new Violations();
    for (Entry entry : archive.filesUnder("").toList()) {
      boolean jar = entry.fileName().endsWith(".jar");
      boolean inLib = entry.name().equals(archive.root() + "lib/" + entry.fileName());
      violations.unless(
          !jar || inLib, entry.name() + " is a jar outside lib/, where Connect would load it");
      violations.unless(
          jar || !entry.name().startsWith(archive.root() + "lib/"),
          entry.name() + " is in lib/ and no jar");
    }
    Set<String> artifacts = new HashSet<>();
    for (Entry jar : archive.thirdPartyJars().toList()) {
      String artifact = jar.fileName().replaceFirst("-\\d[^/]*\\.jar$", "");
      violations.unless(artifacts.add(artifact), artifact + " is in lib/ in two versions");
      contents(jar, violations);
    }
    for (String artifact : NEEDED) {
      violations.unless(artifacts.contains(artifact), "lib/ has no " + artifact);
    }
    violations.unless(
        archive.find("lib/" + archive.ourJarName()).isPresent(),
        "lib/ has no " + archive.ourJarName());
    return violations.list();
  }

  private static void contents(Entry jar, Violations violations) {
    List<Entry> files = PluginArchive.entriesOf(jar);
    violations.unless(!files.isEmpty(), jar.fileName() + " cannot be read as a jar");
    FORBIDDEN.forEach(
        (packageFolder, what) ->
            violations.unless(
                files.stream()
                    .noneMatch(
                        file ->
                            file.name().startsWith(packageFolder)
                                && file.name().endsWith(".class")),
                jar.fileName() + " holds " + what));
    violations.unless(
        files.stream().noneMatch(file -> file.name().matches(".*\\.(so|dll|jnilib|dylib)")),
        jar.fileName() + " holds native code");
  }
}
