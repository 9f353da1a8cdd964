package io.github.sqsconnect.aws.environment;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the worker's own AWS settings do to a connector: system properties, environment variables
 * and AWS files. The AWS SDK reads them by itself. They can redirect requests, or make it
 * impossible to build a client, although every setting of the connector is correct.
 *
 * <p>This is the entry of the package. Every method reads the worker's settings as they are now.
 *
 * @param queueUrlNamesEndpoint whether the queue URL itself names the endpoint, as the URL of a VPC
 *     endpoint or an emulator does
 */
public record WorkerEnvironment(
    AwsSettings aws, QueueSettings queue, boolean queueUrlNamesEndpoint) {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerEnvironment.class);
  private static final String SQS = "sqs";
  private static final String STS = "sts";

  /** Whether these settings use the web identity of the worker. */
  public static boolean usesWebIdentity(AwsSettings settings) {
    return settings.isLeftToTheWorker() && WorkerIdentity.hasWebIdentity();
  }

  /** Whether these settings need calls to STS by a client of this connector. */
  public static boolean callsSts(AwsSettings settings) {
    return settings.role().arn().isPresent() || usesWebIdentity(settings);
  }

  /** The region in the worker's environment variables or system properties, if there is one. */
  public static Optional<String> region() {
    return WorkerIdentity.region();
  }

  /** The first setting of the worker with which no client can be built. */
  public Optional<UnusableSetting> unusableSetting() {
    boolean callsSts = callsSts(aws);
    boolean sqsEndpointGiven = isSqsEndpointGiven();
    boolean stsEndpointNeeded = callsSts && !isStsEndpointGiven();

    return AwsFiles.firstError()
        .map(error -> new UnusableSetting(identityKey(), error))
        .or(
            () ->
                SdkSettings.firstError(!sqsEndpointGiven || stsEndpointNeeded, callsSts)
                    .map(error -> new UnusableSetting(QueueSettings.QUEUE_URL, error)))
        .or(
            () ->
                sqsEndpointGiven
                    ? Optional.empty()
                    : invalidEndpoint(SQS, QueueSettings.ENDPOINT_URL))
        .or(
            () ->
                stsEndpointNeeded
                    ? invalidEndpoint(STS, RoleSettings.STS_ENDPOINT_URL)
                    : Optional.empty());
  }

  /** Settings of the connector that contradict settings of the worker. */
  public List<SettingError> conflicts() {
    List<SettingError> conflicts = new ArrayList<>();

    if (callsSts(aws) && isStsEndpointGiven()) {
      conflict(STS, RoleSettings.STS_ENDPOINT_URL).ifPresent(conflicts::add);
    }
    unusableSetting().map(UnusableSetting::error).ifPresent(conflicts::add);
    if (isSqsEndpointGiven()) {
      String key =
          queue.endpoint().isPresent() ? QueueSettings.ENDPOINT_URL : QueueSettings.QUEUE_URL;
      conflict(SQS, key).ifPresent(conflicts::add);
    }

    return conflicts;
  }

  /** Logs where requests go elsewhere than the connector's settings suggest. */
  public void logOverrides(String queueUrl) {
    if (!isSqsEndpointGiven()) {
      for (String override : EndpointOverrides.ofProcess(SQS).active()) {
        LOG.warn(
            "event=endpoint_from_outside queue={} {}; requests go to that endpoint instead of the queue's host",
            queueUrl,
            override);
      }
    }
    if (callsSts(aws) && !isStsEndpointGiven()) {
      for (String override : EndpointOverrides.ofProcess(STS).active()) {
        LOG.warn(
            "event=sts_from_outside {}; requests to STS go to that endpoint instead of the regional one",
            override);
      }
    }
    if (queue.proxy().url().isPresent()) {
      ProfileWithoutProxy.of(aws)
          .ifPresent(
              profile ->
                  LOG.warn(
                      "event=identity_without_proxy profile={} because={}; the AWS SDK requests these credentials itself:"
                          + " through the proxy of the JVM or the environment, if there is one, and not through"
                          + " sqs.proxy.url",
                      profile.name(),
                      profile.property()));
    }
  }

  private boolean isSqsEndpointGiven() {
    return queue.endpoint().isPresent() || queueUrlNamesEndpoint;
  }

  private boolean isStsEndpointGiven() {
    return aws.role().endpoint().isPresent();
  }

  private String identityKey() {
    return aws.profile().isPresent() ? AwsSettings.PROFILE : AwsSettings.ACCESS_KEY_ID;
  }

  private static Optional<UnusableSetting> invalidEndpoint(String service, String key) {
    return EndpointOverrides.ofProcess(service)
        .invalidEndpoint()
        .map(
            name ->
                new UnusableSetting(
                    key,
                    name
                        + ", which sets the endpoint because "
                        + key
                        + " is not set, is not a URL. Allowed: http or https, a host, and a port if needed"));
  }

  private static Optional<SettingError> conflict(String service, String key) {
    String remedy =
        service.equals(SQS)
            ? "use the plain URL of the queue."
            : "remove " + key + " from the configuration.";
    return EndpointOverrides.ofProcess(service)
        .endpointVariant()
        .map(
            name ->
                new SettingError(
                    key,
                    key
                        + " sets an endpoint, and the worker's "
                        + name
                        + " = 'true' lets the AWS SDK choose one. The SDK rejects the two together. Remove "
                        + name
                        + " from the worker and set the FIPS or dual-stack host here, or "
                        + remedy));
  }
}
