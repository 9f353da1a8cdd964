package io.github.sqsconnect.aws;

import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.aws.http.ProxyAuthException;
import io.github.sqsconnect.aws.identity.CredentialErrors;
import io.github.sqsconnect.aws.identity.CredentialSourceException;
import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.DeliveryOutcome.Fatal;
import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
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

/**
 * One request without messages, to find a wrong queue or identity before any record is read. That
 * it is answered says nothing of permission: in which order the service checks is not known. Only
 * what cannot pass by itself is a refusal; everything else is a warning.
 */
public final class ConnectionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** How the service answers a signature for another region than its own. */
  private static final String OTHER_REGION = "scoped to a valid region";

  private final AwsClients clients;
  private final AwsSettings identity;
  private final ProxySettings proxy;
  private final String queueUrl;

  public ConnectionCheck(
      AwsClients clients, AwsSettings identity, ProxySettings proxy, String queueUrl) {
    this.clients = clients;
    this.identity = identity;
    this.proxy = proxy;
    this.queueUrl = queueUrl;
  }

  /** Asks once, and waits for a few seconds at most. */
  public Optional<SettingError> look() {
    try {
      clients
          .sqs()
          .sendMessageBatch(request -> request.queueUrl(queueUrl).entries(List.of()))
          .get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | CompletionException e) {
      return refusal(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return warned(
          "no answer within "
              + LONGEST.toSeconds()
              + " s"
              + clients.awaitedSource().map(name -> " from credential source, " + name).orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return warned("interrupted");
    }
  }

  private Optional<SettingError> refusal(Throwable error) {
    if (ProxyAuthException.in(error).isPresent()) {
      return Optional.of(ofProxy());
    }
    DeliveryOutcome outcome = SqsErrors.ofRequest(error, 1);
    if (outcome instanceof Fatal fatal) {
      return refusal(fatal);
    }
    String said = said(outcome);
    Optional<SettingError> lasting = Optional.empty();
    if (error instanceof CredentialSourceException && error.getCause() != null) {
      lasting = new CredentialErrors(identity).of(error.getCause(), said);
    } else if (said.startsWith("ExpiredToken") && identity.sessionToken().isPresent()) {
      lasting =
          Optional.of(
              new SettingError(
                  AwsSettings.SESSION_TOKEN,
                  AwsSettings.SESSION_TOKEN
                      + " is refused: "
                      + said
                      + ". Give the three keys of a new session, or name a source that renews them: a profile, a role"
                      + " or a provider class."));
    }
    return lasting.isPresent() ? lasting : warned(said + hint(error, outcome));
  }

  private SettingError ofProxy() {
    if (proxy.url().isEmpty()) {
      return new SettingError(
          ProxySettings.URL,
          "sqs.proxy.url is not set, and the proxy that the worker's environment names wants another user and password"
              + " (HTTP 407). Give sqs.proxy.url, sqs.proxy.user and sqs.proxy.password, or correct the environment.");
    }
    if (proxy.user().isEmpty()) {
      return new SettingError(
          ProxySettings.USER,
          "sqs.proxy.user is not set, and the proxy "
              + proxy.url().get()
              + " wants a user and a password (HTTP 407). Give sqs.proxy.user and sqs.proxy.password.");
    }
    return new SettingError(
        ProxySettings.PASSWORD,
        "sqs.proxy.password or sqs.proxy.user is refused by the proxy "
            + proxy.url().get()
            + " (HTTP 407). Give the user and password that it knows; Basic is the way they are sent.");
  }

  /** Where to look, for troubles that name no key of ours. */
  private static String hint(Throwable error, DeliveryOutcome outcome) {
    String said = said(outcome);
    if (said.contains("certification path") || said.contains("PKIX")) {
      return ". The certificate of the endpoint is not trusted: add its authority to the trust store of the worker's"
          + " JVM, or correct the address";
    }
    if (said.contains("to proxy")) {
      return ". The proxy opens no way to the endpoint: check sqs.proxy.url, or the proxy that the worker's environment"
          + " names, and what it allows";
    }
    if (outcome instanceof Retriable retriable && SqsErrors.isOfAnotherTime(retriable.error())) {
      return ". Set the worker's clock; until then requests are signed by the time of the service";
    }
    if (error instanceof CredentialSourceException) {
      return ". Check the source, and with a role aws.sts.region, aws.sts.endpoint.url and the way to STS";
    }
    return said.contains("Connection refused")
        ? ". Check sqs.queue.url, sqs.endpoint.url and sqs.proxy.url, and the way from the worker to them"
        : "";
  }

  private static String said(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return retriable.error().toString();
    }
    return outcome instanceof Rejected rejected
        ? rejected.error().toString()
        : String.valueOf(outcome);
  }

  private Optional<SettingError> refusal(Fatal fatal) {
    if (fatal.error().code().endsWith("EmptyBatchRequest")) {
      return Optional.empty();
    }
    Optional<String> key =
        switch (fatal.reason()) {
          case QUEUE_NOT_FOUND, ACCESS_DENIED -> Optional.of(QueueSettings.QUEUE_URL);
          case CREDENTIALS_REFUSED ->
              fatal.error().detail().contains(OTHER_REGION)
                  ? Optional.of(QueueSettings.REGION)
                  : Optional.of(new CredentialErrors(identity).key());
          default -> Optional.empty();
        };
    return key.isEmpty()
        ? warned(fatal.error() + ". " + fatal.reason().fix())
        : key.map(name -> new SettingError(name, message(name, fatal)));
  }

  private static String message(String key, Fatal fatal) {
    StopReason reason = fatal.reason();
    return key + " is refused: " + fatal.error() + ". " + reason.fix() + '.';
  }

  private Optional<SettingError> warned(String what) {
    LOG.warn(
        "event=connection_not_checked queue={} reason=\"{}\"; the connector is created all the same",
        queueUrl,
        what);
    return Optional.empty();
  }
}
