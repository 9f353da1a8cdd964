package io.github.sqsconnect;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.ConnectionCheck;
import io.github.sqsconnect.aws.QueueAddress;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.aws.environment.EndpointOverrides;
import io.github.sqsconnect.aws.environment.ProfileWithoutProxy;
import io.github.sqsconnect.aws.environment.SdkSettingsCheck;
import io.github.sqsconnect.aws.environment.SettingError;
import io.github.sqsconnect.aws.environment.WorkerIdentity;
import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.Placeholders;
import io.github.sqsconnect.config.ProviderSettings;
import io.github.sqsconnect.config.ProxySettings;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.config.RoleSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.ValuelessKeys;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordHandler;
import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.RetryPolicy;
import io.github.sqsconnect.delivery.SharedDeduplicationIds;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: the only file that sees configuration, core and edges together. */
final class SqsSinkWiring {
  private static final Logger LOG = LoggerFactory.getLogger(SqsSinkWiring.class);

  private SqsSinkWiring() {}

  /** What is wrong between keys and with addresses: the key each message belongs to. */
  static Map<String, String> conflicts(SqsSinkConfig config) {
    Map<String, String> conflicts = new LinkedHashMap<>(config.conflicts());
    QueueSettings queue = config.queue();
    endpoint(QueueSettings.ENDPOINT_URL, queue.endpoint(), conflicts);
    endpoint(ProxySettings.URL, queue.proxy().url(), conflicts);
    endpoint(RoleSettings.STS_ENDPOINT_URL, config.aws().role().endpoint(), conflicts);
    AwsClients.complaintsOfProxy(queue.proxy()).forEach(conflicts::putIfAbsent);
    config
        .aws()
        .provider()
        .flatMap(provider -> AwsClients.complaintOfProvider(provider.className()))
        .ifPresent(complaint -> conflicts.putIfAbsent(ProviderSettings.CLASS, complaint));
    if (WorkerIdentity.callsSts(config.aws())) {
      EndpointOverrides.ofProcess("sts")
          .contradiction(RoleSettings.STS_ENDPOINT_URL, config.aws().role().endpoint().isPresent())
          .ifPresent(complaint -> conflicts.putIfAbsent(RoleSettings.STS_ENDPOINT_URL, complaint));
    }
    complaintOfWorker(config)
        .ifPresent(complaint -> conflicts.putIfAbsent(complaint.key(), complaint.message()));
    try {
      QueueAddress address = QueueAddress.of(queue.queue());
      boolean key = queue.endpoint().isPresent();
      EndpointOverrides.ofProcess("sqs")
          .contradiction(
              key ? QueueSettings.ENDPOINT_URL : QueueSettings.QUEUE_URL,
              key || address.endpoint().isPresent())
          .ifPresent(
              complaint ->
                  conflicts.putIfAbsent(
                      key ? QueueSettings.ENDPOINT_URL : QueueSettings.QUEUE_URL, complaint));
      if (queue.endpoint().isEmpty()
          && queue.region().isPresent()
          && address.region().isPresent()
          && !address.region().equals(queue.region())) {
        conflicts.put(
            QueueSettings.REGION,
            "sqs.region = '"
                + queue.region().get()
                + "' contradicts sqs.queue.url, which names region '"
                + address.region().get()
                + "'. Leave sqs.region out, correct one of the two, or give the sqs.endpoint.url that requests go to.");
      }
    } catch (IllegalArgumentException e) {
      conflicts.put(QueueSettings.QUEUE_URL, QueueSettings.QUEUE_URL + " = " + text(e));
    }
    return conflicts;
  }

  private static Optional<SdkSettingsCheck.Complaint> complaintOfWorker(SqsSinkConfig config) {
    boolean endpoint = config.queue().endpoint().isPresent();
    try {
      endpoint |= QueueAddress.of(config.queue().queue()).endpoint().isPresent();
    } catch (IllegalArgumentException e) {
      LOG.debug("event=queue_not_read reason=\"{}\"; validation reports the error", text(e));
    }
    return new SdkSettingsCheck(config.aws(), endpoint).complaint();
  }

  private static void endpoint(String key, Optional<String> url, Map<String, String> conflicts) {
    try {
      url.ifPresent(EndpointUrl::parse);
    } catch (IllegalArgumentException e) {
      boolean proxyUser =
          key.equals(ProxySettings.URL) && !url.filter(UrlRedaction::isPlain).isPresent();
      conflicts.put(
          key,
          key
              + " = "
              + text(e)
              + (proxyUser
                  ? " Give the user and password of the proxy as sqs.proxy.user and sqs.proxy.password."
                  : ""));
    }
  }

  /** What building a client, or a request, shows that is wrong: the key to fix, and the message. */
  static Optional<SettingError> refusal(SqsSinkConfig config) {
    QueueAddress address = QueueAddress.of(config.queue().queue());
    boolean asks = config.queue().validateConnection();
    if (!asks && config.queue().region().or(address::region).isEmpty()) {
      return Optional.empty(); // to find a region may take requests
    }
    try (AwsClients clients = clients(config, config.delivery().oneAtATime())) {
      if (!asks) {
        return Optional.empty();
      }
      String url = address.url();
      return new ConnectionCheck(clients, config.aws(), config.queue().proxy(), url).look();
    } catch (ConfigException e) {
      return Optional.of(new SettingError(ProviderSettings.CLASS, text(e)));
    } catch (ConnectException e) {
      return Optional.of(new SettingError(QueueSettings.REGION, text(e)));
    } catch (RuntimeException e) {
      return Optional.of(
          new SettingError(
              QueueSettings.QUEUE_URL,
              "The AWS client cannot be built with the worker's settings: " + unbuilt(e) + '.'));
    }
  }

