package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * The hub's manifest: every field that hubs and installers read, complete and filled in by the
 * build.
 */
final class ManifestRules {
  /** Semantic versioning without build metadata: it is part of a folder and a file name. */
  private static final String SEMVER =
      "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";

  private static final List<String> TEXTS =
      List.of(
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
          "/support/provider_name",
          "/support/summary",
          "/support/url",
          "/release_date");
  private static final List<String> LISTS =
      List.of("/tags", "/requirements", "/component_types", "/license");
  private static final List<String> FLAGS =
      List.of(
          "/features/single_message_transforms",
          "/features/confluent_control_center_integration",
          "/features/kafka_connect_api");

  private ManifestRules() {}

  static List<String> violations(PluginArchive archive) {
    Violations violations = new Violations();
    JsonNode manifest = archive.manifest();
    if (!manifest.isObject()) {
      return List.of("manifest.json is missing from the root folder or is not a JSON object");
    }
    fields(manifest, violations);
    values(manifest, violations);
    logos(archive, violations);
    return violations.list();
  }

  private static void fields(JsonNode manifest, Violations violations) {
    for (String field : TEXTS) {
      JsonNode value = manifest.at(field);
      violations.unless(
          value.isTextual() && !value.asText().isBlank(), "manifest has no text at " + field);
      violations.unless(
          !field.endsWith("url") || value.asText().matches("https://[^\\s]+"),
          "manifest has no https address at " + field);
    }
    for (String field : LISTS) {
      JsonNode value = manifest.at(field);
      violations.unless(
          value.isArray() && !value.isEmpty(), "manifest has no filled list at " + field);
    }
    for (String field : FLAGS) {
      violations.unless(manifest.at(field).isBoolean(), "manifest has no flag at " + field);
    }
    for (JsonNode license : manifest.path("license")) {
      violations.unless(
          license.path("name").isTextual()
              && license.path("url").asText().matches("https://[^\\s]+"),
          "a licence in the manifest lacks name or address");
    }
    violations.unless(
        manifest.path("docker_image").isObject(), "manifest has no object at /docker_image");
    violations.unless(!manifest.toString().contains("${"), "manifest has an unfiltered ${…}");
  }

  private static void values(JsonNode manifest, Violations violations) {
    String version = manifest.path("version").asText();
    violations.unless(version.matches(SEMVER), "version " + version + " is not semantic");
    violations.unless(!version.contains("SNAPSHOT"), "version " + version + " is a snapshot");
    String name = manifest.path("name").asText();
    violations.unless(name.matches("[a-z0-9][a-z0-9-]*"), "name " + name + " is not plain");
    String owner = manifest.at("/owner/username").asText();
    violations.unless(
        owner.matches("[a-z0-9_]{2,255}"), "owner " + owner + " is outside a-z, 0-9, _");
    String type = manifest.at("/owner/type").asText();
    violations.unless(
        type.equals("organization") || type.equals("user"), "owner type " + type + " is unknown");
    violations.unless(isOnly(manifest.path("component_types"), "sink"), "component is not a sink");
    violations.unless(
        isOnly(manifest.at("/features/supported_encodings"), "any"), "encodings are not any");
    violations.unless(
        isOnly(manifest.at("/features/delivery_guarantee"), "at_least_once"),
        "delivery guarantee is not at_least_once");
    String released = manifest.path("release_date").asText();
    violations.unless(isDate(released), "release date " + released + " is not yyyy-MM-dd");
  }

  private static void logos(PluginArchive archive, Violations violations) {
    for (JsonNode logo : archive.manifest().findValues("logo")) {
      violations.unless(
          logo.asText().startsWith("assets/") && archive.find(logo.asText()).isPresent(),
          "logo " + logo.asText() + " is not in assets/");
    }
  }

  private static boolean isOnly(JsonNode list, String value) {
    return list.isArray() && list.size() == 1 && list.get(0).asText().equals(value);
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
