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
 * What is wrong with an identity whose source gives no credentials: STS refuses, or nothing is
 * there to be given. What may pass by itself is not wrong.
 */
public record CredentialErrors(AwsSettings identity) {
  private static final String NONE_FOUND = " : [";
  private static final Pattern PROFILE_FILE =
      Pattern.compile("(: |, profileFile=)ProfileFile\\(sections=\\[[^]]*\\]\\)");
  private static final Set<String> WEB_IDENTITY_CODES =
      Set.of("InvalidIdentityToken", "IDPRejectedClaim");
  private static final int CLIENT_ERROR = 400;
  private static final int FORBIDDEN = 403;

  /** The key to mend and how, unless it may pass by itself. */
  public Optional<SettingError> of(Throwable cause, String answer) {
    if (cause instanceof AwsServiceException sts) {
      return ofSts(sts, answer);
    }
    // Subclasses are timeouts and interruptions.
    boolean nothingThere = cause.getClass() == SdkClientException.class;
    boolean lasting =
        (nothingThere || identity.provider().isPresent())
            && !hasCause(cause, IOException.class)
            && !hasCause(cause, TimeoutException.class);
    return lasting ? Optional.of(ofNothing(cause)) : Optional.empty();
  }

  private Optional<SettingError> ofSts(AwsServiceException sts, String answer) {
    String code =
        sts.awsErrorDetails() == null || sts.awsErrorDetails().errorCode() == null
            ? ""
            : sts.awsErrorDetails().errorCode();
    if (WEB_IDENTITY_CODES.contains(code) || answer.contains("sts:AssumeRoleWithWebIdentity")) {
      return refusal(
          AwsSettings.ACCESS_KEY_ID,
          " is not set, and the web identity of the worker is refused: "
              + answer
              + ". Let the role in AWS_ROLE_ARN trust the provider, the audience and the service account of the token.");
    }
    if (identity.role().arn().isPresent() && "AccessDenied".equals(code)) {
      return refusal(
          RoleSettings.ARN,
          " cannot be assumed: "
              + answer
              + ". Allow sts:AssumeRole on it for this identity, and see that its trust policy names the identity"
              + " and the external id.");
    }
    if (sts.statusCode() == CLIENT_ERROR && "ValidationError".equals(code)) {
      return refusal(
          RoleSettings.SESSION_DURATION_MS,
          " or another key of the role is not accepted: "
              + answer
              + ". Give what the role allows; a role that is assumed by another allows 3600000 at most.");
    }
    return sts.statusCode() == FORBIDDEN && !code.isEmpty() && sts.requestId() != null
        ? refusal(
            key(), " is refused: " + answer + ". " + StopReason.CREDENTIALS_REFUSED.fix() + '.')
        : Optional.empty();
  }

  private SettingError ofNothing(Throwable cause) {
    String said = said(cause);
    if (identity.profile().isPresent()) {
      return new SettingError(
          AwsSettings.PROFILE,
          AwsSettings.PROFILE
              + " = '"
              + identity.profile().get()
              + "' gives no credentials: "
              + said
              + ". Name a profile of the files that the worker reads (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, or"
              + " ~/.aws of its user), or add it to them.");
    }
    if (identity.provider().isPresent()) {
      return new SettingError(
          ProviderSettings.CLASS,
          ProviderSettings.CLASS
              + " gives no credentials: "
              + said
              + ". See what the class needs, and give it under sqs.credentials.provider.");
    }
    return new SettingError(
        AwsSettings.ACCESS_KEY_ID,
        "aws.access.key.id is not set, and the default credentials chain of the worker finds nothing. Give"
            + " aws.access.key.id and aws.secret.access.key, aws.profile.name or sqs.credentials.provider.class; or give"
            + " the worker an identity. Where it was looked for: "
            + said
            + '.');
  }

  /** The key that names the identity, or where one would be named. */
  public String key() {
    if (identity.accessKeyId().isPresent()) {
      return AwsSettings.ACCESS_KEY_ID;
    }
    return identity
        .profile()
        .map(profile -> AwsSettings.PROFILE)
        .or(() -> identity.provider().map(provider -> ProviderSettings.CLASS))
        .orElse(AwsSettings.ACCESS_KEY_ID);
  }

  private static Optional<SettingError> refusal(String key, String complaint) {
    return Optional.of(new SettingError(key, key + complaint));
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Without the list of all that was asked, which comes again with what each said. */
  private static String said(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    int list = text.indexOf(NONE_FOUND);
    String each =
        list < 0 || !text.endsWith("]")
            ? text
            : text.substring(list + NONE_FOUND.length(), text.length() - 1);
    return PROFILE_FILE.matcher(each).replaceAll("").replaceAll("\\.+$", "");
  }
}
