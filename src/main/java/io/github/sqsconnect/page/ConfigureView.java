package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConfigCheck;
import io.github.sqsconnect.analysis.ConnectKeys;
import io.github.sqsconnect.analysis.Finding;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.ValuelessKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** The view that edits a configuration: its form, what is wrong with it, and texts to copy. */
public final class ConfigureView {
  private static final String CONFIG = "config";

  /** A line of the log about a key; the rest is for people. */
  private static final Pattern WARNING =
      Pattern.compile("event=setting_without_effect key=(\\S+) reason=\"(.*)\"");

  private final List<FormKey> keys = FormKey.all();

  private ConfigureView() {}

  /** The view with its part of the API. */
  public static PageView create() {
    ConfigureView view = new ConfigureView();
    return new PageView(
        "configure",
        List.of(
            PageFile.beside(ConfigureView.class, "configure.js"),
            PageFile.beside(ConfigureView.class, "configure.css")),
        Map.of(
            "GET /api/options", request -> PageResponse.json(view::writeOptions),
            "POST /api/check", view::check,
            "POST /api/outputs", ConfigureView::outputs));
  }

  private void writeOptions(JsonGenerator json) throws IOException {
    Map<String, List<FormKey>> groups = new LinkedHashMap<>();
    for (FormKey key : keys) {
      groups.computeIfAbsent(key.group(), name -> new ArrayList<>()).add(key);
    }
    json.writeStartObject();
    json.writeArrayFieldStart("groups");
    for (Map.Entry<String, List<FormKey>> group : groups.entrySet()) {
      json.writeStartObject();
      json.writeStringField("title", group.getKey());
      json.writeArrayFieldStart("keys");
      for (FormKey key : group.getValue()) {
        key.write(json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("secrets", Secrets.NAMES.pattern());
    json.writeArrayFieldStart("presets");
    for (Preset preset : Preset.all()) {
      json.writeStartObject();
      json.writeStringField("title", preset.title());
      json.writeStringField("description", preset.description());
      json.writeObjectFieldStart("settings");
      for (Map.Entry<String, String> setting : preset.settings().entrySet()) {
        json.writeStringField(setting.getKey(), setting.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What a worker would report, without the request to the queue. */
  private PageResponse check(PageRequest request) {
    Map<String, @Nullable String> given = request.object(CONFIG).settings();
    Map<String, String> settings = ValuelessKeys.removed(given);
    Map<String, ConfigValue> values =
        new HashMap<>(SqsSinkConfig.definition().validateAll(settings));
    values.putAll(ConnectKeys.definition().validateAll(settings));
    Map<String, List<String>> errors = new LinkedHashMap<>();
    ConfigCheck check = ConfigCheck.of(withClass(given), false);
    for (Finding error : check.errors()) {
      errors.computeIfAbsent(error.key(), key -> new ArrayList<>()).add(error.message());
    }

    return PageResponse.json(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("keys");
          for (FormKey key : keys) {
            ConfigValue value = Objects.requireNonNull(values.get(key.name()));
            json.writeObjectFieldStart(key.name());
            json.writeBooleanField("visible", value.visible());
            FormKey.writeTexts(
                json, "values", value.recommendedValues().stream().map(String::valueOf).toList());
            FormKey.writeTexts(json, "errors", errors.getOrDefault(key.name(), List.of()));
            json.writeEndObject();
            errors.remove(key.name());
          }
          for (Map.Entry<String, List<String>> other : errors.entrySet()) {
            json.writeObjectFieldStart(other.getKey());
            FormKey.writeTexts(json, "errors", other.getValue());
            json.writeEndObject();
          }
          json.writeEndObject();
          writeWarnings(json, check.warnings());
          FormKey.writeTexts(json, "unchecked", check.placeholders());
          json.writeEndObject();
        });
  }

  /** The page has no field for the class: it is always this connector. */
  private static Map<String, @Nullable String> withClass(Map<String, @Nullable String> given) {
    Map<String, @Nullable String> settings = new LinkedHashMap<>(given);
    settings.putIfAbsent("connector.class", "SqsSinkConnector");
    return settings;
  }

  private static void writeWarnings(JsonGenerator json, List<String> warnings) throws IOException {
    json.writeArrayFieldStart("warnings");
    for (String warning : warnings) {
      Matcher ofKey = WARNING.matcher(warning);
      json.writeStartObject();
      if (ofKey.matches()) {
        json.writeStringField("key", ofKey.group(1));
        json.writeStringField("message", "It has no effect: " + ofKey.group(2) + '.');
      } else {
        json.writeStringField("message", warning.replaceFirst("^event=\\w+ ", ""));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static PageResponse outputs(PageRequest request) {
    ConnectorTexts texts = ConnectorTexts.of(request.object(CONFIG).settings());
    ConnectorTexts.Policies policies = texts.iam();
    return PageResponse.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("json", texts.json());
          json.writeStringField("properties", texts.properties());
          json.writeStringField("curl", texts.curl(request.text("worker")));
          json.writeStringField("strimzi", texts.strimzi());
          json.writeObjectFieldStart("iam");
          for (Map.Entry<String, String> policy : policies.byOwner().entrySet()) {
            json.writeStringField(policy.getKey(), policy.getValue());
          }
          json.writeEndObject();
          if (policies.problem().isPresent()) {
            json.writeStringField("noPolicy", policies.problem().get());
          }
          json.writeEndObject();
        });
  }
}
