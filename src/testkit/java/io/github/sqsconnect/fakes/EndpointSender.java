package io.github.sqsconnect.fakes;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.aws.CompletionMailbox;
import io.github.sqsconnect.aws.ConnectorClients;
import io.github.sqsconnect.aws.SqsMessageSender;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.Completions;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.delivery.MessageSender;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The real client in front of a scripted endpoint. It waits for the response of every request, so
 * that real time does not matter to a task on a manual clock.
 */
public final class EndpointSender implements MessageSender, Completions, AutoCloseable {
  private final ManualClock clock;
  private final Map<String, String> properties;
  private final AwsClients clients;
  private final CompletionMailbox mailbox = new CompletionMailbox(() -> 0);
  private final SqsMessageSender sender;
  private Supplier<Map<String, String>> configs = Map::of;
  private int configReads;
  private int inFlight;
  private boolean held;

  EndpointSender(
      ScriptedSqs endpoint, String region, Map<String, String> properties, ManualClock clock) {
    this.clock = clock;
    this.properties = properties;
    clients = ConnectorClients.of(SqsSinkConfig.from(properties), region, endpoint.uri());
    sender = new SqsMessageSender(clients.sqs(), mailbox::add, this::renew, 0);
  }

  /** Sets the changes to the configuration that are found when it is read again. */
  public void configs(Supplier<Map<String, String>> changes) {
    configs = changes;
  }

  /** How many times the configuration was read again. */
  public int configReads() {
    return configReads;
  }

  /** Keeps requests in flight until {@link #release}. */
  public void hold() {
    held = true;
  }

  public void release() {
    held = false;
  }

  @Override
  public void send(MessageBatch batch) {
    inFlight++;
    sender.send(batch);
  }

  @Override
  public boolean renewCredentials() {
    return sender.renewCredentials();
  }

  @Override
  public @Nullable Completion take(Duration atMost) {
    if (inFlight == 0 || held) {
      clock.advance(atMost.toMillis());
      return null;
    }
    Completion completion = mailbox.take(Duration.ofMinutes(1));
    if (completion == null) {
      throw new AssertionError("the endpoint does not respond");
    }
    inFlight--;
    return completion;
  }

  @Override
  public void close() {
    clients.close();
  }

  private boolean renew() {
    configReads++;
    Map<String, String> changed = new HashMap<>(properties);
    changed.putAll(configs.get());
    return clients.renew(SqsSinkConfig.from(changed).aws());
  }
}
