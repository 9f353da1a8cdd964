package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.RecordAssembler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Message group and deduplication ids that the user chooses. */
class MessageIdsTest {
  private static final String GROUP = "sqs.message.group.id";
  private static final String DEDUPLICATION = "sqs.message.deduplication.id";
  private static final String TWO_USERS =
      "[{\"mpid\":\"1\",\"events\":[{\"event_type\":\"opt_out\",\"data\":{}}]},"
          + "{\"mpid\":\"2\",\"events\":[{\"event_type\":\"opt_out\",\"data\":{}}]}]";

  @Test
  void groupIsWhatTheTemplateGivesOfTopicPartitionKeyAndHeader() {
    SinkRecord record = record("key", "{}");
    record.headers().addString("tenant", "acme");
    assertThat(group(fifo(GROUP, "${topic}/${partition}/${key}/${header.tenant}"), record))
        .isEqualTo("events/3/key/acme");
  }

  @Test
  void eachMessageOfARecordHasTheUserOfItsOwnBatch() {
    List<OutboundMessage> messages =
        messages(fifo(GROUP, "user-${mpid}"), record("key", TWO_USERS));
    assertThat(messages).extracting(OutboundMessage::groupId).containsExactly("user-1", "user-2");
  }

  @Test
  void pathsBeginAtTheObjectThatTheMessageIsMadeOf() {
    List<OutboundMessage> messages =
        messages(fifo(GROUP, "${value.mpid}"), record("key", TWO_USERS));
    assertThat(messages).extracting(OutboundMessage::groupId).containsExactly("1", "2");
  }

  @Test
  void userIsReadBeforeItIsExcluded() {
    MessageAssembler assembler = fifo(GROUP, "${mpid}", "event.exclude.fields", "mpid");
    OutboundMessage message = messages(assembler, record("key", TWO_USERS)).get(0);
    assertThat(message.body()).doesNotContain("mpid");
    assertThat(message.groupId()).isEqualTo("1");
  }

  @Test
  void rawRecordHasPathsTooIfItIsJson() {
    MessageAssembler assembler = fifo(GROUP, "${value.a.b}", "sqs.message.format", "raw");
    assertThat(group(assembler, record("key", "{\"a\":{\"b\":7}}"))).isEqualTo("7");
    assertThat(group(assembler, record("key", "no JSON"))).as("auto").isEqualTo("key");
  }

  @Test
  void templateThatGivesNothingFallsBackToAutoOnAFifoQueue() {
    assertThat(group(fifo(GROUP, "${header.tenant}"), record("key", "{}"))).isEqualTo("key");
  }

  @Test
  void templateThatGivesNothingGivesNoGroupOnAStandardQueue() {
    assertThat(group(standard(GROUP, "${header.tenant}"), record("key", "{}"))).isNull();
  }

  @Test
  void standardQueueHasNoGroupUnlessTheUserSaysSo() {
    assertThat(group(standard(), record("key", "{}"))).isNull();
    assertThat(group(standard(GROUP, "${key}"), record("key", "{}"))).isEqualTo("key");
    assertThat(group(standard(GROUP, "auto"), record("key", "{}"))).isEqualTo("key");
    assertThat(messages(standard(GROUP, "${key}"), record("key", "{}")).get(0).deduplicationId())
        .isNull();
  }