  private static AwsClients startedClients(SqsSinkConfig config) {
    try {
      return clients(config, config.delivery());
    } catch (ConfigException e) {
      throw new ConnectException(text(e), e);
    } catch (ConnectException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConnectException(StopReason.WORKER_SETTINGS.message(unbuilt(e)), e);
    }
  }

  /** What the SDK does not name itself can be found in the stack trace alone. */
  private static String unbuilt(RuntimeException e) {
    return e.getClass().getSimpleName() + ": " + text(e);
  }

  private static AwsClients clients(SqsSinkConfig config, DeliverySettings delivery) {
    QueueAddress address = QueueAddress.of(config.queue().queue());
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        delivery,
        config.queue().region().or(address::region),
        config.queue().endpoint().map(EndpointUrl::parse).or(address::endpoint),
        Version.VERSION);
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /**
   * Builds a task that is ready for records.
   *
   * @throws ConnectException with the mend, if the configuration cannot work
   */
  static StartedTask start(Map<String, String> given, SinkTaskContext context) {
    Map<String, String> properties = ValuelessKeys.refused(given);
    SqsSinkConfig config = resolved(properties);
    complaintOfWorker(config)
        .ifPresent(
            complaint -> {
              throw new ConnectException(StopReason.WORKER_SETTINGS.message(complaint.what()));
            });
    conflicts(config)
        .forEach(
            (key, conflict) -> {
              throw new ConfigException(conflict);
            });
    QueueAddress address = QueueAddress.of(config.queue().queue());
    warnOfOutside(config, address);
    ErrantRecordPolicy errantRecords = ErrantRecordSettings.from(properties);
    AwsClients clients = startedClients(config);
    try {
      return started(config, errantRecords, clients, new TargetQueue(address.url()), context);
    } catch (RuntimeException | Error e) {
      clients.close();
      throw e;
    }
  }

  private static StartedTask started(
      SqsSinkConfig config,
      ErrantRecordPolicy errantRecords,
      AwsClients clients,
      TargetQueue queue,
      SinkTaskContext context) {
    ErrantRecordThread errantRecordThread = new ErrantRecordThread();
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    CompletionMailbox mailbox = new CompletionMailbox();
    MillisClock clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    SplittableRandom random = new SplittableRandom();
    DeliveryPipeline pipeline =
        new DeliveryPipeline(
            config.delivery(),
            new MessageAssembler(
                config.message(), new EventConverter(config.event(), ids), ids, queue),
            new SqsMessageSender(
                clients.sqs(),
                mailbox::add,
                Duration.ofMillis(config.message().delayMs()),
                () -> renewCredentials(clients, context),
                random.nextInt()),
            queue.isFifo() && config.message().hasIdTemplate()
                ? new SharedDeduplicationIds(mailbox, clock)
                : mailbox,
            new ErrantRecordHandler(
                CheckedReporter.of(context.errantRecordReporter(), errantRecords.deadLetterTopic()),
                errantRecords,
                errantRecordThread,
                clock),
            new RetryPolicy(
                config.delivery().retryBackoffMs(),
                config.delivery().retryBackoffMaxMs(),
                random::nextDouble),
            clock,
            new RecordSize());
    return new StartedTask(
        queue,
        pipeline,
        new PartitionPauser(context, config.delivery().bufferMaxBytes()),
        new ProgressLog(clock),
        errantRecordThread,
        clients);
  }

  /** What the worker's surroundings decide, though the configuration may look as if it did. */
  private static void warnOfOutside(SqsSinkConfig config, QueueAddress address) {
    EndpointOverrides.ofProcess("sqs")
        .redirections(
            config.queue().endpoint().or(() -> address.endpoint().map(URI::toString)).isPresent())
        .forEach(
            setting ->
                LOG.warn(
                    "event=endpoint_from_outside queue={} {}; requests go where that says, and not to the host of the queue",
                    address.url(),
                    setting));
    if (WorkerIdentity.callsSts(config.aws())) {
      EndpointOverrides.ofProcess("sts")
          .redirections(config.aws().role().endpoint().isPresent())
          .forEach(
              setting ->
                  LOG.warn(
                      "event=sts_from_outside {}; STS is asked where that says, and not at its regional endpoint",
                      setting));
    }
    if (config.queue().proxy().url().isPresent()) {
      ProfileWithoutProxy.of(config.aws())
          .ifPresent(
              ids ->
                  LOG.warn(
                      "event=identity_without_proxy profile={} because={}; the AWS SDK asks for it by itself, through the proxy of the JVM or of the environment if there is one, and not through sqs.proxy.url",
                      ids.profile(),
                      ids.property()));
    }
  }

  /** Reads a configuration that a task is to work with. */
  private static SqsSinkConfig resolved(Map<String, String> properties) {
    List<String> placeholders = Placeholders.in(properties);
    if (!placeholders.isEmpty()) {
      throw new ConnectException(
          StopReason.PLACEHOLDER.message(
              "a ${...} placeholder is still in " + String.join(", ", placeholders)));
    }
    return SqsSinkConfig.from(properties);
  }

  /** Has the worker resolve the configuration again: a secret may have been changed since. */
  private static boolean renewCredentials(AwsClients clients, SinkTaskContext context) {
    try {
      boolean renewed = clients.renew(resolved(context.configs()).aws());
      LOG.info("event=credentials_read_again changed={}", renewed);
      return renewed;
    } catch (RuntimeException e) {
      LOG.warn("event=credentials_not_read_again reason=\"{}\"", text(e));
      return false;
    }
  }
}
