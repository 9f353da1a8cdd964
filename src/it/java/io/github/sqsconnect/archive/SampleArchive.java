package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small archive without violations, until a test changes it. */
final class SampleArchive {
  static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";
  static final String OUR_JAR = "lib/kafka-connect-sqs-sink-1.2.3.jar";
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 0, 0);
  private static final String MANIFEST =
      """
      {
        "name": "kafka-connect-sqs-sink", "version": "1.2.3", "title": "T", "description": "D",
        "documentation_url": "https://example.org/doc", "source_url": "https://example.org/src",
        "logo": "assets/logo.png",
        "owner": {
          "username": "acme", "type": "user", "name": "Acme", "url": "https://example.org",
          "logo": "assets/logo.png"
        },
        "support": {"provider_name": "Acme", "summary": "S", "url": "https://example.org/help"},
        "tags": ["sqs"], "requirements": ["Kafka"], "component_types": ["sink"],
        "features": {
          "supported_encodings": ["any"], "single_message_transforms": true,
          "confluent_control_center_integration": true, "kafka_connect_api": true,
          "delivery_guarantee": ["at_least_once"]
        },
        "license": [{"name": "L", "url": "https://example.org/license"}],
        "docker_image": {}, "release_date": "2026-01-02"
      }
      """;
  private static final String SBOM =
      """
      {"bomFormat": "CycloneDX", "metadata": {"component": {"version": "1.2.3"}}, "components": []}
      """;

  final ObjectNode manifest;
  final ObjectNode sbom;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final Map<String, byte[]> ourJar = new LinkedHashMap<>();
  final Map<String, LocalDateTime> times = new LinkedHashMap<>();
  final StringBuilder thirdParty = new StringBuilder("Third-party jars in lib/:\n\n");
  String root = "acme-kafka-connect-sqs-sink-1.2.3/";
  String fileName = "acme-kafka-connect-sqs-sink-1.2.3.zip";
  boolean manifestWritten = true;

  /** The text of the checksum file; null for the right one, empty for no file. */
  String checksum;

  SampleArchive() {
    manifest = json(MANIFEST);
    sbom = json(SBOM);
    ourJar.put("META-INF/MANIFEST.MF", text("Implementation-Version: 1.2.3\n"));
    ourJar.put(
        "META-INF/services/org.apache.kafka.connect.sink.SinkConnector", text(CONNECTOR + "\n"));
    ourJar.put("io/github/sqsconnect/version.properties", text("version=1.2.3\n"));
    ourJar.put("io/github/sqsconnect/SqsSinkConnector.class", classFile(61));
    for (String artifact : LibraryRules.NEEDED) {
      addJar(artifact + "-2.0.0.jar", jarOf("org/example/Some.class", classFile(52)));
    }
    files.put("assets/logo.png", text("a picture"));
    files.put("etc/quickstart.json", text("{\"connector.class\":\"" + CONNECTOR + "\"}"));
    files.put("bin/health", text("#!/usr/bin/env bash"));
    files.put("doc/README.md", text("# Readme"));
    files.put("doc/NOTICE", text("Notice"));
    files.put("doc/CHANGELOG.md", text("## [1.2.3] - 2026-01-02\n"));
    files.put("doc/version.txt", text("1.2.3\n"));
    files.put("bin/sqs-sink", text("exec java\n"));
    files.put(
        "doc/LICENSE",
        text("Apache License\nVersion 2.0, January 2004\nEND OF TERMS AND CONDITIONS\n"));
    files.put("doc/licenses/Apache-2.0.txt", text("Apache License\n"));
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) Unchecked.call(() -> new ObjectMapper().readTree(text));
  }

  /** Adds a jar to lib/ and to both lists. */
  void addJar(String name, byte[] jar) {
    files.put("lib/" + name, jar);
    thirdParty.append(name).append("  org.example:some:1  Apache-2.0\n");
    String version = name.replaceFirst(".*?-(\\d.*)\\.jar", "$1");
    sbom.withArrayProperty("components")
        .addObject()
        .put("name", name.replace("-" + version + ".jar", ""))
        .put("version", version);
  }

  Path write(Path folder) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    if (manifestWritten) {
      all.put("manifest.json", text(manifest.toString()));
    }
    all.put("doc/sbom.cdx.json", text(sbom.toString()));
    all.put("doc/licenses/THIRD-PARTY.txt", text(thirdParty.toString()));
    if (!ourJar.isEmpty()) {
      all.put(OUR_JAR, zip("", ourJar));
    }
    all.putAll(files);
    all.values().removeIf(bytes -> bytes.length == 0);
    byte[] zip = zip(root, all);
    String right = LayoutRules.sha512(zip) + "  " + fileName + "\n";
    String written = checksum == null ? right : checksum;
    if (!written.isEmpty()) {
      ProjectFiles.write(folder.resolve(fileName + ".sha512"), written);
    }
    return Unchecked.call(() -> Files.write(folder.resolve(fileName), zip));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] classFile(int version) {
    return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) version};
  }

  static byte[] jarOf(String entry, byte[] bytes) {
    return zipped(zip -> add(zip, entry, bytes, TIME));
  }

  /** Names that begin with an exclamation mark are used without the prefix. */
  private byte[] zip(String prefix, Map<String, byte[]> entries) {
    return zipped(
        zip -> {
          for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            String key = entry.getKey();
            String name = key.startsWith("!") ? key.substring(1) : prefix + key;
            add(zip, name, entry.getValue(), times.getOrDefault(key, TIME));
          }
        });
  }

  private interface Filling {
    void fill(ZipOutputStream zip) throws IOException;
  }

  private static byte[] zipped(Filling filling) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Unchecked.run(
        () -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            filling.fill(zip);
          }
        });
    return out.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes, LocalDateTime time)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(time);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
