package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.Attribute;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.StoredMessage;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.EventSettingGenerators;
import io.github.sqsconnect.generators.JsonRendering;
import io.github.sqsconnect.generators.JsonValues;
import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.HoistField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * For random configurations and records of every kind: what {@code preview} shows is what the
 * scripted endpoint receives from a real task, byte for byte, and the same records are rejected. A
 * few of the configurations are refused, by both.
 */
class PreviewProperties {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicPartition PARTITION = new TopicPartition("orders", 3);
  private static final long FIRST_OFFSET = 40;
  private static final long TIMESTAMP = 1_792_479_600_123L;
  private static final String KEY = "user-1";
  private static final List<String> CHANGEABLE =
      List.of(
          """
          sqs.queue.url sqs.queue.url.map sqs.id.namespace sqs.message.group.id
          sqs.message.deduplication.id sqs.message.attributes sqs.message.attributes.enabled
          sqs.message.max.bytes event.send.as.batch event.include.metadata event.validation
          event.exclude.fields event.record.name transforms value.converter"""
              .split("\\s+"));
  private static final String STORAGE = "org.apache.kafka.connect.storage.StringConverter";

  /** What SQS stores, and the size as SQS counts it. */
  private record Message(
      String queue,
      String group,
      String deduplicationId,
      Map<String, List<String>> attributes,
      int delaySeconds,
      String traceHeader,
      String body,
      long bytes) {
    Message at(String otherQueue) {
      return new Message(
          otherQueue, group, deduplicationId, attributes, delaySeconds, traceHeader, body, bytes);
    }
  }

  @TempDir private static Path folder;
  private final ScriptedSqs sqs = ScriptedSqs.start();

  /** A part of the names of queues, because a FIFO queue remembers deduplication ids. */
  private int tries;

  PreviewProperties() {
    sqs.credentials().accept("AKIDEXAMPLE", "secret");
  }

  @AfterEach
  void close() {
    sqs.close();
  }

  @Property(tries = 1100)
  void previewShowsWhatATaskSends(Draw draw) {
    tries++;
    Map<String, String> settings = draw.next("settings", this::settings);
    List<byte[]> values = draw.next("values", records().list(1, 3));
    boolean hasKey = draw.coin();
    String header = draw.next("header", Generator.of("", "text", "00123", "1000"));

    List<ScriptedQueue> queues =
        Stream.of("", ".fifo", "-orders", "-orders-3.fifo")
            .map(end -> sqs.queue("q" + tries + end).contentBasedDeduplication(true))
            .toList();
    FakeReporter reporter = new FakeReporter();
    List<String> errors = send(settings, records(settings, values, hasKey, header), reporter);
    JsonNode preview = preview(settings, values, hasKey, header, errors.isEmpty() ? -1 : 2);
    draw.count("accepted", errors.isEmpty());
    if (!errors.isEmpty()) {
      return;
    }

    List<Message> shown = shown(preview, draw);
    List<Message> stored = stored(queues);
    assertThat(shown).containsAll(stored);
    assertThat(unrepeated(shown)).hasSameSizeAs(stored);
    assertThat(reasons(preview))
        .hasSameSizeAs(reporter.messages())
        .allSatisfy(
            reason -> assertThat(reporter.messages()).anyMatch(each -> each.contains(reason)));
  }

  /** The counts of {@code plan} are those of the messages that two tasks send. */
  @Property(tries = 1200)
  void planPredictsWhatAChangeDoes(Draw draw) {
    tries++;
    Map<String, String> before = draw.next("before", this::settings);
    Map<String, String> after = new TreeMap<>(before);
    Map<String, String> other = draw.next("other", this::settings);
    for (String key : CHANGEABLE) {
      if (draw.below(4) == 1) {
        after.remove(key);
        if (other.containsKey(key)) {
          after.put(key, other.get(key));
        }
      }
    }
    draw.next("after", d -> after);
    List<byte[]> values = draw.next("values", records().list(1, 3));

    List<Message> sentBefore = sent(before, values);
    List<Message> sentAfter = sent(after, values);
    if (sentBefore == null || sentAfter == null) {
      return;
    }
    draw.count("changed", !sentBefore.equals(sentAfter));
    JsonNode plan = plan(before, after, values);
    List<Message> same = new ArrayList<>(sentBefore);
    sentAfter.forEach(same::remove);
    int vanished = same.size();
    int unchanged = sentBefore.size() - vanished;
    int changed = plan.at("/messages/changed").asInt();

    assertThat(plan.at("/messages/unchanged").asInt()).isEqualTo(unchanged);
    assertThat(changed + plan.at("/messages/vanished").asInt()).isEqualTo(vanished);
    assertThat(changed + plan.at("/messages/new").asInt()).isEqualTo(sentAfter.size() - unchanged);
  }

