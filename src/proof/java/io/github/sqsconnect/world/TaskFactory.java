package io.github.sqsconnect.world;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.config.AttributeSettings;
import io.github.sqsconnect.config.BodySettings;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.delivery.MillisClock;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** What every task of a simulation shares, and how one is made for a setup. */
public final class TaskFactory {
  private static final SqsSinkConfig DEFAULTS =
      SqsSinkConfig.from(
          Map.of("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events"));
  private static final Map<String, String> TOLERANT =
      Map.of("errors.tolerance", "all", "errors.deadletterqueue.topic.name", "dead");

  private final IdGenerator ids = new IdGenerator("");
  private final EventConverter converter = new EventConverter(DEFAULTS.event(), ids);

  /** The real task between these ports. */
  public SimulatedTask task(
      WorldSetup setup,
      MessageSender sender,
      Completions completions,
      DoubleSupplier jitter,
      MillisClock clock,
      SinkTaskContext context,
      boolean tolerant) {
    DeliverySettings delivery =
        new DeliverySettings(
            setup.batchMaxMessages(),
            setup.batchMaxBytes(),
            setup.lingerMs(),
            setup.maxInFlight(),
            setup.relaxed()
                ? DeliverySettings.FifoOrdering.RELAXED
                : DeliverySettings.FifoOrdering.STRICT,
            setup.bufferMaxBytes(),
            setup.requestTimeoutMs(),
            setup.deliveryTimeoutMs(),
            setup.backoffMs(),
            setup.backoffMaxMs(),
            setup.rateLimit(),
            -1);
    MessageSettings message =
        new MessageSettings(
            setup.eventBatches() ? MessageSettings.Format.EVENT_BATCH : MessageSettings.Format.RAW,
            BodySettings.DEFAULTS,
            Optional.empty(),
            Optional.empty(),
            "",
            0,
            MessageSettings.SQS_MAX_BYTES,
            MessageSettings.NullValues.IGNORE,
            MessageSettings.InvalidCharacters.FAIL,
            Optional.empty(),
            new AttributeSettings(
                List.of(), false, List.of(), AttributeSettings.Overflow.BUNDLE, false));
    return new SimulatedTask(
        new TargetQueue(setup.url(0)),
        delivery,
        new MessageAssembler(message, converter, ids, router(setup)),
        sender,
        completions,
        new BackoffPolicy(setup.backoffMs(), setup.backoffMaxMs(), jitter),
        clock,
        context,
        tolerant ? TOLERANT : Map.of());
  }

  private static QueueRouter router(WorldSetup setup) {
    return setup.queues() == 1
        ? QueueRouter.fixed(new TargetQueue(setup.url(0)))
        : new QueueRouter(pattern(setup, 0), Map.of(setup.topicOfRecords(1), pattern(setup, 1)));
  }

  private static QueuePattern pattern(WorldSetup setup, int queue) {
    String url = setup.url(queue);
    int name = url.lastIndexOf('/') + 1;
    return new QueuePattern("queue", url.substring(0, name), url.substring(name));
  }
}
