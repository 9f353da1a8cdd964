package io.github.sqsconnect.archive;

import static io.github.sqsconnect.archive.SampleArchive.classFile;
import static io.github.sqsconnect.archive.SampleArchive.jarOf;
import static io.github.sqsconnect.archive.SampleArchive.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule can fail: an archive with one fault is found, and for that fault. */
class ArchiveRulesTest {
  private static final LocalDateTime LATER = LocalDateTime.of(2026, 1, 2, 3, 4);

  @TempDir Path folder;

  @Test
  void goodArchiveHasNoViolations() throws IOException {
    assertThat(ArchiveRules.violations(new SampleArchive().write(folder))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"layout", "manifest", "libraries", "connectorJar", "documents"})
  void faultIsFound(String violation, Consumer<SampleArchive> fault) throws IOException {
    SampleArchive archive = new SampleArchive();
    fault.accept(archive);
    assertThat(ArchiveRules.violations(archive.write(folder)))
        .anySatisfy(sentence -> assertThat(sentence).contains(violation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/name",
        "/version",
        "/title",
        "/description",
        "/documentation_url",
        "/source_url",
        "/owner/username",
        "/owner/type",
        "/owner/name",
        "/owner/url",
        "/logo",
        "/owner/logo",
        "/support/provider_name",
        "/support/summary",
        "/support/url",
        "/tags",
        "/requirements",
        "/component_types",
        "/features/supported_encodings",
        "/features/single_message_transforms",
        "/features/confluent_control_center_integration",
        "/features/kafka_connect_api",
        "/features/delivery_guarantee",
        "/license",
        "/docker_image",
        "/release_date"
      })
  void missingManifestFieldIsFound(String field) throws IOException {
    SampleArchive archive = new SampleArchive();
    int slash = field.lastIndexOf('/');
    ((ObjectNode) archive.manifest.at(field.substring(0, slash)))
        .remove(field.substring(slash + 1));
    assertThat(ArchiveRules.violations(archive.write(folder))).isNotEmpty();
  }

  @Test
  void everyJarMustBeInBothLists() throws IOException {
    SampleArchive archive = new SampleArchive();
    archive.files.put("lib/extra-1.0.jar", jarOf("org/example/Extra.class", classFile(52)));
    assertThat(ArchiveRules.violations(archive.write(folder)))
        .containsExactlyInAnyOrder(
            "doc/licenses/THIRD-PARTY.txt does not list [extra-1.0.jar]",
            "doc/sbom.cdx.json does not list [extra-1.0.jar]");
  }

  @Test
  void fileThatIsNotAZipIsFound() throws IOException {
    Path file = Files.writeString(folder.resolve("acme.zip"), "no zip");
    assertThat(ArchiveRules.violations(file)).isNotEmpty();
  }

  static Stream<Arguments> layout() {
    return Stream.of(
        fault("file name other.zip is not", a -> a.fileName = "other.zip"),
        fault("root folders [acme-1.2.3] are not just", a -> a.root = "acme-1.2.3/"),
        fault("root folders", a -> a.root = "acme-kafka-connect-sqs-sink-1.2.3/nested/"),
        fault("root folders", a -> a.files.put("!stray.txt", text("stray"))),
        fault("is not a plain relative path", a -> a.files.put("doc/../x.txt", text("x"))),
        fault("is not a plain relative path", a -> a.files.put("!/etc/x.txt", text("x"))),
        fault("is not a plain relative path", a -> a.files.put("doc\\x.txt", text("x"))),
        fault("has time 2026-01-02T03:04", a -> a.times.put("doc/README.md", LATER)),
        fault("src/x.txt has no place in the layout", a -> a.files.put("src/x.txt", text("x"))),
        fault("archive is larger than", a -> a.files.put("doc/noise", noise(14_100_000))),
        fault(".sha512 is missing", a -> a.checksum = ""),
        fault(".sha512 does not contain", a -> a.checksum = "00  " + a.fileName),
        fault(".sha512 does not contain", a -> a.checksum = LayoutRules.sha512(text("x"))));
  }

  static Stream<Arguments> manifest() {
    return Stream.of(
        fault("manifest.json is missing", a -> a.manifestWritten = false),
        fault("manifest.json is missing", a -> manifestText(a, "{")),
        fault("manifest.json is missing", a -> manifestText(a, "[]")),
        fault("no text at /title", a -> a.manifest.put("title", " ")),
        fault("no https address at /source_url", a -> a.manifest.put("source_url", "http://x.org")),
        fault("no filled list at /tags", a -> a.manifest.putArray("tags")),
        fault("no flag at /features", a -> features(a).put("kafka_connect_api", "yes")),
        fault("licence in the manifest lacks", a -> a.manifest.putArray("license").addObject()),
        fault("no object at /docker_image", a -> a.manifest.put("docker_image", "none")),
        fault("unfiltered ${", a -> a.manifest.put("description", "${project.description}")),
        fault("version 1.2 is not semantic", a -> a.manifest.put("version", "1.2")),
        fault("version v1.2.3 is not semantic", a -> a.manifest.put("version", "v1.2.3")),
        fault("is a snapshot", a -> a.manifest.put("version", "1.2.3-SNAPSHOT")),
        fault("name SQS Sink is not plain", a -> a.manifest.put("name", "SQS Sink")),
        fault("owner Acme-Corp is outside", a -> owner(a).put("username", "Acme-Corp")),
        fault("owner type company is unknown", a -> owner(a).put("type", "company")),
        fault("component is not a sink", a -> a.manifest.putArray("component_types").add("source")),
        fault("encodings are not any", a -> features(a).putArray("supported_encodings").add("x")),
        fault(
            "delivery guarantee is not",
            a -> features(a).putArray("delivery_guarantee").add("exactly_once")),
        fault("release date 24.11.2026 is not", a -> a.manifest.put("release_date", "24.11.2026")),
        fault("release date 2026-02-30 is not", a -> a.manifest.put("release_date", "2026-02-30")),
        fault("logo assets/l.png is not", a -> a.manifest.put("logo", "assets/l.png")),
        fault("logo doc/README.md is not", a -> owner(a).put("logo", "doc/README.md")));
  }

  static Stream<Arguments> libraries() {
    return Stream.of(
        fault("a jar outside lib/", a -> a.files.put("doc/x-1.jar", jarOf("a/A.class", text("x")))),
        fault("a jar outside lib/", a -> a.files.put("lib/x/x-1.jar", jarOf("A.class", text("x")))),
        fault("in lib/ and no jar", a -> a.files.put("lib/readme.txt", text("x"))),
        fault("sqs is in lib/ in two versions", a -> addJar(a, "sqs-2.0.1.jar", "a/A.class")),
        fault("lib/ has no sts", a -> a.files.remove("lib/sts-2.0.0.jar")),
        fault("lib/ has no netty-nio", a -> a.files.remove("lib/netty-nio-client-2.0.0.jar")),
        fault("lib/ has no jackson-core", a -> a.files.remove("lib/jackson-core-2.0.0.jar")),
        fault("lib/ has no kafka-connect-sqs-sink", a -> a.ourJar.clear()),
        fault("cannot be read as a jar", a -> a.addJar("broken-1.0.jar", text("x"))),
        fault("contains Kafka", a -> addJar(a, "x-1.jar", "org/apache/kafka/common/X.class")),
        fault("contains slf4j", a -> addJar(a, "x-1.jar", "org/slf4j/Logger.class")),
        fault("a logging backend", a -> addJar(a, "x-1.jar", "ch/qos/logback/X.class")),
        fault("a logging backend", a -> addJar(a, "x-1.jar", "org/apache/logging/log4j/X.class")),
        fault("a logging backend", a -> addJar(a, "x-1.jar", "org/apache/log4j/Logger.class")),
        fault("a logging backend", a -> addJar(a, "x-1.jar", "org/apache/commons/logging/L.class")),
        fault("Apache HTTP client", a -> addJar(a, "x-1.jar", "org/apache/http/X.class")),
        fault("Apache HTTP client", a -> addJar(a, "x-1.jar", "org/apache/hc/core5/X.class")),
        fault(
            "Apache HTTP client",
            a -> addJar(a, "x-1.jar", "software/amazon/awssdk/http/apache/X.class")),
        fault(
            "Apache HTTP client",
            a -> addJar(a, "x-1.jar", "software/amazon/awssdk/http/apache5/X.class")),
        fault("native code", a -> addJar(a, "x-1.jar", "software/amazon/awssdk/crt/X.class")),
        fault("native code", a -> addJar(a, "x-1.jar", "META-INF/native/libx.so")),
        fault("compile-time annotation", a -> addJar(a, "x-1.jar", "org/jspecify/X.class")),
        fault("contains Guava", a -> addJar(a, "x-1.jar", "com/google/common/base/X.class")),
        fault(
            "that only tests use",
            a -> addJar(a, "x-1.jar", "com/fasterxml/jackson/databind/ObjectMapper.class")),
        fault(
            "that only tests use",
            a -> addJar(a, "x-1.jar", "com/fasterxml/jackson/annotation/JsonValue.class")),
        fault("contains Lombok", a -> addJar(a, "x-1.jar", "lombok/Data.class")),
        fault("a test library", a -> addJar(a, "x-1.jar", "org/junit/jupiter/api/Test.class")),
        fault("a test library", a -> addJar(a, "x-1.jar", "org/assertj/core/X.class")),
        fault("a test library", a -> addJar(a, "x-1.jar", "org/testcontainers/X.class")),
        fault("a test library", a -> addJar(a, "x-1.jar", "com/tngtech/archunit/X.class")));
  }

  static Stream<Arguments> connectorJar() {
    String service = "META-INF/services/org.apache.kafka.connect.sink.SinkConnector";
    String connector = "io/github/sqsconnect/SqsSinkConnector.class";
    return Stream.of(
        fault("SinkConnector does not name", a -> a.ourJar.remove(service)),
        fault("SinkConnector does not name", a -> a.ourJar.put(service, text("org.example.X"))),
        fault("SqsSinkConnector is not in our jar", a -> a.ourJar.remove(connector)),
        fault(
            "jar's manifest has another version",
            a -> a.ourJar.put("META-INF/MANIFEST.MF", text("Implementation-Version: 9.9.9"))),
        fault(
            "version.properties has another version",
            a ->
                a.ourJar.put(
                    "io/github/sqsconnect/version.properties", text("version=${project.version}"))),
        fault("class version 65, not 61", a -> a.ourJar.put(connector, classFile(65))),
        fault("class version 0, not 61", a -> a.ourJar.put(connector, text("x"))),
        fault("X.class is not ours", a -> a.ourJar.put("org/example/X.class", classFile(61))),
        fault(
            "SomeTest.class is a test",
            a -> a.ourJar.put("io/github/sqsconnect/SomeTest.class", classFile(61))),
        fault("entries of our jar have several times", a -> a.times.put(connector, LATER)));
  }

  static Stream<Arguments> documents() {
    String sample = "etc/quickstart.json";
    return Stream.of(
        fault("etc/ has no sample configuration", a -> a.files.remove(sample)),
        fault("does not configure our connector", a -> a.files.put(sample, text("{}"))),
        fault("not a JSON object", a -> a.files.put(sample, text(SampleArchive.CONNECTOR))),
        fault("doc/README.md is missing or empty", a -> a.files.remove("doc/README.md")),
        fault("doc/NOTICE is missing or empty", a -> a.files.put("doc/NOTICE", text(" \n"))),
        fault("bin/sqs-sink is missing", a -> a.files.remove("bin/sqs-sink")),
        fault("doc/LICENSE is missing or empty", a -> a.files.remove("doc/LICENSE")),
        fault("doc/CHANGELOG.md is missing or empty", a -> a.files.remove("doc/CHANGELOG.md")),
        fault("doc/version.txt is missing or empty", a -> a.files.remove("doc/version.txt")),
        fault("bin/health is missing or empty", a -> a.files.remove("bin/health")),
        fault("THIRD-PARTY.txt is missing or empty", a -> a.thirdParty.setLength(0)),
        fault(
            "doc/sbom.cdx.json is missing or empty",
            a -> a.files.put("doc/sbom.cdx.json", text(" "))),
        fault("not the whole Apache licence", a -> a.files.put("doc/LICENSE", text("Apache"))),
        fault(
            "version.txt has another version",
            a -> a.files.put("doc/version.txt", text("${project.version}"))),
        fault(
            "has no section for this version",
            a -> a.files.put("doc/CHANGELOG.md", text("## [Unreleased]"))),
        fault(
            "no text of GPL-3.0, the licence of y-1.jar",
            a -> a.thirdParty.append("y-1.jar  a:y:1  GPL-3.0\n")),
        fault("no text of Apache-2.0", a -> a.files.remove("doc/licenses/Apache-2.0.txt")),
        fault(
            "THIRD-PARTY.txt lists [y-1.jar], not in lib/",
            a -> a.thirdParty.append("y-1.jar  a:y:1  Apache-2.0\n")),
        fault("SBOM is not CycloneDX", a -> a.sbom.put("bomFormat", "SPDX")),
        fault("serial number or a clock", a -> a.sbom.put("serialNumber", "urn:uuid:1")),
        fault(
            "serial number or a clock",
            a -> ((ObjectNode) a.sbom.get("metadata")).put("timestamp", "now")),
        fault(
            "SBOM describes another version",
            a -> ((ObjectNode) a.sbom.at("/metadata/component")).put("version", "9.9.9")),
        fault(
            "sbom.cdx.json lists [y-1.jar], not in lib/",
            a ->
                a.sbom
                    .withArrayProperty("components")
                    .addObject()
                    .put("name", "y")
                    .put("version", "1")));
  }

  private static Arguments fault(String violation, Consumer<SampleArchive> fault) {
    return Arguments.of(violation, fault);
  }

  private static void addJar(SampleArchive archive, String name, String entry) {
    archive.addJar(name, jarOf(entry, text("x")));
  }

  private static void manifestText(SampleArchive archive, String text) {
    archive.files.put("manifest.json", text(text));
  }

  private static ObjectNode owner(SampleArchive archive) {
    return (ObjectNode) archive.manifest.get("owner");
  }

  private static ObjectNode features(SampleArchive archive) {
    return (ObjectNode) archive.manifest.get("features");
  }

  /** Bytes that do not compress. */
  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
