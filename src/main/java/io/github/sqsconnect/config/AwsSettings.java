package io.github.sqsconnect.config;

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * Who signs the requests. Without keys the SDK's default chain decides: environment, web identity,
 * profile, container, instance. Values stay {@link Password}s, so no {@code toString} prints them.
 */
public record AwsSettings(
    Optional<Password> accessKeyId,
    Optional<Password> secretAccessKey,
    Optional<Password> sessionToken) {
  public static final String ACCESS_KEY_ID = "aws.access.key.id";
  public static final String SECRET_ACCESS_KEY = "aws.secret.access.key";
  public static final String SESSION_TOKEN = "aws.session.token";

  static void define(ConfigDef definition) {
    new KeyGroup(definition, "Credentials")
        .optional(
            ACCESS_KEY_ID,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.HIGH,
            "Access key id",
            "Access key id of the identity that sends. Only together with aws.secret.access.key; "
                + "without both, the default credentials chain of the AWS SDK is used.")
        .optional(
            SECRET_ACCESS_KEY,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.HIGH,
            "Secret access key",
            "Secret access key of the identity that sends. Only together with aws.access.key.id.")
        .optional(
            SESSION_TOKEN,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.MEDIUM,
            "Session token",
            "Session token of temporary credentials. Only together with the access key id and its secret.");
  }

  static AwsSettings from(AbstractConfig config) {
    return new AwsSettings(
        Optional.ofNullable(config.getPassword(ACCESS_KEY_ID)),
        Optional.ofNullable(config.getPassword(SECRET_ACCESS_KEY)),
        Optional.ofNullable(config.getPassword(SESSION_TOKEN)));
  }

  /** The first key whose value no config provider of the worker has resolved. */
  public Optional<String> unresolved() {
    if (isPlaceholder(accessKeyId)) {
      return Optional.of(ACCESS_KEY_ID);
    }
    if (isPlaceholder(secretAccessKey)) {
      return Optional.of(SECRET_ACCESS_KEY);
    }
    return isPlaceholder(sessionToken) ? Optional.of(SESSION_TOKEN) : Optional.empty();
  }

  private static boolean isPlaceholder(Optional<Password> value) {
    return value.filter(password -> password.value().startsWith("${")).isPresent();
  }
}
