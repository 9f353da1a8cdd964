package io.github.sqsconnect.config;

import java.util.HashMap;
import java.util.Map;

/**
 * Provider classes of another connector for SQS that are built in here: their keys become ours, so
 * that its configurations go on to work.
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

  /** The properties with such a class, and what it was configured with, under our keys. */
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
