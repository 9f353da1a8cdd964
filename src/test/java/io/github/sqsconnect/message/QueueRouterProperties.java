package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Every message goes to the queue that a second, simpler router chooses. */
class QueueRouterProperties {
  private static final String PATH = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
  private static final List<String> TOPICS =
      List.of("orders", "users", "a.b", "mapped", "mapped-2");

  private static Generator<String> names() {
    Generator<String> name =
        Generator.of("a", "${topic}", "-", "${key}", "b", "${header.h}", "${value.v}", "_")
            .list(1, 5)
            .map(parts -> String.join("", parts));
    return Generator.oneOf(name, name.map(each -> each + ".fifo"));
  }

  /** Texts that names may have, and texts that they may not have. */
  private static Generator<String> texts() {
    Generator<String> fine = Generator.text(Generator.characters("aZ09-_"), 0, 30);
    return Generator.oneOf(fine, fine, Generator.text(Generator.characters("a. é/"), 0, 3));
  }

  private static QueuePattern pattern(String name) {
    return new QueuePattern("sqs.queue.url", PATH, name);
  }

  private static SinkRecord record(String topic, Map<String, String> texts) {
    return new SinkRecord(
        topic,
        0,
        Schema.STRING_SCHEMA,
        texts.get("${key}"),
        Schema.STRING_SCHEMA,
        "{\"v\":\"" + texts.get("${value.v}") + "\"}",
        5,
        null,
        TimestampType.NO_TIMESTAMP_TYPE,
        new ConnectHeaders().addString("h", texts.get("${header.h}")),
        "original",
        0,
        5);
  }

  @Property
  void queueIsTheOneOfTheModel(Draw draw) {
    String rest = draw.next("rest", names());
    String mapped = draw.next("mapped", names());
    String topic = draw.next("topic", Generator.of(TOPICS.toArray(String[]::new)));
    Map<String, String> texts = new HashMap<>();
    for (String word : List.of("${key}", "${header.h}", "${value.v}")) {
      texts.put(word, draw.next(word, texts()));
    }
    texts.put("${topic}", topic);

    QueueRouter router = new QueueRouter(pattern(rest), Map.of("mapped", pattern(mapped)));
    SqsSinkConfig config =
        SqsSinkConfig.from(Map.of("sqs.queue.url", PATH + "q", "sqs.message.format", "raw"));
    Assembly assembly = RecordAssembler.build(config, router).assemble(record(topic, texts));

    String template = topic.equals("mapped") ? mapped : rest;
    String name = template;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      name = name.replace(text.getKey(), text.getValue());
    }
    boolean isLegal = name.matches("[A-Za-z0-9_-]{1,80}|(?=.{1,80}$)[A-Za-z0-9_-]+\\.fifo");
    if (isLegal && name.endsWith(".fifo") == template.endsWith(".fifo")) {
      OutboundMessage message = ((Assembly.Messages) assembly).messages().get(0);
      assertThat(message.queue().url()).isEqualTo(PATH + name);
      assertThat(message.groupId() != null).isEqualTo(name.endsWith(".fifo"));
    } else {
      assertThat(((Assembly.Rejected) assembly).reason()).contains("'" + template + "'");
    }
  }
}
