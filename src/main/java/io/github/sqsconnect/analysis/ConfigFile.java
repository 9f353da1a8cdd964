package io.github.sqsconnect.analysis;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a connector in a file: JSON as the REST API accepts it, a JSON object with
 * the settings only, or properties.
 */
public final class ConfigFile {
  private static final int MOST_BYTES = 1_048_576;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String NAME = "name";
  private static final String ALLOWED =
      ". Allowed: the JSON of a connector (with name and config, or the settings only), or properties";
  private static final String FROM_STRIMZI =
      ". Copy spec.config to a .properties file, without quotes, with connector.class from spec.class. For the way back,"
          + " the Strimzi tab of sqs-sink page makes the YAML from JSON";

  private final Path file;

  private ConfigFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the settings. A value is null if the JSON has null, which Connect passes on.
   *
   * @throws InputException if the file is no configuration
   */
  public static Map<String, @Nullable String> read(Path file) {
    ConfigFile config = new ConfigFile(file);
    String text = config.text();
    String json = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return json.stripLeading().startsWith("{") || config.hasName(".*\\.json")
        ? config.json(json)
        : config.properties(text);
  }

  private boolean hasName(String pattern) {
    return file.toString().toLowerCase(Locale.ROOT).matches(pattern);
  }

  private String text() {
    if (!Files.exists(file)) {
      throw new InputException(file + " does not exist");
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InputException(file + " is not a file that can be read");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new InputException(file + " is larger than 1 MiB" + ALLOWED);
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw new InputException(file + " is not text" + ALLOWED);
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not text in UTF-8" + ALLOWED);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read: " + e.getMessage());
    }
  }

  private Map<String, @Nullable String> properties(String text) {
    if (hasName(".*\\.ya?ml")) {
      throw new InputException(file + " is YAML" + ALLOWED + FROM_STRIMZI);
    }
    if (text.startsWith(BYTE_ORDER_MARK)) {
      throw new InputException(
          file
              + " begins with a byte-order mark, which a worker reads as a part of the first key. Save it as UTF-8"
              + " without a byte-order mark");
    }
    Map<String, @Nullable String> settings = new TreeMap<>(loaded(text));
    refuseOtherCharacters(settings, text);
    refuseResource(settings.containsKey("apiVersion") && settings.containsKey("kind"));
    if (settings.isEmpty()) {
      throw new InputException(file + " has no settings" + ALLOWED);
    }
    return settings;
  }

  private Map<String, String> loaded(String text) {
    Map<String, String> settings = new TreeMap<>();
    Properties properties =
        new Properties() {
          @Override
          public synchronized @Nullable Object put(Object key, Object value) {
            if (settings.put(String.valueOf(key), String.valueOf(value)) != null) {
              refuseSecond(String.valueOf(key));
            }
            return null;
          }
        };
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(file + " cannot be read as properties: " + e.getMessage());
    }
    return settings;
  }

  /** Connect uses the last of several values and does not report the others. */
  private void refuseSecond(String key) {
    throw new InputException(
        file + " sets " + key + " twice, and a worker uses the last value. Remove one of them");
  }

  /** A worker reads the bytes of properties as ISO 8859-1. */
  private void refuseOtherCharacters(Map<String, @Nullable String> settings, String text) {
    Map<String, String> ofWorker =
        loaded(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    settings.forEach(
        (key, value) -> {
          if (!Objects.equals(value, ofWorker.get(key))) {
            throw new InputException(
                file
                    + ": "
                    + key
                    + " has a character that is not ASCII, and a worker reads properties as ISO 8859-1. Write it as"
                    + " \\u and its four digits, or use JSON");
          }
        });
  }

  private Map<String, @Nullable String> json(String text) {
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(text);
    } catch (RejectedRecordException e) {
      throw new InputException(file + " is " + e.reason());
    }

    if (!json.is(json.root(), JsonDocument.OBJECT)) {
      throw new InputException(file + " is " + json.describe(json.root()) + ALLOWED);
    }
    if (json.firstDuplicate() != JsonDocument.NONE) {
      refuseSecond(json.location(json.firstDuplicate()));
    }
    refuseResource(
        member(json, "apiVersion") != JsonDocument.NONE
            && member(json, "kind") != JsonDocument.NONE);
    Map<String, @Nullable String> settings = new TreeMap<>();
    int config = member(json, "config");
    if (config != JsonDocument.NONE && json.is(config, JsonDocument.OBJECT)) {
      int name = member(json, NAME);
      addMembers(json, config, settings);
      settings.putIfAbsent(NAME, ""); // as a worker does, which then refuses it
      if (name != JsonDocument.NONE && json.is(name, JsonDocument.STRING)) {
        refuseOtherName(json.string(name), settings.put(NAME, json.string(name).trim()));
      }
    } else {
      addMembers(json, json.root(), settings);
    }
    return settings;
  }

  private void refuseOtherName(String name, @Nullable String inConfig) {
    if (inConfig != null && !inConfig.isEmpty() && !inConfig.equals(name.trim())) {
      throw new InputException(
          file
              + " has two names, '"
              + name
              + "' and in config '"
              + inConfig
              + "', which a worker refuses. Remove the one in config");
    }
  }

  private void refuseResource(boolean resource) {
    if (resource) {
      throw new InputException(file + " is a resource of Kubernetes" + ALLOWED + FROM_STRIMZI);
    }
  }

  private static int member(JsonDocument json, String wanted) {
    int object = json.root();
    for (int name = json.firstName(object); name != JsonDocument.NONE; ) {
      if (json.string(name).equals(wanted)) {
        return json.value(name);
      }
      name = json.nextName(object, name);
    }
    return JsonDocument.NONE;
  }

  private void addMembers(JsonDocument json, int object, Map<String, @Nullable String> settings) {
    for (int name = json.firstName(object);
        name != JsonDocument.NONE;
        name = json.nextName(object, name)) {
      String key = json.string(name);
      int value = json.value(name);
      settings.put(
          key,
          switch (json.kind(value)) {
            case JsonDocument.OBJECT, JsonDocument.ARRAY ->
                throw new InputException(
                    file
                        + ": the value of "
                        + key
                        + " is "
                        + json.describe(value)
                        + ". Allowed: text, a number, true, false");
            case JsonDocument.NULL -> null;
            case JsonDocument.STRING -> json.string(value);
            default -> json.literal(value);
          });
    }
  }
}