  @Test
  void whatSqsWouldRefuseIsHashed() {
    assertThat(group(fifo(GROUP, "a ${key}"), record("key", "{}"))).matches("[0-9a-f]{64}");
    assertThat(ids(fifo(DEDUPLICATION, "a ${key}"), record("key", "{}")))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}");
  }

  @Test
  void deduplicationIdOfTheOnlyMessageIsWhatTheTemplateGives() {
    assertThat(ids(fifo(DEDUPLICATION, "order-${key}"), record("7", "{}")))
        .containsExactly("order-7");
  }

  @Test
  void messagesOfOneRecordAreNumbered() {
    assertThat(ids(fifo(DEDUPLICATION, "${key}"), record("7", TWO_USERS)))
        .containsExactly("7-0", "7-1");
  }

  @Test
  void partsOfAMessageContinueItsIdAndMeetNoSiblings() {
    MessageAssembler assembler = fifo(DEDUPLICATION, "${key}");
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + "x".repeat(600) + "\"}}";
    String batch = "{\"mpid\":\"1\",\"events\":[" + event + "," + event + "]}";
    SinkRecord record = record("7", "[" + batch + "," + batch + "]");
    OutboundMessage first = messages(assembler, record).get(0);
    Assembly parts = assembler.split(record, first, 1_500);
    assertThat(((Assembly.Messages) parts).messages())
        .extracting(OutboundMessage::deduplicationId)
        .containsExactly("7-0.0", "7-0.1");
  }

  /** With a dash before the number of a part, the second half of x-0 was x-0-1, as the other is. */
  @Test
  void partsMeetNoSiblingWhoseTemplateGivesTheIdOfTheirWhole() {
    MessageAssembler assembler = fifo(DEDUPLICATION, "${value.mpid}");
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"" + "x".repeat(600) + "\"}}";
    String events = "\"events\":[" + event + "," + event + "]}";
    SinkRecord record =
        record("7", "[{\"mpid\":\"x\"," + events + ",{\"mpid\":\"x-0\"," + events + "]");
    List<OutboundMessage> siblings = messages(assembler, record);
    Assembly parts = assembler.split(record, siblings.get(0), 1_500);
    assertThat(((Assembly.Messages) parts).messages())
        .hasSize(2)
        .extracting(OutboundMessage::deduplicationId)
        .doesNotContain(siblings.get(1).deduplicationId());
  }

  @Test
  void messageThatIsRebuiltAsOneKeepsItsId() {
    MessageAssembler assembler = fifo(DEDUPLICATION, "${key}");
    SinkRecord record = record("7", TWO_USERS);
    OutboundMessage second = messages(assembler, record).get(1);
    Assembly parts = assembler.split(record, second, 100_000);
    assertThat(((Assembly.Messages) parts).messages())
        .extracting(OutboundMessage::deduplicationId)
        .containsExactly("7-1");
  }

  @Test
  void messagesOfOneRecordHaveMadeIdsIfTheTemplateGivesNothing() {
    assertThat(ids(fifo(DEDUPLICATION, "${header.id}"), record("7", TWO_USERS)))
        .isEqualTo(ids(fifo(), record("7", TWO_USERS)))
        .doesNotHaveDuplicates();
  }

  @Test
  void contentLeavesTheIdToTheQueue() {
    assertThat(ids(fifo(DEDUPLICATION, "content"), record("7", "{}"))).singleElement().isNull();
  }

  @Test
  void templateThatGivesNothingFallsBackToTheMadeId() {
    assertThat(ids(fifo(DEDUPLICATION, "${header.id}"), record("7", "{}")))
        .isEqualTo(ids(fifo(DEDUPLICATION, "auto"), record("7", "{}")))
        .isEqualTo(ids(fifo(), record("7", "{}")))
        .singleElement()
        .asString()
        .hasSize(36);
  }

  @Test
  void deduplicationIdIsTheSameForTheSameRecordAndOtherwiseNot() {
    for (String format : List.of("raw", "event-batch")) {
      MessageAssembler assembler = fifo("sqs.message.format", format);
      SinkRecord record = recordAt("events", 3, 5, "key", "{}");
      List<String> id = ids(assembler, record);
      assertThat(ids(assembler, recordAt("events", 3, 5, "key", "{}"))).isEqualTo(id);
      assertThat(ids(fifo("sqs.message.format", format), record)).isEqualTo(id);
      assertThat(
              List.of(
                  ids(assembler, recordAt("other", 3, 5, "key", "{}")),
                  ids(assembler, recordAt("events", 4, 5, "key", "{}")),
                  ids(assembler, recordAt("events", 3, 6, "key", "{}")),
                  ids(assembler, recordAt("events", 3, 5, "key", "{\"a\":1}")),
                  ids(assembler, recordAt("events", 3, 5, "other", "{}")),
                  ids(assembler, recordAt("events", 3, 5, null, "{}")),
                  ids(fifo("sqs.message.format", format, "sqs.id.namespace", "x"), record)))
          .doesNotContain(id)
          .doesNotHaveDuplicates();
    }
  }

  private static SinkRecord recordAt(
      String topic, int partition, long offset, String key, String value) {
    return new SinkRecord(
        topic, partition, Schema.OPTIONAL_STRING_SCHEMA, key, null, value, offset);
  }

  private static MessageAssembler fifo(String... settings) {
    return assembler("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo", settings);
  }

  private static MessageAssembler standard(String... settings) {
    return assembler("https://sqs.eu-west-1.amazonaws.com/123456789012/events", settings);
  }

  private static MessageAssembler assembler(String url, String... settings) {
    Map<String, String> properties = new HashMap<>(Map.of("sqs.queue.url", url));
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    assertThat(config.conflicts()).isEmpty();
    return RecordAssembler.build(config, new TargetQueue(url));
  }

  private static SinkRecord record(String key, String value) {
    return new SinkRecord("events", 3, Schema.STRING_SCHEMA, key, Schema.STRING_SCHEMA, value, 5);
  }

  private static List<OutboundMessage> messages(MessageAssembler assembler, SinkRecord record) {
    return ((Assembly.Messages) assembler.assemble(record)).messages();
  }

  private static String group(MessageAssembler assembler, SinkRecord record) {
    return messages(assembler, record).get(0).groupId();
  }

  private static List<String> ids(MessageAssembler assembler, SinkRecord record) {
    return messages(assembler, record).stream().map(OutboundMessage::deduplicationId).toList();
  }
}
