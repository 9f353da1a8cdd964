package io.github.sqsconnect.message;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.model.ContentHashModel;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import io.github.sqsconnect.record.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Rules for the messages of any record, for any queue and any limit. */
class MessageAssemblerProperties {
  private static final TargetQueue STANDARD =
      new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events");
  private static final TargetQueue FIFO = new TargetQueue(STANDARD.url() + ".fifo");
  private static final Map<String, String> RAW = Map.of("sqs.message.format", "raw");

  /** Ids that SQS accepts, and ids just outside of that. */
  private static Generator<String> ids() {
    Generator<String> any = Generator.text(Generator.characters("!~aZ0- \u007F\té€"), 0, 6);
    Generator<String> fine = Generator.text(integers('!', '~'), 0, 6);
    Generator<String> lengths = integers(126, 131).map(length -> "x".repeat(length));
    return Generator.oneOf(any, fine, lengths).orNull(5);
  }

  @Property
  void groupOfRawTextIsTheKeyOrElseTheOriginalPartition(Draw draw) {
    @Nullable String key = draw.next("key", ids());
    boolean fifo = draw.next("fifo", booleans());
    boolean asBytes = draw.next("asBytes", booleans());
    Object data = key != null && asBytes ? key.getBytes(StandardCharsets.UTF_8) : key;
    SinkRecord record = record(data, "text");
    String text = data instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : key;
    OutboundMessage message = messages(assembler(fifo, RAW).assemble(record)).get(0);
    assertThat(message.body()).isEqualTo("text");
    assertLegal(record, message, fifo, "", text);
  }

  @Property
  void groupOfABatchIsItsUserAndItsDeduplicationIdIsGenerated(Draw draw) {
    @Nullable String key = draw.next("key", ids());
    int user = draw.next("user", integers(0, 2));
    boolean fifo = draw.next("fifo", booleans());
    List<Integer> sizes = draw.next("sizes", integers(1, 4).list(1, 3));
    boolean together = draw.next("together", booleans());
    String mpid = user == 0 ? "" : Integer.toString(user);
    String text = sizes.stream().map(size -> batch(mpid, size, 5)).collect(Collectors.joining(","));
    SinkRecord record = record(key, "[" + text + "]");
    List<OutboundMessage> messages =
        messages(
            assembler(fifo, Map.of("event.send.as.batch", Boolean.toString(together)))
                .assemble(record));
    assertThat(messages)
        .hasSize(together ? sizes.size() : sizes.stream().mapToInt(Integer::intValue).sum());
    messages.forEach(message -> assertLegal(record, message, fifo, mpid, key));
    if (fifo) {
      assertThat(messages).extracting(OutboundMessage::deduplicationId).doesNotHaveDuplicates();
    }
  }

  @Property(everyCase = true)
  void rawTextFitsOrIsRejectedWithItsSize(Draw draw) {
    int bytes = draw.next("bytes", integers(1020, 1030));
    int limit = draw.next("limit", integers(1024, 1026));
    Map<String, String> settings = new HashMap<>(RAW);
    settings.put("sqs.message.max.bytes", Integer.toString(limit));
    Assembly assembly = assembler(false, settings).assemble(record(null, "x".repeat(bytes)));
    if (bytes <= limit) {
      assertThat(messages(assembly)).extracting(OutboundMessage::bytes).containsExactly(bytes);
    } else {
      assertThat(reason(assembly)).contains("the body has " + bytes, "Allowed: " + limit);
    }
  }

  @Property(tries = 300)
  void laterMessagesKeepTheNewestLearnedLimit(Draw draw) {
    int events = draw.next("events", integers(2, 9));
    List<Integer> smaller = draw.next("smaller", integers(1, 1_800).list(1, 3));
    MessageAssembler assembler = assembler(true, Map.of());
    SinkRecord record = record("key", "[" + batch("1", events, 150) + "," + batch("2", 2, 1) + "]");
    OutboundMessage whole = messages(assembler.assemble(record)).get(0);
    for (int by : smaller) {
      int most = Math.max(710, whole.bytes() - by);
      assembler.learned(FIFO).learn(most, 0);
      List<OutboundMessage> parts = messages(assembler.split(record, whole, most));
      assertThat(parts)
          .allMatch(
              part ->
                  part.events().batchIndex() == whole.events().batchIndex()
                      && part.bytes() <= most);
      assertThat(IntStream.range(0, events).mapToObj(i -> "\"e" + i + "\""))
          .allMatch(name -> parts.stream().filter(p -> p.body().contains(name)).count() == 1);
      List<OutboundMessage> again = messages(assembler.assemble(record));
      assertThat(again).allMatch(message -> message.bytes() <= most).containsAll(parts);
      assertThat(again).extracting(each -> each.events().batchIndex()).contains(1);
    }
  }

