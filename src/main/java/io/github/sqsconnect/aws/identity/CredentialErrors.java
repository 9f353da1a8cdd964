package io.github.sqsconnect.aws.identity;

import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.delivery.StopReason;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * The setting to fix when a source returns no credentials: STS rejects the request, or the source
 * has none. Errors that may disappear by themselves name no setting.
 */
public record CredentialErrors(AwsSettings identity) {
  private static final String NONE_FOUND = " : [";
  private static final Pattern PROFILE_FILE =
      Pattern.compile("(: |, profileFile=)ProfileFile\\(sections=\\[[^]]*\\]\\)");

  /** The text of the SDK for two of the sources. */
  private static final String NO_KEYS =
      "Unable to load credentials from system settings. Access key must be specified either via environment variable"
          + " (AWS_ACCESS_KEY_ID) or system property (aws.accessKeyId).";

  private static final Set<String> WEB_IDENTITY_CODES =
      Set.of("InvalidIdentityToken", "IDPRejectedClaim");
  private static final int CLIENT_ERROR = 400;
  private static final int FORBIDDEN = 403;

  /**
   * The setting to fix and how, unless the error may disappear by itself.
   *
   * @param cause the error of the source
   * @param answer the same error as text for a message
   */
  public Optional<SettingError> permanentError(Throwable cause, String answer) {
    if (cause instanceof AwsServiceException sts) {
      return stsError(sts, answer);
    }

    // Subclasses of SdkClientException are timeouts and interruptions.
    boolean hasNone = cause.getClass() == SdkClientException.class;
    boolean isPermanent =
        (hasNone || identity.provider().isPresent())
            && !hasCause(cause, IOException.class)
            && !hasCause(cause, TimeoutException.class);
    return isPermanent ? Optional.of(noCredentials(cause)) : Optional.empty();
  }

  private Optional<SettingError> stsError(AwsServiceException sts, String answer) {
    String code = code(sts);
    if (WEB_IDENTITY_CODES.contains(code) || answer.contains("sts:AssumeRoleWithWebIdentity")) {
      return error(
          AwsSettings.ACCESS_KEY_ID,
          " is not set, and STS rejects the web identity of the worker: "
              + answer
              + ". Let the role in AWS_ROLE_ARN trust the provider, the audience and the service account of the token.");
    }
    if (identity.role().arn().isPresent() && "AccessDenied".equals(code)) {
      return error(
          RoleSettings.ARN,
          " cannot be assumed: "
              + answer
              + ". Allow sts:AssumeRole on it for this identity, and check that its trust policy contains the identity"
              + " and the external id.");
    }
    if (sts.statusCode() == CLIENT_ERROR && "ValidationError".equals(code)) {
      return error(
          RoleSettings.SESSION_DURATION_MS,
          " or another key of the role is rejected: "
              + answer
              + ". Set a duration that the role allows; a role that is assumed by another role allows at most 3600000.");
    }
    return sts.statusCode() == FORBIDDEN && !code.isEmpty() && sts.requestId() != null
        ? error(
            identityKey(),
            " is rejected: " + answer + ". " + StopReason.CREDENTIALS_REJECTED.fix() + '.')
        : Optional.empty();
  }

  private static String code(AwsServiceException sts) {
    return sts.awsErrorDetails() == null || sts.awsErrorDetails().errorCode() == null
        ? ""
        : sts.awsErrorDetails().errorCode();
  }

  private SettingError noCredentials(Throwable cause) {
    String details = details(cause);
    if (identity.profile().isPresent()) {
      return new SettingError(
          AwsSettings.PROFILE,
          AwsSettings.PROFILE
              + " = '"
              + identity.profile().get()
              + "' has no credentials: "
              + details
              + ". Set a profile of the worker's AWS files (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, or ~/.aws of"
              + " its user), or add the profile to them.");
    }
    if (identity.provider().isPresent()) {
      return new SettingError(
          ProviderSettings.CLASS,
          ProviderSettings.CLASS
              + " returns no credentials: "
              + details
              + ". Check what the class needs, and set it under sqs.credentials.provider.");
    }
    boolean forRole = identity.role().arn().isPresent();
    return new SettingError(
        forRole ? RoleSettings.ARN : AwsSettings.ACCESS_KEY_ID,
        (forRole
                ? "aws.sts.role.arn cannot be assumed, because no identity is set"
                : "aws.access.key.id is not set")
            + ", and the default credentials chain of the worker finds no credentials. Set"
            + " aws.access.key.id and aws.secret.access.key, aws.profile.name or sqs.credentials.provider.class; or give"
            + " the worker an identity. Checked sources: "
            + details
            + '.');
  }

  /** The key that sets the identity. With none set, the key of the simplest one. */
  public String identityKey() {
    if (identity.accessKeyId().isPresent()) {
      return AwsSettings.ACCESS_KEY_ID;
    }
    return identity
        .profile()
        .map(profile -> AwsSettings.PROFILE)
        .or(() -> identity.provider().map(provider -> ProviderSettings.CLASS))
        .orElse(AwsSettings.ACCESS_KEY_ID);
  }

  private static Optional<SettingError> error(String key, String problem) {
    return Optional.of(new SettingError(key, key + problem));
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The text of the SDK without the list of all sources, which it repeats with their errors, and
   * without the ends of class names.
   */
  private static String details(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    int list = text.indexOf(NONE_FOUND);
    String each =
        list < 0 || !text.endsWith("]")
            ? text
            : text.substring(list + NONE_FOUND.length(), text.length() - 1);
    return PROFILE_FILE
        .matcher(each)
        .replaceAll("")
        .replace(NO_KEYS, "not set")
        .replaceAll("CredentialsProvider\\([^)]*\\):", ":")
        .replace(".,", ",")
        .replaceAll("\\.+$", "");
  }
}
