package io.github.sqsconnect.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/**
 * The identity that signs the requests. Without any, the SDK's default chain finds one:
 * environment, web identity, profile, container, instance. Secrets stay {@link Password}s, so that
 * no {@code toString} prints them.
 */
public record AwsSettings(
    Optional<Password> accessKeyId,
    Optional<Password> secretAccessKey,
    Optional<Password> sessionToken,
    Optional<String> profile,
    Optional<ProviderSettings> provider,
    RoleSettings role) {
  public static final String ACCESS_KEY_ID = "aws.access.key.id";
  public static final String SECRET_ACCESS_KEY = "aws.secret.access.key";
  public static final String SESSION_TOKEN = "aws.session.token";
  public static final String PROFILE = "aws.profile.name";

  static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Credentials");
    group
        .optional(
            ACCESS_KEY_ID,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.HIGH,
            "Access key id",
            "Access key id. Requires aws.secret.access.key. Without both, the default credentials chain of the AWS SDK "
                + "is used.")
        .optional(
            SECRET_ACCESS_KEY,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.HIGH,
            "Secret access key",
            "Secret access key. Requires aws.access.key.id.")
        .optional(
            SESSION_TOKEN,
            Type.PASSWORD,
            null,
            Rules.secret(),
            Importance.MEDIUM,
            "Session token",
            "Session token of temporary credentials. Requires the access key id and the secret access key.")
        .optional(
            PROFILE,
            Type.STRING,
            null,
            Rules.notBlank("the name of a profile"),
            Importance.LOW,
            "Profile",
            "Profile in the worker's AWS config and credentials files, used instead of keys.");
    ProviderSettings.define(group);
    RoleSettings.define(definition);
  }

  static AwsSettings from(AbstractConfig config) {
    return new AwsSettings(
        Optional.ofNullable(config.getPassword(ACCESS_KEY_ID)),
        Optional.ofNullable(config.getPassword(SECRET_ACCESS_KEY)),
        Optional.ofNullable(config.getPassword(SESSION_TOKEN)),
        Optional.ofNullable(config.getString(PROFILE)),
        ProviderSettings.from(config),
        RoleSettings.from(config));
  }

  /** Whether no identity is set, so that the worker's own is used. */
  public boolean isLeftToTheWorker() {
    return accessKeyId.isEmpty() && profile.isEmpty() && provider.isEmpty();
  }

  /** Errors between the keys that set an identity: the message by key. */
  Map<String, String> conflicts() {
    Map<String, String> conflicts = new LinkedHashMap<>();
    if (accessKeyId.isPresent() && secretAccessKey.isEmpty()) {
      conflicts.put(SECRET_ACCESS_KEY, missing(SECRET_ACCESS_KEY, ACCESS_KEY_ID));
    }
    if (secretAccessKey.isPresent() && accessKeyId.isEmpty()) {
      conflicts.put(ACCESS_KEY_ID, missing(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    }
    if (sessionToken.isPresent() && accessKeyId.isEmpty()) {
      conflicts.put(
          SESSION_TOKEN,
          "aws.session.token is set without aws.access.key.id and aws.secret.access.key. Set all three, or none.");
    }
    if (profile.isPresent() && accessKeyId.isPresent()) {
      conflicts.put(PROFILE, twoIdentities(PROFILE, ACCESS_KEY_ID));
    }
    if (provider.isPresent() && (accessKeyId.isPresent() || profile.isPresent())) {
      conflicts.put(
          ProviderSettings.CLASS,
          twoIdentities(ProviderSettings.CLASS, profile.isPresent() ? PROFILE : ACCESS_KEY_ID));
    }
    if (role.arn().isEmpty()) {
      conflicts.putAll(role.withoutRole(!isLeftToTheWorker()));
    }
    return conflicts;
  }

  private static String missing(String key, String other) {
    return key
        + " is missing although "
        + other
        + " is set. Set both, or neither to use the default credentials chain.";
  }

  private static String twoIdentities(String key, String other) {
    return key
        + " and "
        + other
        + " are both set, which are two identities. Set one: keys, a profile, or a provider class. A role can be assumed"
        + " with each of them.";
  }
}
