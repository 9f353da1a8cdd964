package io.github.sqsconnect.config;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Provider classes of another SQS connector. Their keys are translated to keys of this connector,
 * so that configurations of the other connector still work.
 */
final class BuiltInProviders {
  private static final String DEFAULT_CHAIN =
      "com.amazonaws.auth.DefaultAWSCredentialsProviderChain";

  private static final Map<String, Map<String, String>> KEYS =
      Map.of(
          DEFAULT_CHAIN,
          Map.of(),
          "com.nordstrom.kafka.connect.auth.AWSUserCredentialsProvider",
          Map.of(
              "accessKeyId", AwsSettings.ACCESS_KEY_ID,
              "secretKey", AwsSettings.SECRET_ACCESS_KEY),
          "com.nordstrom.kafka.connect.auth.AWSAssumeRoleCredentialsProvider",
          Map.of(
              "role.arn", RoleSettings.ARN,
              "session.name", RoleSettings.SESSION_NAME,
              "external.id", RoleSettings.EXTERNAL_ID));

  private BuiltInProviders() {}

  /** Errors of translated values: the message by the key of the other connector. */
  static Map<String, String> errors(Map<String, String> properties) {
    Map<String, String> keys = KEYS.get(properties.getOrDefault(ProviderSettings.CLASS, ""));
    Map<String, String> errors = new TreeMap<>();
    if (keys != null) {
      Map<String, ConfigValue> checked =
          SqsSinkConfig.definition().validateAll(translated(properties));
      keys.forEach(
          (theirs, ours) -> {
            ConfigValue value = checked.get(ours);
            String key = ProviderSettings.PREFIX + theirs;
            if (value != null
                && properties.containsKey(key)
                && !properties.containsKey(ours)
                && !value.errorMessages().isEmpty()) {
              errors.put(key, key + " becomes " + value.errorMessages().get(0));
            }
          });
    }
    return errors;
  }

  /** The properties with the keys of such a class translated. */
  static Map<String, String> translated(Map<String, String> properties) {
    Map<String, String> keys = KEYS.get(properties.getOrDefault(ProviderSettings.CLASS, ""));
    if (keys == null) {
      return properties;
    }
    Map<String, String> translated = new HashMap<>(properties);
    translated.remove(ProviderSettings.CLASS);
    keys.forEach(
        (theirs, ours) -> {
          String value = translated.remove(ProviderSettings.PREFIX + theirs);
          if (value != null) {
            translated.putIfAbsent(ours, value);
          }
        });
    return translated;
  }
}
