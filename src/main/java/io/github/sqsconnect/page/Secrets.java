package io.github.sqsconnect.page;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.config.Placeholders;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Settings whose values never leave the server. */
public final class Secrets {
  private static final ConfigDef DEFINITION = new SqsSinkConnector().config();

  /**
   * Names of such settings that this project does not define: of converters, of clients, of a
   * provider class.
   */
  static final Pattern NAMES =
      Pattern.compile(
          "password|passphrase|secret|token|jaas|user\\.?info|(?:api|private|keystore)[._-]?key"
              + "|^sqs\\.credentials\\.provider\\.",
          Pattern.CASE_INSENSITIVE);

  /** A URL with user and password, under any name. */
  private static final Pattern URL_WITH_PASSWORD = Pattern.compile("://[^/\\s@]*:[^/\\s@]*@");

  private Secrets() {}

  /** Whether the value of a setting is a secret. */
  public static boolean isSecret(String key) {
    ConfigDef.ConfigKey defined = DEFINITION.configKeys().get(key);
    return defined == null ? NAMES.matcher(key).find() : defined.type == ConfigDef.Type.PASSWORD;
  }

  /**
   * The settings, with a placeholder of Kafka's file provider instead of each secret. Settings
   * without a value are left out.
   */
  public static Map<String, String> hidden(Map<String, @Nullable String> settings) {
    Map<String, String> hidden = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (value != null) {
            hidden.put(key, hasSecret(key, value) ? placeholder(key) : value);
          }
        });
    return hidden;
  }

  /** A value may have a placeholder and a secret beside it. */
  private static boolean hasSecret(String key, String value) {
    return (isSecret(key) && !Placeholders.areAllOf(value))
        || URL_WITH_PASSWORD.matcher(value).find();
  }

  /**
   * What stands for a secret: the worker reads it from a file that is not a part of the settings.
   */
  private static String placeholder(String key) {
    return "${file:/etc/kafka/secrets.properties:" + key + '}';
  }
}
