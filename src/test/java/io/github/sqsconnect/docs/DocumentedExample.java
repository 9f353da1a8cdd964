package io.github.sqsconnect.docs;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.config.UnknownKeys;
import io.github.sqsconnect.docs.MarkdownPage.Block;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.project.Unchecked;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * One example of a page: blocks with the input, followed by blocks with the output. The second word
 * after the fence is the role of a block. An example without a record uses the record of the
 * example before it; {@code json record, same settings} also uses its settings.
 *
 * @param settings settings that differ from the defaults
 * @param key the key as text, or null
 * @param record the value: text, or the fields of a Struct
 * @param outcomes one or more {@code message} blocks, or one {@code outcome}: the reason of a
 *     rejection, or the word filtered
 */
record DocumentedExample(
    Map<String, String> settings,
    @Nullable Block key,
    Block record,
    Map<String, String> headers,
    List<Block> outcomes) {
  static final String TOPIC = "events";
  static final int PARTITION = 0;
  static final long OFFSET = 42;
  static final long TIMESTAMP = 1_795_521_600_000L;

  private static final String SAME_SETTINGS = ", same settings";

  static final String FILTERED = "filtered";

  static List<DocumentedExample> of(MarkdownPage page) {
    List<DocumentedExample> examples = new ArrayList<>();
    Map<String, Block> incoming = new LinkedHashMap<>();
    List<Block> outcomes = new ArrayList<>();
    for (Block block : page.blocks()) {
      switch (role(block)) {
        case "message", "outcome" -> outcomes.add(block);
        case "settings", "record", "record exact", "headers", "key" -> {
          if (!outcomes.isEmpty()) {
            Block settings = incoming.get("settings");
            finish(examples, incoming, outcomes);
            if (block.info().endsWith(SAME_SETTINGS) && settings != null) {
              incoming.put("settings", settings);
            }
          }
          if (incoming.put(role(block), block) != null) {
            throw new AssertionError("line " + block.line() + ": two blocks of one role");
          }
        }
        default -> {}
      }
    }
    finish(examples, incoming, outcomes);
    return examples;
  }

  private static String role(Block block) {
    String info = block.info();
    String words = info.substring(info.indexOf(' ') + 1);
    return words.endsWith(SAME_SETTINGS)
        ? words.substring(0, words.length() - SAME_SETTINGS.length())
        : words;
  }

  private static void finish(
      List<DocumentedExample> examples, Map<String, Block> incoming, List<Block> outcomes) {
    Block record = incoming.getOrDefault("record", incoming.get("record exact"));
    if (record == null) {
      record = examples.get(examples.size() - 1).record();
    }
    examples.add(
        new DocumentedExample(
            properties(incoming.get("settings")),
            incoming.get("key"),
            record,
            properties(incoming.get("headers")),
            List.copyOf(outcomes)));
    incoming.clear();
    outcomes.clear();
  }

  static Map<String, String> properties(Block block) {
    Properties properties = new Properties();
    String lines = block == null ? "" : block.text();
    Unchecked.run(() -> properties.load(new StringReader(lines)));
    Map<String, String> texts = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
    return texts;
  }

  String name() {
    Block last = outcomes.isEmpty() ? record : outcomes.get(outcomes.size() - 1);
    return last.section() + ", line " + last.line();
  }

  /** Converts the record: returns bodies, or the reason of a rejection, or {@link #FILTERED}. */
  List<String> run() {
    if (!UnknownKeys.in(settings.keySet()).isEmpty()) {
      throw new AssertionError("unknown keys " + UnknownKeys.in(settings.keySet()));
    }
    Assembly assembly = RecordAssembler.with(complete(settings)).assemble(sinkRecord());
    if (assembly instanceof Assembly.Messages messages) {
      return messages.messages().stream().map(OutboundMessage::body).toList();
    }
    return List.of(assembly instanceof Assembly.Rejected rejected ? rejected.reason() : FILTERED);
  }

  static SqsSinkConfig config(Map<String, String> settings) {
    return SqsSinkConfig.from(complete(settings));
  }

  private static Map<String, String> complete(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("sqs.queue.url", ConnectorSettings.STANDARD_QUEUE);
    return all;
  }

  private SinkRecord sinkRecord() {
    ConnectHeaders connectHeaders = new ConnectHeaders();
    headers.forEach(connectHeaders::addString);
    Struct row = record.is("text record") ? ConnectValueText.row(record.text()) : null;
    return new SinkRecord(
        TOPIC,
        PARTITION,
        null,
        key == null ? null : key.text(),
        row == null ? Schema.STRING_SCHEMA : row.schema(),
        row == null ? record.text() : row,
        OFFSET,
        TIMESTAMP,
        TimestampType.CREATE_TIME,
        connectHeaders);
  }
}
