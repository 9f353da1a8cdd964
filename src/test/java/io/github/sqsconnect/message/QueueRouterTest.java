package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRouterTest {
  private static final String PATH = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
  private static final QueuePattern ORDERS = pattern("orders.fifo");

  private static QueuePattern pattern(String name) {
    return new QueuePattern("sqs.queue.url", PATH, name);
  }

  private static TargetQueue chosen(String name) {
    return new TargetQueue(PATH + name, true);
  }

  private static TargetQueue fixed(String name) {
    return new TargetQueue(PATH + name);
  }

  private static QueueRouter router(String name) {
    return new QueueRouter(pattern(name), Map.of("orders", ORDERS));
  }

  private static MessageAssembler assembler(QueueRouter router, String format) {
    SqsSinkConfig config =
        SqsSinkConfig.from(Map.of("sqs.queue.url", PATH + "q", "sqs.message.format", format));
    IdGenerator ids = new IdGenerator("");
    return new MessageAssembler(
        config.message(), new EventConverter(config.event(), ids), ids, router);
  }

  private static SinkRecord record(@Nullable String topic, Object value) {
    return new SinkRecord(
        topic,
        0,
        Schema.STRING_SCHEMA,
        "key-1",
        null,
        value,
        5,
        null,
        TimestampType.NO_TIMESTAMP_TYPE,
        new ConnectHeaders().addString("tenant", "acme").addInt("number", 42),
        "original",
        0,
        5);
  }

  private static List<TargetQueue> queues(QueueRouter router, String format, SinkRecord record) {
    return ((Assembly.Messages) assembler(router, format).assemble(record))
        .messages().stream().map(OutboundMessage::queue).toList();
  }

  private static String reason(String template, SinkRecord record) {
    return ((Assembly.Rejected) assembler(router(template), "raw").assemble(record)).reason();
  }

  @Test
  void topicThatIsListedHasItsQueueAndOthersTheRest() {
    QueueRouter router = router("rest");
    assertThat(queues(router, "raw", record("orders", "a"))).containsExactly(fixed("orders.fifo"));
    assertThat(queues(router, "raw", record("orders-2", "a"))).containsExactly(fixed("rest"));
    assertThat(queues(router, "raw", record(null, "a"))).containsExactly(fixed("rest"));
  }

  @ParameterizedTest
  @CsvSource({
    "a-${topic}, a-users",
    "${topic}-${topic}, users-users",
    "a-${key}, a-key-1",
    "${header.tenant}, acme",
    "${header.tenant}-${header.number}.fifo, acme-42.fifo",
    "a${header.none}, a",
    "p${partition}, p0",
    "${value.region}-events, eu-events",
    "${value.user.id}, 7"
  })
  void templateNamesTheQueue(String template, String name) {
    SinkRecord record = record("users", "{\"region\":\"eu\",\"user\":{\"id\":7.0}}");
    assertThat(queues(router(template), "raw", record)).containsExactly(chosen(name));
  }

  @Test
  void eachBatchOfARecordIsRoutedByItsOwnMembers() {
    String value = "[" + batch("eu", 1) + "," + batch("us", 2) + "," + batch("eu", 1) + "]";
    assertThat(queues(router("${value.region}"), "event-batch", record("users", value)))
        .containsExactly(chosen("eu"), chosen("us"), chosen("eu"));
  }

  private static String batch(String region, int user) {
    return "{\"mpid\":"
        + user
        + ",\"region\":\""
        + region
        + "\",\"events\":[{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"n\","
        + "\"custom_event_type\":\"other\"}}]}";
  }

  @Test
  void queueThatTheSettingsNameStaysOneQueueIfATemplateNamesItToo() {
    assertThat(queues(router("${header.queue}.fifo"), "raw", withQueue("orders")))
        .containsExactly(fixed("orders.fifo"));
    assertThat(queues(router("${header.queue}.fifo"), "raw", withQueue("other")))
        .containsExactly(chosen("other.fifo"));
  }

  private static SinkRecord withQueue(String queue) {
    SinkRecord record = record("users", "a");
    record.headers().addString("queue", queue);
    return record;
  }

  @Test
  void topicAloneDecidesFixedQueuesAndTemplatesOfTheTopicOnly() {
    assertThat(router("rest").byTopic(record("orders", "a"))).isEqualTo(fixed("orders.fifo"));
    assertThat(router("rest").byTopic(record("users", "a"))).isEqualTo(fixed("rest"));
    assertThat(router("rest").byTopic(record(null, "a"))).isEqualTo(fixed("rest"));
    assertThat(QueueRouter.fixed(fixed("q")).byTopic(record(null, "a"))).isEqualTo(fixed("q"));
    assertThat(router("a-${topic}").byTopic(record("users", "a"))).isEqualTo(chosen("a-users"));
    assertThat(router("a-${topic}").byTopic(record("users.v1", "a"))).isNull();
    assertThat(router("a-${topic}").byTopic(record(null, "a"))).isNull();
    assertThat(router("${topic}-${key}").byTopic(record("users", "a"))).isNull();
    assertThat(router("${key}").byTopic(record("users", "a"))).isNull();
    assertThat(router("${key}").byTopic(record("orders", "a"))).isEqualTo(fixed("orders.fifo"));
  }

  /** Many records have the same queue, so each one must not create an object. */
  @Test
  void queueOfATemplateIsCreatedOnce() {
    QueueRouter ofTopic = router("a-${topic}");
    TargetQueue first = ofTopic.byTopic(record("users", "a"));
    assertThat(first).isEqualTo(chosen("a-users"));
    assertThat(ofTopic.byTopic(record("users", "b"))).isSameAs(first);

    MessageAssembler ofKey = assembler(router("a-${key}"), "raw");
    List<TargetQueue> queues =
        Stream.of("a", "b")
            .map(value -> ((Assembly.Messages) ofKey.assemble(record("users", value))).messages())
            .map(messages -> messages.get(0).queue())
            .toList();
    assertThat(queues.get(0)).isEqualTo(chosen("a-key-1"));
    assertThat(queues.get(1)).isSameAs(queues.get(0));
  }

  @Test
  void fixedQueuesAreListedOnceAndInOrder() {
    QueueRouter router =
        new QueueRouter(
            pattern("rest"),
            Map.of("a", pattern("rest"), "b", pattern("${topic}"), "c", pattern("c")));
    assertThat(router.fixedQueues()).containsExactly(fixed("rest"), fixed("c"));
    assertThat(QueueRouter.fixed(fixed("q")).fixedQueues()).containsExactly(fixed("q"));
    assertThat(router("${key}").fixedQueues()).containsExactly(fixed("orders.fifo"));
  }

  @ParameterizedTest
  @CsvSource({
    "a-${topic}, users.v1, '${topic} has the character U+002E at index 5'",
    "a-${value.x}, users, '${value.x} has the character U+0020 at index 3'",
    "${key}-${value.x}, users, '${value.x} has the character U+0020 at index 3'",
    "${header.none}, users, 'it is empty, because the record has no text for ${header.none}'",
    "${header.none}.fifo, users, 'it is empty, because the record has no text for ${header.none}'",
    "a-${value.long}, users, 'it has 82 characters, and 80 of them are from ${value.long}'",
    "${key}${value.long}.fifo, users, 'it has 90 characters, and 80 of them are from ${value.long}'",
    "${value.fifo}, users, '${value.fifo} has the character U+002E at index 1'",
    "${value.end}, users, '${value.end} has the character U+002E at index 0'",
    "${value.long}${key}, users, 'it has 85 characters, and 80 of them are from ${value.long}'",
    "${value.long}${value.same}, users, 'it has 160 characters, and 80 of them are from ${value.long}'",
    "${value.80}, users, '${value.80} has the character U+0021 at index 79'"
  })
  void nameThatSqsCouldNotHaveRejectsTheRecord(String template, String topic, String problem) {
    String value =
        "{\"x\":\"abc secret\",\"fifo\":\"a.fifo\",\"end\":\".fifo\",\"long\":\""
            + "y".repeat(80)
            + "\",\"same\":\""
            + "z".repeat(80)
            + "\",\"80\":\""
            + "y".repeat(79)
            + "!\"}";
    assertThat(reason(template, record(topic, value)))
        .startsWith(
            "no queue can have the name that sqs.queue.url produces for this record with '"
                + template
                + "': "
                + problem
                + ". Allowed: 1 to "
                + (template.endsWith(".fifo") ? 75 : 80)
                + " letters, digits, '-' and '_'"
                + (template.endsWith(".fifo") ? " before .fifo" : "")
                + ". Correct the record")
        .doesNotContain("secret");
  }

  @Test
  void topicThatATransformRemovedRejectsTheRecord() {
    assertThat(reason("a-${topic}", record(null, "a"))).contains("the record has no topic");
  }

  @Test
  void groupAndDeduplicationIdFollowTheTypeOfEachQueue() {
    MessageAssembler assembler = assembler(router("rest"), "raw");
    OutboundMessage fifo =
        ((Assembly.Messages) assembler.assemble(record("orders", "a"))).messages().get(0);
    OutboundMessage standard =
        ((Assembly.Messages) assembler.assemble(record("users", "a"))).messages().get(0);
    assertThat(fifo.groupId()).isEqualTo("key-1");
    assertThat(fifo.deduplicationId()).isNotNull();
    assertThat(standard.groupId()).isNull();
    assertThat(standard.deduplicationId()).isNull();
  }

  @Test
  void learnedLimitSplitsOnlyMessagesOfItsQueue() {
    MessageAssembler assembler = assembler(router("${value.region}"), "event-batch");
    SinkRecord record = record("users", "[" + large("eu") + "," + large("us") + "]");
    assembler.learned(chosen("eu")).learn(1_024, 0);
    List<TargetQueue> queues =
        ((Assembly.Messages) assembler.assemble(record))
            .messages().stream().map(OutboundMessage::queue).toList();
    assertThat(queues).hasSizeGreaterThan(2);
    assertThat(queues).filteredOn(chosen("us")::equals).hasSize(1);

    assembler.forget(chosen("eu"));
    assertThat(((Assembly.Messages) assembler.assemble(record)).messages()).hasSize(2);
  }

  private static String large(String region) {
    String event =
        "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"n\",\"custom_event_type\":\"other\","
            + "\"custom_attributes\":{\"p\":\""
            + "x".repeat(300)
            + "\"}}}";
    return "{\"region\":\"" + region + "\",\"events\":[" + (event + ",").repeat(4) + event + "]}";
  }
}
