package io.github.sqsconnect.aws;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * One request without messages, to find a wrong queue or identity before any record is read. That
 * it is answered says nothing of permission: in which order the service checks is not known. Only
 * what cannot pass by itself is a refusal; everything else is a warning.
 */
public final class ConnectionCheck {
  /**
   * Why the connector must not be created.
   *
   * @param key the key to mend
   * @param message what is wrong and what to do
   */
  public record Refusal(String key, String message) {}

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int FORBIDDEN = 403;

  private final AwsClients clients;
  private final AwsSettings identity;
  private final String queueUrl;

  public ConnectionCheck(AwsClients clients, AwsSettings identity, String queueUrl) {
    this.clients = clients;
    this.identity = identity;
    this.queueUrl = queueUrl;
  }

  /** Asks once, and waits for a few seconds at most. */
  public Optional<Refusal> look() {
    try {
      clients
          .sqs()
          .sendMessageBatch(request -> request.queueUrl(queueUrl).entries(List.of()))
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | CompletionException e) {
      return refusal(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return warned("no answer within " + LONGEST.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return warned("interrupted");
    }
  }

  private Optional<Refusal> refusal(Throwable error) {
    DeliveryOutcome outcome = SqsErrors.ofRequest(error, 1);
    if (outcome instanceof Fatal fatal) {
      return refusal(fatal);
    }
    if (error instanceof CredentialSourceException
        && error.getCause() instanceof AwsServiceException source
        && source.statusCode() == FORBIDDEN) {
      return Optional.of(
          new Refusal(
              RoleSettings.ARN,
              RoleSettings.ARN
                  + " cannot be assumed: "
                  + ((Retriable) outcome).answer()
                  + ". Allow sts:AssumeRole on it for this identity, and see that its trust policy names the identity"
                  + " and the external id."));
    }
    return warned(String.valueOf(outcome));
  }

  private Optional<Refusal> refusal(Fatal fatal) {
    if (fatal.answer().code().endsWith("EmptyBatchRequest")) {
      return Optional.empty();
    }
    Optional<String> key =
        switch (fatal.reason()) {
          case QUEUE_NOT_FOUND, ACCESS_DENIED -> Optional.of(QueueSettings.QUEUE_URL);
          case CREDENTIALS_REFUSED -> Optional.of(identityKey());
          default -> Optional.empty();
        };
    return key.isEmpty()
        ? warned(fatal.answer() + ". " + fatal.reason().mend())
        : key.map(name -> new Refusal(name, message(name, fatal)));
  }

  private static String message(String key, Fatal fatal) {
    StopReason reason = fatal.reason();
    return key + " is refused: " + fatal.answer() + ". " + reason.mend() + '.';
  }

  private String identityKey() {
    if (identity.accessKeyId().isPresent()) {
      return AwsSettings.ACCESS_KEY_ID;
    }
    return identity
        .profile()
        .map(profile -> AwsSettings.PROFILE)
        .or(() -> identity.provider().map(provider -> ProviderSettings.CLASS))
        .orElse(AwsSettings.ACCESS_KEY_ID);
  }

  private Optional<Refusal> warned(String what) {
    LOG.warn(
        "event=connection_not_checked queue={} reason=\"{}\"; the connector is created all the same",
        queueUrl,
        what);
    return Optional.empty();
  }
}
