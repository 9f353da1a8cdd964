package io.github.sqsconnect.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** The manifest: every field that hubs and installers read is complete and filled by the build. */
final class ManifestRules extends ArchiveRules {
  /** Semantic versioning without build metadata, because it is part of file names. */
  private static final String SEMVER =
      "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";

  private static final List<String> TEXTS =
      List.of(
          """
          /name /version /title /description /documentation_url /source_url /owner/username
          /owner/type /owner/name /owner/url /logo /owner/logo /support/provider_name /support/summary
          /support/url /release_date"""
              .split("\\s+"));
  private static final List<String> LISTS =
      List.of("/tags", "/requirements", "/component_types", "/license");
  private static final List<String> FLAGS =
      List.of(
          "/features/single_message_transforms",
          "/features/confluent_control_center_integration",
          "/features/kafka_connect_api");

  private final JsonNode manifest = archive.manifest();

  ManifestRules(ArchiveContents archive) {
    super(archive);
  }

  @Override
  void check() {
    if (!manifest.isObject()) {
      require(false, "manifest.json is missing from the root folder or is not a JSON object");
      return;
    }
    checkFields();
    checkValues();
    checkLogos();
  }

  private void checkFields() {
    for (String field : TEXTS) {
      JsonNode value = manifest.at(field);
      require(value.isTextual() && !value.asText().isBlank(), "manifest has no text at " + field);
      require(
          !field.endsWith("url") || value.asText().matches("https://[^\\s]+"),
          "manifest has no https address at " + field);
    }
    for (String field : LISTS) {
      JsonNode value = manifest.at(field);
      require(value.isArray() && !value.isEmpty(), "manifest has no filled list at " + field);
    }
    for (String field : FLAGS) {
      require(manifest.at(field).isBoolean(), "manifest has no flag at " + field);
    }
    for (JsonNode license : manifest.path("license")) {
      require(
          license.path("name").isTextual()
              && license.path("url").asText().matches("https://[^\\s]+"),
          "a licence in the manifest lacks name or address");
    }
    require(manifest.path("docker_image").isObject(), "manifest has no object at /docker_image");
    require(!manifest.toString().contains("${"), "manifest has an unfiltered ${…}");
  }

  private void checkValues() {
    String version = manifest.path("version").asText();
    require(version.matches(SEMVER), "version " + version + " is not semantic");
    require(!version.contains("SNAPSHOT"), "version " + version + " is a snapshot");
    String name = manifest.path("name").asText();
    require(name.matches("[a-z0-9][a-z0-9-]*"), "name " + name + " is not plain");
    String owner = manifest.at("/owner/username").asText();
    require(owner.matches("[a-z0-9_]{2,255}"), "owner " + owner + " is outside a-z, 0-9, _");
    String type = manifest.at("/owner/type").asText();
    require(
        type.equals("organization") || type.equals("user"), "owner type " + type + " is unknown");
    require(isOnly(manifest.path("component_types"), "sink"), "component is not a sink");
    require(isOnly(manifest.at("/features/supported_encodings"), "any"), "encodings are not any");
    require(
        isOnly(manifest.at("/features/delivery_guarantee"), "at_least_once"),
        "delivery guarantee is not at_least_once");
    String released = manifest.path("release_date").asText();
    require(isDate(released), "release date " + released + " is not yyyy-MM-dd");
  }

  private void checkLogos() {
    for (JsonNode logo : manifest.findValues("logo")) {
      require(
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
