package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.fakes.RecordAssembler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {
  private static final TargetQueue QUEUE =
      new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
  private static final TargetQueue FIFO = new TargetQueue(QUEUE.url() + ".fifo");

  @Test
  void nullValueIsRejectedUnlessTheUserSaysOtherwise() {
    assertThat(reason(assembler(QUEUE).assemble(record(null))))
        .contains("the value is null", "behavior.on.null.values");
  }

  @Test
  void nullValueIsIgnored() {
    assertThat(assembler(QUEUE, "behavior.on.null.values", "ignore").assemble(record(null)))
        .isInstanceOf(Assembly.Filtered.class);
  }

  @Test
  void nullValueIsAnEmptyRecord() {
    MessageAssembler assembler = assembler(QUEUE, "behavior.on.null.values", "empty");
    OutboundMessage ofNull = messages(assembler.assemble(record(null))).get(0);
    OutboundMessage ofEmpty = messages(assembler.assemble(record("{}"))).get(0);
    assertThat(ofNull).isEqualTo(ofEmpty);
  }

  @Test
  void nullValueIsTreatedAlikeInRawFormat() {
    assertThat(reason(assembler(QUEUE, "sqs.message.format", "raw").assemble(record(null))))
        .contains("the value is null");
    assertThat(
            assembler(QUEUE, "sqs.message.format", "raw", "behavior.on.null.values", "ignore")
                .assemble(record(null)))
        .isInstanceOf(Assembly.Filtered.class);
  }

  @Test
  void rawTextIsOneMessageWithoutIdsOnAStandardQueue() {
    assertThat(messages(assembler(QUEUE, "sqs.message.format", "raw").assemble(record("ü"))))
        .containsExactly(
            new OutboundMessage(
                QUEUE, "ü", 2, List.of(), null, null, null, null, EventIndexes.none(0)));
  }

  @Test
  void rawTextHasGroupAndDeduplicationIdOnAFifoQueue() {
    OutboundMessage message =
        messages(assembler(FIFO, "sqs.message.format", "raw").assemble(record("a"))).get(0);
    assertThat(message.groupId()).isEqualTo("key");
    assertThat(message.deduplicationId())
        .isEqualTo(
            messages(assembler(FIFO, "sqs.message.format", "raw").assemble(record("a")))
                .get(0)
                .deduplicationId());
  }

  @Test
  void onlyMessagesToStandardQueuesHaveADelay() {
    QueueRouter router =
        new QueueRouter(
            new QueuePattern("sqs.queue.url", "https://sqs/1/", "q"),
            Map.of("events", new QueuePattern("sqs.queue.url.map", "https://sqs/1/", "q.fifo")));
    Map<String, String> properties = new HashMap<>(Map.of("sqs.queue.url", QUEUE.url()));
    properties.put("sqs.message.format", "raw");
    properties.put("sqs.delay.ms", "1500");
    MessageAssembler assembler = RecordAssembler.build(SqsSinkConfig.from(properties), router);
    SinkRecord other = record("a").newRecord("t", 0, null, null, null, "a", null);
    assertThat(messages(assembler.assemble(record("a"))).get(0).delaySeconds()).isNull();
    assertThat(messages(assembler.assemble(other)).get(0).delaySeconds()).isEqualTo(2);
  }

  @Test
  void rawTextOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
    MessageAssembler assembler =
        assembler(QUEUE, "sqs.message.format", "raw", "sqs.message.max.bytes", "1024");
    assertThat(messages(assembler.assemble(record("x".repeat(1024))))).hasSize(1);
    assertThat(reason(assembler.assemble(record("x".repeat(1025)))))
        .contains("too large for SQS", "1025", "1024");
    assertThat(reason(assembler.assemble(record("€".repeat(342)))))
        .as("counted in UTF-8")
        .contains("1026");
  }

  @Test
  void rawTextThatSqsRefusesIsRejected() {
    assertThat(reason(assembler(QUEUE, "sqs.message.format", "raw").assemble(record("\u0001"))))
        .contains("U+0001");
  }

  @Test
  void batchIsGroupedByItsUser() {
    OutboundMessage message = messages(assembler(FIFO).assemble(record(batch("77", 2, 10)))).get(0);
    assertThat(message.groupId()).isEqualTo("77");
    assertThat(message.events()).hasToString("0-1");
    assertThat(message.bytes()).isEqualTo(message.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void eachEventIsAMessageOfItsOwnIfTheUserSaysSo() {
    List<OutboundMessage> messages =
        messages(
            assembler(FIFO, "event.send.as.batch", "false").assemble(record(batch("77", 3, 10))));
    assertThat(messages)
        .extracting(part -> part.events().toString())
        .containsExactly("0", "1", "2");
    assertThat(messages).extracting(OutboundMessage::deduplicationId).doesNotHaveDuplicates();
    assertThat(messages).extracting(OutboundMessage::groupId).containsOnly("77");
  }

  @Test
  void arrayOfBatchesIsAMessageForEach() {
    List<OutboundMessage> messages =
        messages(
            assembler(FIFO)
                .assemble(record("[" + batch("1", 1, 5) + "," + batch("2", 1, 5) + "]")));
    assertThat(messages).extracting(each -> each.events().batchIndex()).containsExactly(0, 1);
    assertThat(messages).extracting(OutboundMessage::groupId).containsExactly("1", "2");
    assertThat(messages).extracting(OutboundMessage::deduplicationId).doesNotHaveDuplicates();
  }

  @Test
  void batchAboveTheLimitIsSplitAndEveryPartKeepsIt() {
    List<OutboundMessage> messages =
        messages(
            assembler(QUEUE, "sqs.message.max.bytes", "1024")
                .assemble(record(batch("77", 10, 200))));
    assertThat(messages).hasSizeGreaterThan(1).allMatch(message -> message.bytes() <= 1024);
  }

  @Test
  void refusedMessageIsMadeAnewUnderTheLearnedLimitAndNothingElseIs() {
    MessageAssembler assembler = assembler(FIFO);
    SinkRecord record = record("[" + batch("1", 8, 200) + "," + batch("2", 8, 200) + "]");
    List<OutboundMessage> whole = messages(assembler.assemble(record));
    assertThat(whole).hasSize(2);
    List<OutboundMessage> parts = messages(assembler.split(record, whole.get(1), 1500));
    assertThat(parts)
        .hasSizeGreaterThan(1)
        .allMatch(part -> part.bytes() <= 1500)
        .allMatch(part -> part.events().batchIndex() == 1)
        .allMatch(part -> part.groupId().equals("2"));
    Set<String> ids = new HashSet<>();
    parts.forEach(part -> ids.add(part.deduplicationId()));
    assertThat(ids).hasSameSizeAs(parts).doesNotContain(whole.get(1).deduplicationId());
    assembler.learned(FIFO).learn(1500, 0);
    assertThat(messages(assembler.assemble(record)))
        .as("the limit is remembered")
        .allMatch(message -> message.bytes() <= 1500);
  }

  @Test
  void bodyThatIsLargerThanTheLearnedLimitIsLeftToTheQueueAndOneAboveTheConfiguredIsRejected() {
    MessageAssembler assembler =
        assembler(QUEUE, "sqs.message.format", "raw", "sqs.message.max.bytes", "2000");
    SinkRecord record = record("x".repeat(1500));
    OutboundMessage message = messages(assembler.assemble(record)).get(0);
    assembler.learned(QUEUE).learn(1200, 0);
    assertThat(messages(assembler.assemble(record))).containsExactly(message);
    assertThat(reason(assembler.split(record, message, 1200))).contains("1500", "1200");
    assertThat(messages(assembler.split(record, message, 1500))).containsExactly(message);
    assertThat(reason(assembler.assemble(record("x".repeat(2001))))).contains("2001", "2000");
  }

  @Test
  void eventThatIsLargerThanTheLearnedLimitIsAMessageOfItsOwn() {
    MessageAssembler assembler = assembler(QUEUE, "sqs.message.max.bytes", "3000");
    assembler.learned(QUEUE).learn(1024, 0);
    SinkRecord large = record(batch("1", 1, 1_500));
    List<OutboundMessage> alone = messages(assembler.assemble(large));
    assertThat(alone).hasSize(1).allMatch(message -> message.bytes() > 1_500);
    assertThat(reason(assembler.split(large, alone.get(0), 1024))).contains("Allowed: 1024 bytes");
    assertThat(messages(assembler.assemble(record(batch("1", 2, 1_200))))).hasSize(2);
    assertThat(reason(assembler.assemble(record(batch("1", 1, 3_000))))).contains("3000");
  }

  @Test
  void valueThatCannotBeReadIsRejected() {
    assertThat(reason(assembler(QUEUE).assemble(record("{\"a\":")))).isNotBlank();
    assertThat(reason(assembler(QUEUE).assemble(record("12")))).contains("not an event batch");
  }

  @Test
  void recordWithTooManyCharactersToHashIsRejectedAndTheNextOneIsNot() {
    MessageAssembler assembler = assembler(FIFO, "sqs.message.deduplication.id", "${key}");
    String key = "k".repeat(FifoIds.MOST_HASHED / 2 + 1);
    String three = "[" + String.join(",", Collections.nCopies(3, batch("1", 1, 1))) + "]";
    SinkRecord record = record("v").newRecord("events", 0, null, key, null, three, null);
    assertThat(reason(assembler.assemble(record)))
        .startsWith("too large for SQS: the texts of the ids of its messages have more than")
        .contains("sqs.message.group.id", "sqs.message.deduplication.id");
    assertThat(messages(assembler.assemble(record(batch("1", 1, 1))))).hasSize(1);
  }

  /** Each message has the whole context, so many small messages need too much memory. */
  @Test
  void recordThatOnlyTheLearnedLimitRejectsIsAssembledWithoutIt() {
    MessageAssembler assembler = assembler(QUEUE);
    String context = "\"user_attributes\":{\"p\":\"" + "x".repeat(700_000) + "\"},";
    String batch = batch("1", 100, 1);
    SinkRecord record = record("{" + context + batch.substring(1));
    assembler.learned(QUEUE).learn(1_024, 0);
    assertThat(messages(assembler.assemble(record))).hasSize(1);
  }

  @Test
  void learnedLimitIsDiscardedWhenItIsOld() {
    MessageAssembler assembler = assembler(QUEUE);
    assembler.learned(QUEUE).learn(1_500, 0);
    assembler.expireLearned(599_999);
    assertThat(assembler.learned(QUEUE).bytes()).isEqualTo(1_500);
    assembler.expireLearned(600_000);
    assertThat(assembler.learned(QUEUE).bytes()).isEqualTo(1_048_576);
  }

  @Test
  void rawRecordThatIsNotJsonHasNoPathsAlsoAfterOneThatIs() {
    MessageAssembler assembler =
        assembler(FIFO, "sqs.message.format", "raw", "sqs.message.group.id", "${value.a}");
    assertThat(messages(assembler.assemble(record("{\"a\":\"x\"}"))).get(0).groupId())
        .isEqualTo("x");
    for (String noJson : List.of("text", "{\"a\":\"y\"", "{\"a\":\"y\"} {")) {
      assertThat(messages(assembler.assemble(record(noJson))).get(0).groupId()).isEqualTo("key");
    }
  }

  @Test
  void idOfTextInAnEnvelopeDependsOnTheText() {
    for (String format : List.of("envelope", "cloudevents")) {
      MessageAssembler assembler = assembler(FIFO, "sqs.message.format", format);
      List<String> ids = new ArrayList<>();
      for (String text : List.of("a", "b", "{}", "a")) {
        ids.add(messages(assembler.assemble(record(text))).get(0).deduplicationId());
      }
      assertThat(ids.get(3)).isEqualTo(ids.get(0));
      assertThat(new HashSet<>(ids)).hasSize(3);
    }
  }

  @Test
  void queueIsFifoByItsName() {
    assertThat(FIFO.isFifo()).isTrue();
    assertThat(FIFO.name()).isEqualTo("events.fifo");
    assertThat(QUEUE.isFifo()).isFalse();
    assertThat(QUEUE.name()).isEqualTo("events");
  }

  private static MessageAssembler assembler(TargetQueue queue, String... keysAndValues) {
    Map<String, String> properties = new HashMap<>(Map.of("sqs.queue.url", queue.url()));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    return RecordAssembler.build(config, queue);
  }

  private static SinkRecord record(String value) {
    return new SinkRecord(
        "events", 0, Schema.STRING_SCHEMA, "key", Schema.OPTIONAL_STRING_SCHEMA, value, 5);
  }

  private static List<OutboundMessage> messages(Assembly assembly) {
    assertThat(assembly).isInstanceOf(Assembly.Messages.class);
    return ((Assembly.Messages) assembly).messages();
  }

  private static String reason(Assembly assembly) {
    assertThat(assembly).isInstanceOf(Assembly.Rejected.class);
    return ((Assembly.Rejected) assembly).reason();
  }

  private static String batch(String mpid, int events, int padding) {
    StringBuilder json = new StringBuilder("{\"mpid\":\"" + mpid + "\",\"events\":[");
    for (int i = 0; i < events; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e")
          .append(i)
          .append("\",\"custom_event_type\":\"other\",\"custom_attributes\":{\"p\":\"")
          .append("x".repeat(padding))
          .append("\"}}}");
    }
    return json.append("]}").toString();
  }
}
