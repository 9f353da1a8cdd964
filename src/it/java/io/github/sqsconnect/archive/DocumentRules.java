package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.sqsconnect.archive.PluginArchive.Entry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a person and a scanner read: documents, licences, and the two lists of what is in lib/. */
final class DocumentRules {
  private static final String THIRD_PARTY = "doc/licenses/THIRD-PARTY.txt";
  private static final List<String> DOCUMENTS =
      List.of(
          "doc/README.md",
          "doc/LICENSE",
          "doc/NOTICE",
          "doc/CHANGELOG.md",
          "doc/version.txt",
          "doc/sbom.cdx.json",
          THIRD_PARTY);

  private DocumentRules() {}

  static List<String> violations(PluginArchive archive) {
    Violations violations = new Violations();
    for (String document : DOCUMENTS) {
      violations.unless(
          archive.find(document).filter(entry -> !entry.text().isBlank()).isPresent(),
          document + " is missing or empty");
    }
    String license = text(archive, "doc/LICENSE");
    violations.unless(
        license.contains("Apache License")
            && license.contains("Version 2.0, January 2004")
            && license.contains("END OF TERMS AND CONDITIONS"),
        "doc/LICENSE is not the whole Apache licence");
    violations.unless(
        text(archive, "doc/version.txt").strip().equals(archive.version()),
        "doc/version.txt has another version than the manifest");
    violations.unless(
        text(archive, "doc/CHANGELOG.md").contains("## [" + archive.version() + "]"),
        "doc/CHANGELOG.md has no section for this version");
    samples(archive, violations);
    Set<String> jars =
        archive
            .thirdPartyJars()
            .map(Entry::fileName)
            .collect(Collectors.toCollection(TreeSet::new));
    thirdPartyList(archive, jars, violations);
    sbom(archive, jars, violations);
    return violations.list();
  }

  private static void samples(PluginArchive archive, Violations violations) {
    List<Entry> samples =
        archive
            .filesUnder("etc/")
            .filter(entry -> entry.fileName().matches(".*\\.(json|properties)"))
            .toList();
    violations.unless(!samples.isEmpty(), "etc/ has no sample configuration");
    for (Entry sample : samples) {
      violations.unless(
          sample.text().contains("io.github.sqsconnect.SqsSinkConnector"),
          sample.name() + " does not configure our connector");
      violations.unless(
          !sample.fileName().endsWith(".json") || PluginArchive.json(sample).isObject(),
          sample.name() + " is not a JSON object");
    }
  }

  /** Lines of the form {@code file group:artifact:version licence, licence}. */
  private static void thirdPartyList(
      PluginArchive archive, Set<String> jars, Violations violations) {
    List<String[]> lines =
        text(archive, THIRD_PARTY).lines().map(line -> line.split(" {2}", -1)).toList();
    Set<String> listed = new TreeSet<>();
    for (String[] line : lines) {
      if (line.length < 2 || !line[0].endsWith(".jar")) {
        continue;
      }
      listed.add(line[0]);
      for (String licence : line[line.length - 1].split(", ", -1)) {
        violations.unless(
            archive.find("doc/licenses/" + licence + ".txt").isPresent(),
            "doc/licenses/ has no text of " + licence + ", the licence of " + line[0]);
      }
    }
    compare(THIRD_PARTY, listed, jars, violations);
  }

  private static void sbom(PluginArchive archive, Set<String> jars, Violations violations) {
    JsonNode sbom =
        archive
            .find("doc/sbom.cdx.json")
            .map(PluginArchive::json)
            .orElse(MissingNode.getInstance());
    violations.unless(
        sbom.path("bomFormat").asText().equals("CycloneDX"), "the SBOM is not CycloneDX");
    violations.unless(
        !sbom.has("serialNumber") && !sbom.path("metadata").has("timestamp"),
        "the SBOM has a serial number or a clock and differs in each build");
    violations.unless(
        sbom.at("/metadata/component/version").asText().equals(archive.version()),
        "the SBOM describes another version");
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : sbom.path("components")) {
      listed.add(
          component.path("name").asText() + "-" + component.path("version").asText() + ".jar");
    }
    compare("doc/sbom.cdx.json", listed, jars, violations);
  }

  private static void compare(
      String list, Set<String> listed, Set<String> jars, Violations violations) {
    Set<String> unlisted = new TreeSet<>(jars);
    unlisted.removeAll(listed);
    violations.unless(unlisted.isEmpty(), list + " does not list " + unlisted);
    Set<String> absent = new TreeSet<>(listed);
    absent.removeAll(jars);
    violations.unless(absent.isEmpty(), list + " lists " + absent + ", not in lib/");
  }

  private static String text(PluginArchive archive, String path) {
    return archive.find(path).map(Entry::text).orElse("");
  }
}
