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
 * Sends one request without messages when a connector is created, to detect a wrong queue or bad
 * credentials early. A response does not prove permission: the order in which SQS checks a request
 * is not documented. Only an error that cannot disappear by itself rejects the connector. Every
 * other error is logged as a warning.
 */
public final class ConnectionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Part of the response to a signature for another region. */
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

  /** Sends the request and waits up to five seconds; returns why the connector is rejected. */
  public Optional<SettingError> run() {
    try {
      clients
          .sqs()
          .sendMessageBatch(request -> request.queueUrl(queueUrl).entries(List.of()))
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException | CompletionException e) {
      return error(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return warn(
          "no response within "
              + TIMEOUT.toSeconds()
              + " s"
              + clients.awaitedSource().map(name -> " from credential source, " + name).orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return warn("interrupted");
    }
  }

  private Optional<SettingError> error(Throwable thrown) {
    if (ProxyAuthException.findIn(thrown).isPresent()) {
      return Optional.of(proxyError());
    }

    DeliveryOutcome outcome = SqsErrors.ofRequest(thrown, 1);
    if (outcome instanceof Fatal fatal) {
      return error(fatal);
    }

    String answer = answer(outcome);
    Optional<SettingError> error = credentialsError(thrown, answer);
    return error.isPresent() ? error : warn(answer + hint(thrown, outcome));
  }

  private Optional<SettingError> credentialsError(Throwable thrown, String answer) {
    if (thrown instanceof CredentialSourceException && thrown.getCause() != null) {
      return new CredentialErrors(identity).permanentError(thrown.getCause(), answer);
    }
    if (answer.startsWith("ExpiredToken") && identity.sessionToken().isPresent()) {
      return Optional.of(
          new SettingError(
              AwsSettings.SESSION_TOKEN,
              AwsSettings.SESSION_TOKEN
                  + " is rejected: "
                  + answer
                  + ". Set the three keys of a new session, or use credentials that are renewed: a profile, a role or"
                  + " a provider class."));
    }
    return Optional.empty();
  }

  private SettingError proxyError() {
    if (proxy.url().isEmpty()) {
      return new SettingError(
          ProxySettings.URL,
          "sqs.proxy.url is not set, and the proxy in the worker's environment requires another user and password"
              + " (HTTP 407). Set sqs.proxy.url, sqs.proxy.user and sqs.proxy.password, or correct the environment.");
    }
    if (proxy.user().isEmpty()) {
      return new SettingError(
          ProxySettings.USER,
          "sqs.proxy.user is not set, and the proxy "
              + proxy.url().get()
              + " requires a user and a password (HTTP 407). Set sqs.proxy.user and sqs.proxy.password.");
    }
    return new SettingError(
        ProxySettings.PASSWORD,
        "sqs.proxy.password or sqs.proxy.user is rejected by the proxy "
            + proxy.url().get()
            + " (HTTP 407). Set a user and password that the proxy accepts. They are sent with Basic"
            + " authentication.");
  }

  /** What to check after an error that no single key causes. */
  private static String hint(Throwable thrown, DeliveryOutcome outcome) {
    String answer = answer(outcome);
    if (answer.contains("certification path") || answer.contains("PKIX")) {
      return ". The certificate of the endpoint is not trusted: add its authority to the trust store of the worker's"
          + " JVM, or correct the address";
    }
    if (answer.contains("to proxy")) {
      return ". The proxy does not connect to the endpoint: check sqs.proxy.url, or the proxy in the worker's"
          + " environment, and which hosts it allows";
    }
    if (outcome instanceof Retriable retriable && SqsErrors.isOfAnotherTime(retriable.error())) {
      return ". Correct the worker's clock; until then requests are signed with the time of the service";
    }
    if (thrown instanceof CredentialSourceException) {
      return ". Check the source of the credentials. With a role, also check aws.sts.region, aws.sts.endpoint.url and"
          + " the connection to STS";
    }
    return answer.contains("Connection refused")
        ? ". Check sqs.queue.url, sqs.endpoint.url and sqs.proxy.url, and the connection from the worker to them"
        : "";
  }

  private static String answer(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return retriable.error().toString();
    }
    return outcome instanceof Rejected rejected
        ? rejected.error().toString()
        : String.valueOf(outcome);
  }

  private Optional<SettingError> error(Fatal fatal) {
    if (fatal.error().code().endsWith("EmptyBatchRequest")) {
      return Optional.empty(); // The expected response: queue and credentials are accepted.
    }
    return key(fatal)
        .map(key -> new SettingError(key, key + " is rejected: " + withFix(fatal) + '.'))
        .or(() -> warn(withFix(fatal)));
  }

  private Optional<String> key(Fatal fatal) {
    return switch (fatal.reason()) {
      case QUEUE_NOT_FOUND, ACCESS_DENIED -> Optional.of(QueueSettings.QUEUE_URL);
      case CREDENTIALS_REJECTED ->
          Optional.of(
              fatal.error().detail().contains(OTHER_REGION)
                  ? QueueSettings.REGION
                  : new CredentialErrors(identity).identityKey());
      default -> Optional.empty();
    };
  }

  private static String withFix(Fatal fatal) {
    return fatal.error() + ". " + fatal.reason().fix();
  }

  private Optional<SettingError> warn(String reason) {
    LOG.warn(
        "event=connection_not_checked queue={} reason=\"{}\"; the connector is created anyway",
        queueUrl,
        reason);
    return Optional.empty();
  }
}
