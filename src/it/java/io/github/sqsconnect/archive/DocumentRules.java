package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.sqsconnect.archive.ArchiveContents.Entry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What people and scanners read: documents, the health check, licences, and two lists of the jars
 * in lib/.
 */
final class DocumentRules extends ArchiveRules {
  private static final String THIRD_PARTY = "doc/licenses/THIRD-PARTY.txt";
  private static final List<String> DOCUMENTS =
      List.of(
          "doc/README.md",
          "doc/LICENSE",
          "doc/NOTICE",
          "doc/CHANGELOG.md",
          "doc/version.txt",
          "doc/sbom.cdx.json",
          "bin/health",
          "bin/sqs-sink",
          THIRD_PARTY);

  DocumentRules(ArchiveContents archive) {
    super(archive);
  }

  @Override
  void check() {
    for (String document : DOCUMENTS) {
      require(
          archive.find(document).filter(entry -> !entry.text().isBlank()).isPresent(),
          document + " is missing or empty");
    }
    String license = text("doc/LICENSE");
    require(
        license.contains("Apache License")
            && license.contains("Version 2.0, January 2004")
            && license.contains("END OF TERMS AND CONDITIONS"),
        "doc/LICENSE is not the whole Apache licence");
    require(
        text("doc/version.txt").strip().equals(archive.version()),
        "doc/version.txt has another version than the manifest");
    require(
        text("doc/CHANGELOG.md").contains("## [" + archive.version() + "]"),
        "doc/CHANGELOG.md has no section for this version");
    checkSamples();
    Set<String> jars =
        archive
            .thirdPartyJars()
            .map(Entry::fileName)
            .collect(Collectors.toCollection(TreeSet::new));
    checkThirdPartyList(jars);
    checkSbom(jars);
  }

  private void checkSamples() {
    List<Entry> samples =
        archive
            .filesUnder("etc/")
            .filter(entry -> entry.fileName().matches(".*\\.(json|properties)"))
            .toList();
    require(!samples.isEmpty(), "etc/ has no sample configuration");
    for (Entry sample : samples) {
      require(
          sample.text().contains("io.github.sqsconnect.SqsSinkConnector"),
          sample.name() + " does not configure our connector");
      require(
          !sample.fileName().endsWith(".json") || ArchiveContents.json(sample).isObject(),
          sample.name() + " is not a JSON object");
    }
  }

  /** Lines of the form {@code file group:artifact:version licence, licence}. */
  private void checkThirdPartyList(Set<String> jars) {
    List<String[]> lines = text(THIRD_PARTY).lines().map(line -> line.split(" {2}", -1)).toList();
    Set<String> listed = new TreeSet<>();
    for (String[] line : lines) {
      if (line.length < 2 || !line[0].endsWith(".jar")) {
        continue;
      }
      listed.add(line[0]);
      for (String licence : line[line.length - 1].split(", ", -1)) {
        require(
            archive.find("doc/licenses/" + licence + ".txt").isPresent(),
            "doc/licenses/ has no text of " + licence + ", the licence of " + line[0]);
      }
    }
    compare(THIRD_PARTY, listed, jars);
  }

  private void checkSbom(Set<String> jars) {
    JsonNode sbom =
        archive
            .find("doc/sbom.cdx.json")
            .map(ArchiveContents::json)
            .orElse(MissingNode.getInstance());
    require(sbom.path("bomFormat").asText().equals("CycloneDX"), "the SBOM is not CycloneDX");
    require(
        !sbom.has("serialNumber") && !sbom.path("metadata").has("timestamp"),
        "the SBOM has a serial number or a clock and differs in each build");
    require(
        sbom.at("/metadata/component/version").asText().equals(archive.version()),
        "the SBOM describes another version");
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      listed.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
    }
    compare("doc/sbom.cdx.json", listed, jars);
  }

  private void compare(String list, Set<String> listed, Set<String> jars) {
    Set<String> unlisted = new TreeSet<>(jars);
    unlisted.removeAll(listed);
    require(unlisted.isEmpty(), list + " does not list " + unlisted);
    Set<String> absent = new TreeSet<>(listed);
    absent.removeAll(jars);
    require(absent.isEmpty(), list + " lists " + absent + ", not in lib/");
  }
}
