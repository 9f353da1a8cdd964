package io.github.sqsconnect.aws.environment;

/**
 * Why a configuration does not work.
 *
 * @param key the key to fix
 * @param message what is wrong and how to fix it
 */
public record SettingError(String key, String message) {}
