package io.github.sqsconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TypedRecordTest {
  private static final String LINE = "{\"order\": \"A1\"}";
  private static final Map<String, String> HERE = settings("here", "json");
  private static final Map<String, String> MINE = settings("mine", "raw");
  private static final Map<String, String> OTHER = settings("other", "raw");
  private static final Map<String, String> BATCHES = settings("here", "event-batch");

  private static Map<String, String> settings(String queue, String format) {
    return Map.of(
        "connector.class", "io.github.sqsconnect.SqsSinkConnector",
        "topics", "orders",
        "value.converter", "org.apache.kafka.connect.storage.StringConverter",
        "sqs.queue.url", "http://localhost:4000/000000000000/" + queue,
        "sqs.region", "eu-west-1",
        "sqs.message.format", format);
  }

  private static TypedRecord typed(String value, Map<String, String> settings) {
    return new TypedRecord(
        new ConsumerRecord<>("orders", 0, 7, null, value.getBytes(UTF_8)), settings);
  }

  private static TypedRecord changed(Map<String, String> before, Map<String, String> after) {
    TypedRecord typed = typed(LINE, before);
    typed.expect(after);
    return typed;
  }

  @Test
  void messageOfTheConfigurationBeforeIsRecognised() {
    TypedRecord typed = changed(BATCHES, MINE);
    String body =
        ((Assembly.Messages) typed(LINE, BATCHES).latest().assembly()).messages().get(0).body();
    assertThat(body).isNotEqualTo(LINE);

    Optional<OutboundMessage> arrived = typed.arrived("here", body);
    assertThat(arrived).get().extracting(message -> message.queue().name()).isEqualTo("here");
    assertThat(typed.outdated()).isTrue();
    assertThat(typed.complete()).isTrue();
  }

  @Test
  void messageOfTheLatestConfigurationIsRecognised() {
    TypedRecord typed = changed(MINE, HERE);
    assertThat(typed.complete()).isFalse();
    assertThat(typed.arrived("here", "{}")).isEmpty();
    assertThat(typed.arrived("here", LINE)).isPresent();
    assertThat(typed.outdated()).isFalse();
    assertThat(typed.complete()).isTrue();
  }

  @Test
  void commitWithoutAMessageNamesTheQueueThatIsNotReceivedFrom() {
    assertThat(changed(HERE, MINE).answer("here"))
        .isEqualTo(
            "delivered to http://localhost:4000/000000000000/mine, which this window does not receive from"
                + " (orders-0@7)");
    assertThat(changed(MINE, HERE).answer("here")).contains("/mine, which").doesNotContain("/here");
    assertThat(changed(MINE, OTHER).answer("here"))
        .contains("/mine or http://")
        .contains("/other,");
  }

  @Test
  void commitThatNoConfigurationExplainsNamesNoQueue() {
    assertThat(typed(LINE, HERE).answer("here"))
        .isEqualTo("orders-0@7 is committed, with a configuration that this window has not seen");
  }

  @Test
  void recordWithoutMessagesWasFiltered() {
    assertThat(typed("[]", BATCHES).answer("here"))
        .isEqualTo("orders-0@7 was filtered: there is nothing to send");
    TypedRecord changed = typed("[]", BATCHES);
    changed.expect(MINE);
    assertThat(changed.answer("here")).contains("/mine, which").endsWith(", or filtered)");
  }
}
