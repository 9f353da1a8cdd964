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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Sends one request without messages to each queue when a connector is created, to detect a wrong
 * queue or bad credentials early. A response does not prove permission: the order in which SQS
 * checks a request is not documented. Only an error that cannot disappear by itself rejects the
 * connector. Every other error is a warning.
 */
public final class ConnectionCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The most queues that get a request. They share one connection and the five seconds. */
  private static final int MOST_QUEUES = 20;

  /** Part of the response to a signature for another region. */
  private static final String OTHER_REGION = "scoped to a valid region";

  private final AwsClients clients;
  private final AwsSettings identity;
  private final ProxySettings proxy;
  private final List<CheckedQueue> queues;

  public ConnectionCheck(
      AwsClients clients, AwsSettings identity, ProxySettings proxy, List<CheckedQueue> queues) {
    this.clients = clients;
    this.identity = identity;
    this.proxy = proxy;
    this.queues = queues;
  }

  /**
   * Sends the requests and waits up to five seconds for all responses. Returns why the connector is
   * rejected: at most one error for each key.
   *
   * @param warnings receives why a queue is not checked
   */
  public List<SettingError> run(Consumer<String> warnings) {
    List<CheckedQueue> checked = queues.subList(0, Math.min(queues.size(), MOST_QUEUES));
    if (checked.size() < queues.size()) {
      warnings.accept(
          "event=queues_not_checked queues="
              + queues.size()
              + " checked="
              + checked.size()
              + "; only the first queues of the settings get a request");
    }

    List<CompletableFuture<SendMessageBatchResponse>> responses = new ArrayList<>();
    for (CheckedQueue queue : checked) {
      responses.add(
          clients
              .sqs()
              .sendMessageBatch(request -> request.queueUrl(queue.url()).entries(List.of())));
    }

    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    Map<String, SettingError> errors = new LinkedHashMap<>();
    Set<String> causes = new HashSet<>();
    for (int i = 0; i < checked.size(); i++) {
      CheckedQueue queue = checked.get(i);
      Finding finding = finding(queue, responses.get(i), deadline - System.nanoTime());
      if (finding instanceof Wrong wrong) {
        errors.merge(wrong.error().key(), wrong.error(), (first, next) -> also(first, queue));
      } else if (finding instanceof Unknown unknown && causes.add(unknown.cause())) {
        warnings.accept(notChecked(queue, unknown.reason()));
      }
    }
    return List.copyOf(errors.values());
  }

  /** Adds a queue to an error on the key that names it; an error on another key is shown once. */
  private static SettingError also(SettingError first, CheckedQueue queue) {
    return first.key().equals(queue.key())
        ? new SettingError(
            first.key(),
            first.message() + ' ' + queue.setting() + " is rejected too: " + queue.url() + '.')
        : first;
  }

  /** What the response of a queue shows. */
  private sealed interface Finding {}

  private record Correct() implements Finding {}

  /** The connector is rejected. */
  private record Wrong(SettingError error) implements Finding {}

  /**
   * Nothing is known about the queue.
   *
   * @param cause equal for queues with one cause, so that it is shown once
   */
  private record Unknown(String cause, String reason) implements Finding {}

  private Finding finding(
      CheckedQueue queue, CompletableFuture<SendMessageBatchResponse> response, long nanos) {
    try {
      response.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return new Correct();
    } catch (ExecutionException | CompletionException e) {
      return finding(queue, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return new Unknown(
          "timeout",
          "no response within "
              + TIMEOUT.toSeconds()
              + " s"
              + clients.awaitedSource().map(name -> " from credential source, " + name).orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unknown("interrupted", "interrupted");
    }
  }

  private Finding finding(CheckedQueue queue, Throwable thrown) {
    if (ProxyAuthException.findIn(thrown).isPresent()) {
      return new Wrong(proxyError());
    }

    DeliveryOutcome outcome = SqsErrors.ofRequest(thrown, 1);
    if (outcome instanceof Fatal fatal) {
      return finding(queue, fatal);
    }

    String answer = answer(outcome);
    Optional<SettingError> error = credentialsError(thrown, answer);
    return error.isPresent()
        ? new Wrong(error.get())
        : new Unknown(cause(outcome), answer + hint(thrown, outcome));
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

  private static String cause(DeliveryOutcome outcome) {
    return outcome instanceof Retriable retriable ? retriable.error().code() : answer(outcome);
  }

  private static String answer(DeliveryOutcome outcome) {
    if (outcome instanceof Retriable retriable) {
      return retriable.error().toString();
    }
    return outcome instanceof Rejected rejected
        ? rejected.error().toString()
        : String.valueOf(outcome);
  }

  private Finding finding(CheckedQueue queue, Fatal fatal) {
    boolean isAboutQueue =
        fatal.reason() == StopReason.QUEUE_NOT_FOUND || fatal.reason() == StopReason.ACCESS_DENIED;
    if (fatal.error().code().endsWith("EmptyBatchRequest") || (isAboutQueue && queue.isExample())) {
      return new Correct(); // The expected response: address and credentials are accepted.
    }

    if (isAboutQueue) {
      return new Wrong(error(queue.key(), queue.setting(), queue, fatal));
    }
    if (fatal.reason() == StopReason.CREDENTIALS_REJECTED) {
      String key =
          fatal.error().detail().contains(OTHER_REGION)
              ? QueueSettings.REGION
              : new CredentialErrors(identity).identityKey();
      return new Wrong(error(key, key, queue, fatal));
    }
    return new Unknown(fatal.error().code(), withFix(fatal));
  }

  private SettingError error(String key, String setting, CheckedQueue queue, Fatal fatal) {
    String of = queues.size() == 1 ? "" : " for queue " + queue.url();
    return new SettingError(key, setting + " is rejected" + of + ": " + withFix(fatal) + '.');
  }

  private static String withFix(Fatal fatal) {
    return fatal.error() + ". " + fatal.reason().fix();
  }

  private static String notChecked(CheckedQueue queue, String reason) {
    return "event=connection_not_checked queue="
        + queue.url()
        + " reason=\""
        + reason
        + "\"; the connector is created anyway";
  }
}