  @Property(everyCase = true)
  void nullValueIsHandledAsConfigured(Draw draw) {
    int choice = draw.next("choice", integers(0, 2));
    boolean raw = draw.next("raw", booleans());
    boolean fifo = draw.next("fifo", booleans());
    String behavior = List.of("fail", "ignore", "empty").get(choice);
    Map<String, String> settings = new HashMap<>(raw ? RAW : Map.of());
    settings.put("behavior.on.null.values", behavior);
    MessageAssembler assembler = assembler(fifo, settings);
    Assembly assembly = assembler.assemble(record("key", null));
    switch (behavior) {
      case "fail" -> assertThat(reason(assembly)).contains("the value is null");
      case "ignore" -> assertThat(assembly).isInstanceOf(Assembly.Filtered.class);
      default -> assertThat(assembly).isEqualTo(assembler.assemble(record("key", "{}")));
    }
  }

  @Property(everyCase = true)
  void recordWithoutForwardedEventsIsFilteredUnlessEventlessBatchesAreSent(Draw draw) {
    int events = draw.next("events", integers(1, 5));
    boolean eventless = draw.next("eventless", booleans());
    Map<String, String> settings =
        Map.of(
            "event.send.custom.events",
            "false",
            "event.send.eventless.batches",
            Boolean.toString(eventless));
    Assembly assembly = assembler(false, settings).assemble(record(null, batch("1", events, 1)));
    if (eventless) {
      assertThat(messages(assembly))
          .extracting(OutboundMessage::events)
          .containsExactly(EventIndexes.none(0));
    } else {
      assertThat(assembly).isInstanceOf(Assembly.Filtered.class);
    }
  }

  @Property(everyCase = true)
  void valueThatIsNoEventBatchIsRejected(Draw draw) {
    int number = draw.next("number", integers(1, 9));
    assertThat(reason(assembler(false, Map.of()).assemble(record(null, Integer.toString(number)))))
        .contains("not an event batch");
    assertThat(reason(assembler(false, RAW).assemble(record(null, "\u0001".repeat(number)))))
        .contains("U+0001");
  }

  private static void assertLegal(
      SinkRecord record, OutboundMessage message, boolean fifo, String mpid, @Nullable String key) {
    assertThat(message.queue()).isEqualTo(fifo ? FIFO : STANDARD);
    assertThat(message.bytes()).isEqualTo(message.body().getBytes(StandardCharsets.UTF_8).length);
    if (!fifo) {
      assertThat(message.groupId()).isNull();
      assertThat(message.deduplicationId()).isNull();
      return;
    }
    String wanted = !mpid.isEmpty() ? mpid : key != null && !key.isEmpty() ? key : "events-3";
    assertThat(message.groupId()).isEqualTo(legal(wanted));
    assertThat(message.deduplicationId()).isEqualTo(madeId(record, message));
  }

  /** An id that SQS accepts stays; any other becomes its digest. */
  static String legal(String id) {
    return id.matches("[\\x21-\\x7E]{1,128}") ? id : sha256(id);
  }

  static String madeId(SinkRecord record, OutboundMessage message) {
    return new IdGenerator("")
        .messageId(RecordPosition.of(record), content(record), message.events())
        .toString();
  }

  private static long content(SinkRecord record) {
    byte[] key =
        record.key() instanceof String text
            ? text.getBytes(StandardCharsets.UTF_8)
            : (byte[]) record.key();
    String value = (String) record.value();
    return value.startsWith("{") || value.startsWith("[")
        ? ContentHashModel.ofJson(Json.parse(value), key)
        : ContentHashModel.ofText(value, key);
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static MessageAssembler assembler(boolean fifo, Map<String, String> settings) {
    TargetQueue queue = fifo ? FIFO : STANDARD;
    Map<String, String> properties = new HashMap<>(settings);
    properties.put("sqs.queue.url", queue.url());
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    IdGenerator ids = new IdGenerator(config.message().idNamespace());
    return new MessageAssembler(
        config.message(), new EventConverter(config.event(), ids), ids, QueueRouter.fixed(queue));
  }

  /** A record whose topic and partition a transform has changed. */
  static SinkRecord record(@Nullable Object key, @Nullable String value) {
    Schema keySchema = key instanceof byte[] ? Schema.BYTES_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    return new SinkRecord(
        "renamed",
        9,
        keySchema,
        key,
        Schema.OPTIONAL_STRING_SCHEMA,
        value,
        1,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        List.of(),
        "events",
        3,
        5);
  }

  static List<OutboundMessage> messages(Assembly assembly) {
    assertThat(assembly).isInstanceOf(Assembly.Messages.class);
    return ((Assembly.Messages) assembly).messages();
  }

  private static String reason(Assembly assembly) {
    assertThat(assembly).isInstanceOf(Assembly.Rejected.class);
    return ((Assembly.Rejected) assembly).reason();
  }

  static String batch(String mpid, int events, int padding) {
    return IntStream.range(0, events)
        .mapToObj(
            i ->
                "{\"event_type\":\"custom_event\",\"data\":{\"event_name\":\"e"
                    + i
                    + "\",\"custom_event_type\":\"other\",\"custom_attributes\":{\"p\":\""
                    + "x".repeat(padding)
                    + "\"}}}")
        .collect(Collectors.joining(",", "{\"mpid\":\"" + mpid + "\",\"events\":[", "]}"));
  }
}
