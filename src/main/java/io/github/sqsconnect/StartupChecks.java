package io.github.sqsconnect;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.ConnectionCheck;
import io.github.sqsconnect.aws.QueueAddress;
import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.aws.environment.WorkerEnvironment;
import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.aws.http.ProxySelection;
import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.aws.identity.CredentialSource;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.StopReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of a configuration that span several keys, or that need the plugin, the worker or SQS.
 * Validation runs all of them; a task runs them again without the request, because its placeholders
 * are resolved and its worker may be another.
 */
final class StartupChecks {
  private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

  private StartupChecks() {}

  /** Errors that need no client and no request: the message by the key to fix. */
  static Map<String, String> errors(SqsSinkConfig config) {
    Map<String, String> errors = new LinkedHashMap<>(config.conflicts());
    QueueSettings queue = config.queue();

    checkEndpoint(QueueSettings.ENDPOINT_URL, queue.endpoint(), errors);
    checkEndpoint(ProxySettings.URL, queue.proxy().url(), errors);
    checkEndpoint(RoleSettings.STS_ENDPOINT_URL, config.aws().role().endpoint(), errors);
    ProxySelection.errors(queue.proxy()).forEach(errors::putIfAbsent);
    config
        .aws()
        .provider()
        .flatMap(provider -> CredentialSource.providerError(provider.className()))
        .ifPresent(error -> errors.putIfAbsent(ProviderSettings.CLASS, error));
    environment(config)
        .conflicts()
        .forEach(error -> errors.putIfAbsent(error.key(), error.message()));
    checkQueue(queue, errors);

    return errors;
  }

  private static void checkEndpoint(String key, Optional<String> url, Map<String, String> errors) {
    try {
      url.ifPresent(EndpointUrl::parse);
    } catch (IllegalArgumentException e) {
      boolean mayHaveUser =
          key.equals(ProxySettings.URL) && url.filter(UrlRedaction::isSafe).isEmpty();
      errors.put(
          key,
          key
              + " = "
              + e.getMessage()
              + (mayHaveUser
                  ? " Set the user and password of the proxy in sqs.proxy.user and sqs.proxy.password."
                  : ""));
    }
  }

  private static void checkQueue(QueueSettings queue, Map<String, String> errors) {
    QueueAddress address = ConfiguredQueues.check(queue, errors).orElse(null);
    if (address == null) {
      return;
    }

    boolean regionsDiffer =
        queue.endpoint().isEmpty()
            && queue.region().isPresent()
            && address.region().isPresent()
            && !address.region().equals(queue.region());
    if (regionsDiffer) {
      errors.put(
          QueueSettings.REGION,
          "sqs.region = '"
              + queue.region().get()
              + "' contradicts sqs.queue.url, which names region '"
              + address.region().get()
              + "'. Remove sqs.region, correct one of the two, or set sqs.endpoint.url to where requests must go.");
    }
  }

  /**
   * Fails if a task cannot work with this configuration.
   *
   * @throws ConnectException with the first error and how to fix it
   */
  static void requireUsable(SqsSinkConfig config) {
    environment(config)
        .unusableSetting()
        .ifPresent(
            unusable -> {
              throw new ConnectException(StopReason.WORKER_SETTINGS.message(unusable.problem()));
            });
    errors(config)
        .values()
        .forEach(
            error -> {
              throw new ConfigException(error);
            });
  }

  /** Logs settings of the worker that redirect the requests of this task. */
  static void logOverrides(SqsSinkConfig config) {
    environment(config).logOverrides(ConfiguredQueues.of(config.queue()).rest().pattern().url());
  }

  private static WorkerEnvironment environment(SqsSinkConfig config) {
    boolean queueUrlNamesEndpoint = false;
    try {
      queueUrlNamesEndpoint = ConfiguredQueues.address(config.queue()).endpoint().isPresent();
    } catch (IllegalArgumentException e) {
      LOG.debug("event=queue_not_read reason=\"{}\"; validation reports it", e.getMessage());
    }
    return new WorkerEnvironment(config.aws(), config.queue(), queueUrlNamesEndpoint);
  }

  /**
   * What building a client, and one request to each queue if the configuration wants it, shows to
   * be wrong: at most one error for each key.
   *
   * @param clients builds the client
   * @param warnings receives what the requests could not check
   */
  static List<SettingError> connectionErrors(
      SqsSinkConfig config,
      Function<DeliverySettings, AwsClients> clients,
      Consumer<String> warnings) {
    ConfiguredQueues queues = ConfiguredQueues.of(config.queue());
    boolean sendsRequest = config.queue().validateConnection();
    if (!sendsRequest && config.queue().region().or(queues.rest().address()::region).isEmpty()) {
      return List.of(); // The SDK may send requests to find the region.
    }

    try (AwsClients client = clients.apply(config.delivery().oneAtATime())) {
      return sendsRequest
          ? new ConnectionCheck(client, config.aws(), config.queue().proxy(), queues.checked())
              .run(warnings)
          : List.of();
    } catch (ConfigException e) {
      return List.of(new SettingError(ProviderSettings.CLASS, text(e)));
    } catch (ConnectException e) {
      return List.of(new SettingError(QueueSettings.REGION, text(e)));
    } catch (RuntimeException e) {
      return List.of(
          new SettingError(
              QueueSettings.QUEUE_URL,
              "The AWS client cannot be built with the worker's settings: "
                  + clientError(e)
                  + '.'));
    }
  }

  /** An exception of the SDK with its type: its text alone often names no cause. */
  static String clientError(RuntimeException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
