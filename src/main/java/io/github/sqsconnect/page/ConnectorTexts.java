package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.analysis.IamPolicy;
import io.github.sqsconnect.analysis.InputException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as texts that create the connector. They contain no secret.
 *
 * @param name of the connector
 * @param settings without the name, in the order in which people read them
 */
record ConnectorTexts(String name, Map<String, String> settings) {
  private static final String NAME = "name";
  private static final String DEFAULT_NAME = "sqs-sink";
  private static final String CLASS = "connector.class";
  private static final String TASKS = "tasks.max";

  /** Connect's own settings stand before those of the connector. */
  private static final List<String> FIRST = List.of(CLASS, TASKS, "topics", "topics.regex");

  private static final String DEFAULT_WORKER = "http://localhost:8083";
  private static final Pattern WORKER = Pattern.compile("https?://[!-~]+");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern PLAIN_YAML_KEY = Pattern.compile("[a-z]+(\\.[a-z0-9]+)+|topics");
  private static final int LONGEST_RESOURCE_NAME = 253;

  /** The policies of a configuration, or why there is none. */
  record Policies(Map<String, String> byOwner, Optional<String> problem) {}

  /**
   * Prepares the texts.
   *
   * @param given settings; a placeholder replaces each secret
   */
  static ConnectorTexts of(Map<String, @Nullable String> given) {
    Map<String, String> rest = new TreeMap<>(Secrets.hidden(given));
    String name = rest.remove(NAME);
    rest.putIfAbsent(CLASS, SqsSinkConnector.class.getName());

    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : FIRST) {
      if (rest.containsKey(key)) {
        settings.put(key, rest.remove(key));
      }
    }
    for (String key : new SqsSinkConnector().config().names()) {
      if (rest.containsKey(key)) {
        settings.put(key, rest.remove(key));
      }
    }
    settings.putAll(rest);
    return new ConnectorTexts(name == null || name.isBlank() ? DEFAULT_NAME : name, settings);
  }

  /** The body of {@code POST /connectors}. */
  String json() {
    return json(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField(NAME, name);
          generator.writeFieldName("config");
          writeSettings(generator);
          generator.writeEndObject();
        });
  }

  /** A file for a standalone worker. */
  String properties() {
    StringBuilder text = new StringBuilder();
    line(text, NAME, name);
    settings.forEach((key, value) -> line(text, key, value));
    return text.toString();
  }

  private static void line(StringBuilder text, String key, String value) {
    text.append(Quoting.propertiesKey(key))
        .append('=')
        .append(Quoting.propertiesValue(value))
        .append('\n');
  }

  /**
   * A command that creates the connector, or changes it.
   *
   * @param worker the address of the worker; the default port on this machine if it is none
   */
  String curl(@Nullable String worker) {
    String base = worker != null && WORKER.matcher(worker).matches() ? worker : DEFAULT_WORKER;
    String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    String address = base.replaceAll("/+$", "") + "/connectors/" + path + "/config";
    return "curl --fail-with-body --globoff --request PUT "
        + Quoting.shell(address)
        + " \\\n  --header 'Content-Type: application/json' \\\n  --data-raw "
        + Quoting.shell(json(this::writeSettings))
        + '\n';
  }

  /** A resource of Strimzi, which runs Connect on Kubernetes. */
  String strimzi() {
    String resource = resourceName();
    StringBuilder text = new StringBuilder();
    if (!resource.equals(name)) {
      text.append("# Kubernetes allows no other name; Strimzi uses it for the connector too.\n");
    }
    text.append("# For Strimzi 0.49 and newer. Older ones need kafka.strimzi.io/v1beta2.\n")
        .append("apiVersion: kafka.strimzi.io/v1\n")
        .append("kind: KafkaConnector\n")
        .append("metadata:\n")
        .append("  name: ")
        .append(Quoting.yaml(resource))
        .append("\n  labels:\n")
        .append("    # Replace it by the name of your KafkaConnect resource.\n")
        .append("    strimzi.io/cluster: my-connect\n")
        .append("spec:\n  class: ")
        .append(Quoting.yaml(settings.getOrDefault(CLASS, "")))
        .append('\n');
    Optional.ofNullable(settings.get(TASKS))
        .map(String::trim)
        .filter(count -> COUNT.matcher(count).matches())
        .ifPresent(count -> text.append("  tasksMax: ").append(count).append('\n'));
    text.append("  config:\n");
    settings.forEach(
        (key, value) -> {
          if (!key.equals(CLASS) && !key.equals(TASKS)) {
            text.append("    ").append(yamlKey(key)).append(": ");
            text.append(Quoting.yaml(value)).append('\n');
          }
        });
    return text.toString();
  }

  private static String yamlKey(String key) {
    return PLAIN_YAML_KEY.matcher(key).matches() ? key : Quoting.yaml(key);
  }

  /** The name as Kubernetes allows it: lower-case letters, digits, '-' and '.'. */
  private String resourceName() {
    String allowed =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.-]+", "-")
            .replaceAll("[.-]*[.][.-]*", ".")
            .replaceAll("^[.-]+", "");
    String cut = allowed.substring(0, Math.min(allowed.length(), LONGEST_RESOURCE_NAME));
    String resource = cut.replaceAll("[.-]+$", "");
    return resource.isEmpty() ? DEFAULT_NAME : resource;
  }

  /** The policies that the credentials need, by whose they are. */
  Policies iam() {
    Map<String, @Nullable String> given = new LinkedHashMap<>(settings);
    try {
      Map<String, String> policies = new LinkedHashMap<>();
      for (IamPolicy policy : IamPolicy.of(given, null)) {
        policies.put(policy.of(), json(policy::write));
      }
      return new Policies(policies, Optional.empty());
    } catch (InputException e) {
      return new Policies(Map.of(), Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private void writeSettings(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      json.writeStringField(setting.getKey(), setting.getValue());
    }
    json.writeEndObject();
  }

  private static String json(PageResponse.Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      DefaultIndenter indent = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter(
              Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER));
      printer.indentObjectsWith(indent);
      printer.indentArraysWith(indent);
      json.setPrettyPrinter(printer);
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
