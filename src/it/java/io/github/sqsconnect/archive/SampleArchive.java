package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A tiny archive that keeps every rule until a test breaks it. */
final class SampleArchive {
  static final String CONNECTOR = "io.github.sqsconnect.SqsSinkConnector";
  static final String OUR_JAR = "lib/kafka-connect-sqs-sink-1.2.3.jar";
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 0, 0);
  private static final List<String> NEEDED =
      List.of(
          "sqs-2.0.0",
          "sts-2.0.0",
          "sso-2.0.0",
          "ssooidc-2.0.0",
          "netty-nio-client-2.0.0",
          "url-connection-client-2.0.0",
          "jackson-core-2.1.0");

  final ObjectNode manifest;
  final ObjectNode sbom;
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final Map<String, byte[]> ourJar = new LinkedHashMap<>();
  final Map<String, LocalDateTime> times = new LinkedHashMap<>();
  final StringBuilder thirdParty = new StringBuilder("Third-party jars in lib/:\n\n");
  String root = "acme-kafka-connect-sqs-sink-1.2.3/";
  String fileName = "acme-kafka-connect-sqs-sink-1.2.3.zip";
  boolean manifestWritten = true;

  /** The checksum file's text; null stands for the true one, an empty text for no file. */
  String checksum;

  SampleArchive() {
    try {
      manifest =
          (ObjectNode)
              new ObjectMapper()
                  .readTree(
                      """
                      {
                        "name": "kafka-connect-sqs-sink", "version": "1.2.3", "title": "T", "description": "D",
                        "documentation_url": "https://example.org/doc", "source_url": "https://example.org/src",
                        "owner": {"username": "acme", "type": "user", "name": "Acme", "url": "https://example.org"},
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
                      """);
      sbom =
          (ObjectNode)
              new ObjectMapper()
                  .readTree(
                      """
                      {"bomFormat": "CycloneDX", "metadata": {"component": {"version": "1.2.3"}}, "components": []}
                      """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ourJar.put("META-INF/MANIFEST.MF", text("Implementation-Version: 1.2.3\n"));
    ourJar.put(
        "META-INF/services/org.apache.kafka.connect.sink.SinkConnector", text(CONNECTOR + "\n"));
    ourJar.put("io/github/sqsconnect/version.properties", text("version=1.2.3\n"));
    ourJar.put("io/github/sqsconnect/SqsSinkConnector.class", classFile(61));
    for (String artifact : NEEDED) {
      addJar(artifact + ".jar", jarOf("org/example/Some.class", classFile(52)));
    }
    files.put("etc/quickstart.json", text("{\"connector.class\":\"" + CONNECTOR + "\"}"));
    files.put("doc/README.md", text("# Readme"));
    files.put("doc/NOTICE", text("Notice"));
    files.put("doc/CHANGELOG.md", text("## [1.2.3] - 2026-01-02\n"));
    files.put("doc/version.txt", text("1.2.3\n"));
    files.put(
        "doc/LICENSE",
        text("Apache License\nVersion 2.0, January 2004\nEND OF TERMS AND CONDITIONS\n"));
    files.put("doc/licenses/Apache-2.0.txt", text("Apache License\n"));
  }

  /** Puts a jar into lib/ and into both lists. */
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
    try {
      Path file = Files.write(folder.resolve(fileName), zip);
      String beside =
          checksum == null ? LayoutRules.sha512(zip) + "  " + fileName + "\n" : checksum;
      if (!beside.isEmpty()) {
        Files.writeString(folder.resolve(fileName + ".sha512"), beside);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] classFile(int version) {
    return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) version};
  }

  static byte[] jarOf(String entry, byte[] bytes) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, entry, bytes, TIME);
      zip.finish();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] zip(String prefix, Map<String, byte[]> entries) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        LocalDateTime time = times.getOrDefault(entry.getKey(), TIME);
        String name =
            entry.getKey().startsWith("!") ? entry.getKey().substring(1) : prefix + entry.getKey();
        add(zip, name, entry.getValue(), time);
      }
      zip.finish();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
