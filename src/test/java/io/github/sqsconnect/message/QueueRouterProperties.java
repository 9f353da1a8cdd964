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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Every message goes to the queue that a second, simpler router chooses. */
class QueueRouterProperties {
  private static final String PATH = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
  private static final List<String> TOPICS =
      List.of("orders", "users", "a.b", "mapped", "mapped-2");

  private final SqsSinkConfig config =
      SqsSinkConfig.from(Map.of("sqs.queue.url", PATH + "q", "sqs.message.format", "raw"));

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
    QueueRouter router = new QueueRouter(pattern(rest), Map.of("mapped", pattern(mapped)));
    MessageAssembler assembler = RecordAssembler.build(config, router);

    for (int i = 0; i < 3; i++) {
      Map<String, String> texts = new HashMap<>();
      for (String word : List.of("${key}", "${header.h}", "${value.v}")) {
        texts.put(word, draw.next(word + ' ' + i, texts()));
      }
      String topic = draw.next("topic " + i, Generator.of(TOPICS));
      texts.put("${topic}", topic);
      SinkRecord record = record(topic, texts);

      Assembly assembly = assembler.assemble(record);

      String template = topic.equals("mapped") ? mapped : rest;
      String name = template;
      for (Map.Entry<String, String> text : texts.entrySet()) {
        name = name.replace(text.getKey(), text.getValue());
      }
      boolean isLegal = name.matches("[A-Za-z0-9_-]{1,80}|(?=.{1,80}$)[A-Za-z0-9_-]+\\.fifo");
      TargetQueue queue = assembler.queueByTopic(record);
      if (isLegal && name.endsWith(".fifo") == template.endsWith(".fifo")) {
        OutboundMessage message = ((Assembly.Messages) assembly).messages().get(0);
        assertThat(message.queue().url()).isEqualTo(PATH + name);
        assertThat(message.groupId() != null).isEqualTo(name.endsWith(".fifo"));
        boolean isByTopic = !template.replace("${topic}", "").contains("${");
        assertThat(queue).isEqualTo(isByTopic ? message.queue() : null);
      } else {
        assertThat(queue).isNull();
        assertThat(((Assembly.Rejected) assembly).reason())
            .contains("'" + template + "': " + problem(template, name, texts) + ". Allowed: 1 to ")
            .contains(
                template.endsWith(".fifo")
                    ? "75 letters, digits, '-' and '_' before .fifo. Correct"
                    : "80 letters, digits, '-' and '_'. Correct");
      }
    }
  }

  /** What is wrong with the name, and which placeholder is the cause. */
  private static String problem(String template, String name, Map<String, String> texts) {
    List<String> words =
        Pattern.compile("\\$\\{[^}]*}")
            .matcher(template)
            .results()
            .map(MatchResult::group)
            .toList();
    if (name.matches("(\\.fifo)?") && name.isEmpty() != template.endsWith(".fifo")) {
      return "it is empty, because the record has no text for " + String.join(", ", words);
    }
    if (name.length() > 80) {
      String longest = words.get(0);
      for (String word : words) {
        longest = texts.get(word).length() > texts.get(longest).length() ? word : longest;
      }
      int length = texts.get(longest).length();
      return "it has "
          + name.length()
          + " characters, and "
          + length
          + " of them are from "
          + longest;
    }
    for (String word : words) {
      String text = texts.get(word);
      Matcher illegal = Pattern.compile("[^A-Za-z0-9_-]").matcher(text);
      if (illegal.find()) {
        return String.format(
            "%s has the character U+%04X at index %d",
            word, text.codePointAt(illegal.start()), illegal.start());
      }
    }
    throw new AssertionError("the name is legal: " + name);
  }
}
