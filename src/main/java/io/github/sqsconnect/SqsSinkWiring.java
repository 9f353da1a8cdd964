package io.github.sqsconnect;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.QueueAddress;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.aws.http.EndpointUrl;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.Placeholders;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.ValuelessKeys;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.DeliveryPipeline;
import io.github.sqsconnect.delivery.ErrantRecordPolicy;
import io.github.sqsconnect.delivery.ErrantRecordReports;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.delivery.SharedDeduplicationIds;
import io.github.sqsconnect.delivery.StopReason;
import io.github.sqsconnect.delivery.UnseenRecords;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.metrics.TaskMetrics;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: builds a task, or the client of a check, from a configuration. */
public final class SqsSinkWiring {
  private static final Logger LOG = LoggerFactory.getLogger(SqsSinkWiring.class);

  private SqsSinkWiring() {}

  /**
   * Builds a task that is ready for records.
   *
   * @throws ConnectException with the fix, if the configuration cannot work
   */
  static StartedTask start(Map<String, String> given, SinkTaskContext context) {
    Map<String, String> properties = ValuelessKeys.refused(given);
    SqsSinkConfig config = resolved(properties);
    StartupChecks.requireUsable(config);
    StartupChecks.logOverrides(config);

    ErrantRecordPolicy errantRecords = ErrantRecordSettings.from(properties);
    ConfiguredQueues queues = ConfiguredQueues.of(config.queue());
    MillisClock clock = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    AwsClients clients = startedClients(config);
    TaskMetrics metrics = metrics(config, TaskName.of(properties), clock, context);
    try {
      return started(config, properties, errantRecords, clients, queues, clock, metrics, context);
    } catch (RuntimeException | Error e) {
      metrics.close();
      clients.close();
      throw e;
    }
  }

  /** Reads a configuration that must have no placeholders left. */
  private static SqsSinkConfig resolved(Map<String, String> properties) {
    List<String> placeholders = Placeholders.in(properties);
    if (!placeholders.isEmpty()) {
      throw new ConnectException(
          StopReason.PLACEHOLDER.message(
              "a ${...} placeholder is still in " + String.join(", ", placeholders)));
    }
    return SqsSinkConfig.from(properties);
  }

  private static AwsClients startedClients(SqsSinkConfig config) {
    try {
      return clients(config, config.delivery());
    } catch (ConfigException e) {
      throw new ConnectException(e.getMessage(), e);
    } catch (ConnectException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConnectException(
          StopReason.WORKER_SETTINGS.message(StartupChecks.clientError(e)), e);
    }
  }

  /** The clients of a task, or of a check that sends one request at a time. */
  static AwsClients clients(SqsSinkConfig config, DeliverySettings delivery) {
    QueueAddress address = ConfiguredQueues.address(config.queue());
    return new AwsClients(
        config.aws(),
        config.queue().proxy(),
        delivery,
        config.queue().region().or(address::region),
        config.queue().endpoint().map(EndpointUrl::parse).or(address::endpoint),
        Version.VERSION);
  }

  private static TaskMetrics metrics(
      SqsSinkConfig config, TaskName name, MillisClock clock, SinkTaskContext context) {
    return new TaskMetrics(
        name.connector(),
        name.number(),
        Version.VERSION,
        config.message().format().word(),
        clock,
        context);
  }

  private static StartedTask started(
      SqsSinkConfig config,
      Map<String, String> properties,
      ErrantRecordPolicy errantRecords,
      AwsClients clients,
      ConfiguredQueues queues,
      MillisClock clock,
      TaskMetrics metrics,
      SinkTaskContext context) {
    SplittableRandom random = new SplittableRandom();
    CompletionMailbox mailbox = new CompletionMailbox(clock);
    TaskName name = TaskName.of(properties);

    MessageSender sender =
        new SqsMessageSender(
            clients.sqs(),
            mailbox::add,
            () -> renewCredentials(clients, context),
            random.nextInt());
    boolean deduplicationIdsMayRepeat = config.message().hasIdTemplate();
    Completions completions =
        deduplicationIdsMayRepeat ? new SharedDeduplicationIds(mailbox, clock) : mailbox;

    ErrantRecordThread errantRecordThread = new ErrantRecordThread();
    ErrantRecordReports errantRecordHandler =
        new ErrantRecordReports(
            CheckedReporter.of(context.errantRecordReporter(), errantRecords.deadLetterTopic()),
            errantRecords,
            errantRecordThread,
            clock);
    BackoffPolicy retries =
        new BackoffPolicy(
            config.delivery().retryBackoffMs(),
            config.delivery().retryBackoffMaxMs(),
            random::nextDouble);

    DeliveryPipeline pipeline =
        new DeliveryPipeline(
            config.delivery(),
            assembler(config),
            sender,
            completions,
            errantRecordHandler,
            retries,
            clock,
            recordSize(),
            new TaskObserver(name, metrics, System::currentTimeMillis));
    PartitionPauser pauser = new PartitionPauser(context, name);
    UnseenRecords unseen = DroppedRecords.counter(properties, clock);
    TaskValues values =
        new TaskValues(
            clock, config.delivery().bufferMaxBytes(), pipeline, pauser, unseen, clients);
    MetricsPublisher publisher = new MetricsPublisher(metrics, clock, context);
    // Connect may poll for a minute before it calls the task for the first time.
    publisher.update(values);
    return new StartedTask(
        name,
        queues.rest().pattern(),
        queues.patternsByTopic(),
        pipeline,
        pauser,
        values,
        new ProgressLog(clock),
        publisher,
        new ConsumerPositions(context, clock, errantRecords.tolerated()),
        unseen,
        errantRecordThread,
        clients);
  }

  /** The bytes that a record counts in the buffer. */
  public static ToLongFunction<SinkRecord> recordSize() {
    return new RecordSize();
  }

  /** The step from records to messages. */
  public static MessageAssembler assembler(SqsSinkConfig config) {
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new MessageAssembler(
        config.message(),
        new EventConverter(config.event(), ids),
        ids,
        ConfiguredQueues.of(config.queue()).router());
  }

  /** Lets the worker resolve the configuration again, because a secret may have changed. */
  private static boolean renewCredentials(AwsClients clients, SinkTaskContext context) {
    try {
      boolean renewed = clients.renew(resolved(context.configs()).aws());
      LOG.info("event=credentials_read_again changed={}", renewed);
      return renewed;
    } catch (RuntimeException e) {
      LOG.warn("event=credentials_not_read_again reason=\"{}\"", e.getMessage());
      return false;
    }
  }
}
