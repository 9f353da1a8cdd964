package io.github.sqsconnect.aws.environment;

/**
 * A setting or file of the worker with which the AWS SDK cannot build a client.
 *
 * @param key the key of the connector that is nearest to it
 * @param problem the setting or file, what is wrong with it and what is allowed
 */
public record UnusableSetting(String key, String problem) {
  /** The error for the user who creates a connector. */
  public SettingError error() {
    return new SettingError(
        key,
        "The worker's AWS settings cannot be used: "
            + problem
            + ". Correct or remove it. If it is an environment variable or a system property, restart the worker.");
  }
}