  /** What an endpoint receives from a task; null if it cannot be compared. */
  private static List<Message> sent(Map<String, String> settings, List<byte[]> values) {
    try (ScriptedSqs own = ScriptedSqs.start()) {
      own.credentials().accept("AKIDEXAMPLE", "secret");
      Map<String, String> here = new TreeMap<>(settings);
      here.replaceAll(
          (key, value) -> value.replaceAll("127\\.0\\.0\\.1:\\d+", own.uri().getAuthority()));
      String queue = here.get("sqs.queue.url").replaceAll(".*/(q\\d+).*", "$1");
      List<ScriptedQueue> queues =
          Stream.of("", ".fifo", "-orders", "-orders-3.fifo")
              .map(end -> own.queue(queue + end).contentBasedDeduplication(true))
              .toList();
      if (!send(here, records(here, values, true, "text"), new FakeReporter()).isEmpty()
          || queues.stream().anyMatch(each -> each.duplicatesDropped() > 0)) {
        return null;
      }
      return stored(queues).stream()
          .map(message -> message.at(message.queue().replaceAll(".*/", "")))
          .toList();
    }
  }

  private static JsonNode plan(
      Map<String, String> before, Map<String, String> after, List<byte[]> values) {
    Path old = folder.resolve("old.json");
    Path changed = folder.resolve("new.json");
    Unchecked.run(() -> Files.writeString(old, JSON.writeValueAsString(before)));
    Unchecked.run(() -> Files.writeString(changed, JSON.writeValueAsString(after)));
    List<String> arguments =
        new ArrayList<>(
            List.of("plan", "--json", old.toString(), changed.toString(), file(values).toString()));
    arguments.addAll(options(true, "text"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.errors()).isEmpty();
    return Unchecked.call(() -> JSON.readTree(run.output()));
  }

  // --- configurations and records

  private Map<String, String> settings(Draw draw) {
    Map<String, String> all = new TreeMap<>();
    String format =
        Generator.of("event-batch", "event-batch", "json", "envelope", "cloudevents", "raw")
            .from(draw);
    all.put("sqs.message.format", format);
    if (format.equals("event-batch")) {
      all.putAll(EventSettingGenerators.any().from(draw));
      all.putAll(PlainRecordGenerators.settings().from(draw));
    }
    String queue = Generator.of("", ".fifo", "-${topic}", "-${topic}-${partition}.fifo").from(draw);
    all.put("sqs.queue.url", sqs.queue("q" + tries).url() + queue);
    put(draw, all, "sqs.queue.url.map", "orders=" + sqs.queue("q" + tries + ".fifo").url());
    put(draw, all, "sqs.id.namespace", "blue");
    put(draw, all, "sqs.message.group.id", "${key}-${value.mpid}");
    put(
        draw,
        all,
        "sqs.message.deduplication.id",
        Generator.of("content", "${topic}-${value.id}").from(draw));
    put(
        draw,
        all,
        "sqs.message.attributes",
        "t=${topic},o:Number=${offset},h=${header.h},v=${value.id}");
    put(draw, all, "sqs.message.attributes.enabled", "true");
    put(draw, all, "sqs.message.max.bytes", Generator.of("1024", "4096").from(draw));
    put(draw, all, "sqs.delay.ms", "2000");
    put(draw, all, "sqs.trace.header.enabled", "true");
    put(draw, all, "behavior.on.invalid.characters", "replace");
    put(draw, all, "transforms", "hoist");
    all.put("transforms.hoist.type", HoistField.Value.class.getName());
    all.put("transforms.hoist.field", "hoisted");

    all.put("topics", PARTITION.topic());
    all.put("key.converter", STORAGE);
    all.put("header.converter", STORAGE);
    all.put(
        "value.converter",
        Generator.of(
                STORAGE,
                "org.apache.kafka.connect.converters.ByteArrayConverter",
                JsonConverter.class.getName())
            .from(draw));
    all.put("value.converter.schemas.enable", "false");
    all.put("sqs.region", "us-east-1");
    all.put("aws.access.key.id", "AKIDEXAMPLE");
    all.put("aws.secret.access.key", "secret");
    all.put("sqs.linger.ms", "0");
    all.put("sqs.rejected.in.a.row.max", "-1");
    all.put("errors.tolerance", "all");
    all.put("errors.deadletterqueue.topic.name", "dead");
    if (draw.below(16) != 1) {
      removeConflicts(all);
    }
    return all;
  }

  /** Most random configurations have settings that cannot be combined. */
  private static void removeConflicts(Map<String, String> settings) {
    Set<String> conflicts = SqsSinkConfig.from(settings).conflicts().keySet();
    if (settings.keySet().removeAll(conflicts)) {
      removeConflicts(settings);
    }
  }

  private static void put(Draw draw, Map<String, String> all, String key, String value) {
    if (draw.below(4) == 1) {
      all.put(key, value);
    }
  }

  private static Generator<byte[]> records() {
    Generator<String> json =
        draw -> new JsonRendering(draw.below(1_000)).render(JsonValues.any().from(draw));
    return Generator.<String>oneOf(
            EventBatches.wellFormed().batches(),
            EventBatches.careless().batches(),
            EventBatches.wellFormed().arrays(),
            EventBatches.wellFormed().events(),
            PlainRecordGenerators.records(),
            json,
            Generator.of("{\"a\": tru}", "plain text", "{} {}", "{\"a\":\"\u0007\"}", "[1,2]", "é"))
        .map(text -> (text.replaceAll("[\r\n\0]", " ") + ' ').getBytes(StandardCharsets.UTF_8));
  }

  /** The records as a worker converts them, without the code of the command. */
  private static List<SinkRecord> records(
      Map<String, String> settings, List<byte[]> values, boolean hasKey, String header) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ConnectHeaders headers = new ConnectHeaders();
      if (!header.isEmpty()) {
        headers.add("h", header, Schema.OPTIONAL_STRING_SCHEMA);
      }
      SchemaAndValue value;
      try {
        value = converted(settings.get("value.converter"), values.get(i));
      } catch (DataException notJson) {
        continue;
      }
      SinkRecord record =
          new SinkRecord(
              PARTITION.topic(),
              PARTITION.partition(),
              Schema.OPTIONAL_STRING_SCHEMA,
              hasKey ? KEY : null,
              value.schema(),
              value.value(),
              FIRST_OFFSET + i,
              TIMESTAMP,
              TimestampType.CREATE_TIME,
              headers);
      if (settings.containsKey("transforms")) {
        HoistField<SinkRecord> hoist = new HoistField.Value<>();
        hoist.configure(Map.of("field", "hoisted"));
        record = hoist.apply(record);
      }
      records.add(record);
    }
    return records;
  }

  private static SchemaAndValue converted(String converter, byte[] value) {
    if (converter.equals(STORAGE)) {
      return new SchemaAndValue(
          Schema.OPTIONAL_STRING_SCHEMA, new String(value, StandardCharsets.UTF_8));
    }
    if (!converter.equals(JsonConverter.class.getName())) {
      return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, value);
    }
    JsonConverter json = new JsonConverter();
    json.configure(Map.of("schemas.enable", "false"), false);
    return json.toConnectData(PARTITION.topic(), value);
  }

  // --- the task

  /** Sends the records; returns why the task does not start, if it does not. */
  private static List<String> send(
      Map<String, String> settings, List<SinkRecord> records, FakeReporter reporter) {
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext(reporter, () -> settings));
    try {
      task.start(settings);
    } catch (ConnectException | ConfigException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    try {
      task.open(List.of(PARTITION));
      task.put(records);
      long end = records.isEmpty() ? -1 : records.get(records.size() - 1).kafkaOffset() + 1;
      while (end >= 0 && committable(task, end) < end) {
        task.put(List.of());
        Unchecked.run(() -> Thread.sleep(1));
      }
    } finally {
      task.stop();
    }
    return List.of();
  }

  private static long committable(SqsSinkTask task, long end) {
    OffsetAndMetadata offset =
        task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(end))).get(PARTITION);
    return offset == null ? -1 : offset.offset();
  }

  private static List<Message> stored(Collection<ScriptedQueue> queues) {
    List<Message> all = new ArrayList<>();
    for (ScriptedQueue queue : queues) {
      for (StoredMessage message : queue.messages()) {
        Map<String, List<String>> attributes = new TreeMap<>();
        long bytes = bytes(message.body());
        for (Map.Entry<String, Attribute> entry : message.attributes().entrySet()) {
          Attribute attribute = entry.getValue();
          attributes.put(
              entry.getKey(), List.of(attribute.type(), String.valueOf(attribute.text())));
          bytes += bytes(entry.getKey()) + bytes(attribute.type()) + bytes(attribute.text());
        }
        all.add(
            new Message(
                queue.url(),
                message.groupId(),
                message.deduplicationId(),
                attributes,
                message.delaySeconds(),
                message.traceHeader(),
                message.body(),
                bytes));
      }
    }
    return all;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  // --- the command

  /**
   * @param status the expected one; -1 for any that comes with output
   */
  private static JsonNode preview(
      Map<String, String> settings,
      List<byte[]> values,
      boolean hasKey,
      String header,
      int status) {
    Path config = folder.resolve("connector.json");
    Unchecked.run(() -> Files.writeString(config, JSON.writeValueAsString(settings)));
    List<String> arguments =
        new ArrayList<>(List.of("preview", "--json", config.toString(), file(values).toString()));
    arguments.addAll(options(hasKey, header));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    if (status >= 0) {
      assertThat(run.status()).isEqualTo(status);
      return JSON.createObjectNode();
    }
    assertThat(run.errors()).isEmpty();
    return Unchecked.call(() -> JSON.readTree(run.output()));
  }

  private static Path file(List<byte[]> values) {
    Path file = folder.resolve("records");
    Unchecked.run(
        () -> {
          Files.write(file, new byte[0]);
          for (byte[] value : values) {
            Files.write(file, value, StandardOpenOption.APPEND);
            Files.writeString(file, "\n", StandardOpenOption.APPEND);
          }
        });
    return file;
  }

  private static List<String> options(boolean hasKey, String header) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--topic", PARTITION.topic(), "--partition", "3"));
    options.addAll(List.of("--offset", "" + FIRST_OFFSET, "--timestamp", "" + TIMESTAMP));
    if (hasKey) {
      options.addAll(List.of("--key", KEY));
    }
    if (!header.isEmpty()) {
      options.addAll(List.of("--header", "h=" + header));
    }
    return options;
  }

  private static List<Message> shown(JsonNode preview, Draw draw) {
    List<Message> all = new ArrayList<>();
    for (JsonNode record : preview.at("/records")) {
      draw.count("outcome", record.at("/outcome").asText());
      for (JsonNode message : record.at("/messages")) {
        Map<String, List<String>> attributes = new TreeMap<>();
        for (JsonNode attribute : message.at("/attributes")) {
          attributes.put(
              attribute.at("/name").asText(),
              List.of(attribute.at("/type").asText(), attribute.at("/value").asText()));
        }
        all.add(
            new Message(
                message.at("/queue").asText(),
                text(message, "group"),
                text(message, "deduplication_id"),
                attributes,
                message.at("/delay_seconds").asInt(0),
                text(message, "trace_header"),
                message.at("/body").asText(),
                message.at("/bytes").asLong()));
      }
    }
    return all;
  }

  private static String text(JsonNode message, String name) {
    return message.has(name) ? message.get(name).asText() : null;
  }

  /** FIFO queues store one message of each deduplication id. */
  private static List<Message> unrepeated(List<Message> messages) {
    Set<String> known = new HashSet<>();
    return messages.stream()
        .filter(
            message ->
                !message.queue().endsWith(".fifo")
                    || known.add(
                        message.queue()
                            + ' '
                            + Objects.requireNonNullElse(
                                message.deduplicationId(), message.body())))
        .toList();
  }

  private static List<String> reasons(JsonNode preview) {
    List<String> reasons = new ArrayList<>();
    for (JsonNode record : preview.at("/records")) {
      if (record.at("/outcome").asText().equals("rejected")) {
        reasons.add(record.at("/reason").asText());
      }
    }
    return reasons;
  }
}
