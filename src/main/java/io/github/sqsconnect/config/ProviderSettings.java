package io.github.sqsconnect.config;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * A class that provides credentials.
 *
 * @param settings its configuration: the keys under the prefix, without the prefix
 */
public record ProviderSettings(String className, Map<String, Object> settings) {
  public static final String CLASS = "sqs.credentials.provider.class";
  static final String PREFIX = "sqs.credentials.provider.";

  static void define(KeyGroup group) {
    group.optional(
        CLASS,
        Type.STRING,
        null,
        Rules.notBlank("the name of a class"),
        Importance.LOW,
        "Credentials provider class",
        "Class that provides the credentials: an AwsCredentialsProvider of the AWS SDK for Java 2, in a jar in the "
            + "lib folder of this plugin. A class that implements Configurable receives the keys under "
            + "sqs.credentials.provider. without that prefix.");
  }

  static Optional<ProviderSettings> from(AbstractConfig config) {
    return Optional.ofNullable(config.getString(CLASS))
        .map(name -> new ProviderSettings(name, config.originalsWithPrefix(PREFIX)));
  }

  /** Shows the keys only: a value may be a secret. */
  @Override
  public String toString() {
    return className + settings.keySet();
  }
}
