package io.github.sqsconnect.message;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Compares the ids, for any settings, with the rules of the configuration page. */
class MessageIdsProperties {
  private static final String NOT_SET = "";

  /** The settings of the ids, and the parts of the record that they use. */
  private record Choice(
      boolean fifo, String group, String deduplication, String mpid, @Nullable String key) {

    Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>();
      if (!group.equals(NOT_SET)) {
        settings.put("sqs.message.group.id", group);
      }
      if (fifo && !deduplication.equals(NOT_SET)) {
        settings.put("sqs.message.deduplication.id", deduplication);
      }
      return settings;
    }

    String text(String template) {
      return template
          .replace("${header.h}", "")
          .replace("${mpid}", mpid)
          .replace("${key}", key == null ? "" : key);
    }
  }

  private static Generator<Choice> choices() {
    Generator<String> groups = Generator.of(NOT_SET, "auto", "${mpid}", "${key}", "g-${key}");
    Generator<String> deduplications =
        Generator.of(NOT_SET, "auto", "content", "${key}", "${mpid}${key}", "d-${mpid}${header.h}");
    return draw ->
        new Choice(
            Generator.of(true, true, false).from(draw),
            groups.from(draw),
            deduplications.from(draw),
            Generator.of("", "7").from(draw),
            Generator.of("key", "a b", "é", "x".repeat(127), "").orNull(5).from(draw));
  }

  @Property
  void idsAreTheConfiguredOnesOrElseGenerated(Draw draw) {
    Choice choice = draw.next("choice", choices());
    List<Integer> sizes = draw.next("sizes", integers(1, 2).list(1, 3));
    String text =
        sizes.stream()
            .map(size -> MessageAssemblerProperties.batch(choice.mpid(), size, 5))
            .collect(Collectors.joining(","));
    SinkRecord record = MessageAssemblerProperties.record(choice.key(), "[" + text + "]");
    List<OutboundMessage> messages =
        MessageAssemblerProperties.messages(
            MessageAssemblerProperties.assembler(choice.fifo(), choice.settings())
                .assemble(record));
    assertThat(messages).hasSameSizeAs(sizes);
    for (int i = 0; i < messages.size(); i++) {
      assertThat(messages.get(i).groupId()).isEqualTo(group(choice));
      assertThat(messages.get(i).deduplicationId())
          .isEqualTo(
              deduplicationId(choice, record, messages.get(i), sizes.size() == 1 ? "" : "-" + i));
    }
  }

  @Property(tries = 300)
  void partsOfAMessageExtendTheConfiguredId(Draw draw) {
    Choice choice = draw.next("choice", choices());
    int events = draw.next("events", integers(1, 4));
    MessageAssembler assembler =
        MessageAssemblerProperties.assembler(choice.fifo(), choice.settings());
    String text = MessageAssemblerProperties.batch(choice.mpid(), events, 400);
    SinkRecord record = MessageAssemblerProperties.record(choice.key(), text);
    OutboundMessage whole = MessageAssemblerProperties.messages(assembler.assemble(record)).get(0);
    Assembly split = assembler.split(record, whole, 900);
    List<OutboundMessage> parts =
        split instanceof Assembly.Messages messages ? messages.messages() : List.of();
    assertThat(parts).hasSize(events == 1 ? parts.size() : events);
    for (int i = 0; i < parts.size(); i++) {
      OutboundMessage part = parts.get(i);
      assertThat(part.groupId()).isEqualTo(group(choice));
      assertThat(part.deduplicationId())
          .isEqualTo(
              isChosen(choice)
                  ? MessageAssemblerProperties.legal(
                      whole.deduplicationId() + (parts.size() == 1 ? "" : "." + i))
                  : deduplicationId(choice, record, part, ""));
    }
  }

  private static boolean isChosen(Choice choice) {
    return choice.fifo()
        && choice.deduplication().contains("${key}")
        && !choice.text("${key}").isEmpty();
  }

  private static @Nullable String group(Choice choice) {
    if (choice.group().equals(NOT_SET) && !choice.fifo()) {
      return null;
    }
    String key = choice.key() == null ? "" : choice.key();
    String made = !choice.mpid().isEmpty() ? choice.mpid() : key.isEmpty() ? "events-3" : key;
    if (choice.group().equals(NOT_SET) || choice.group().equals("auto")) {
      return MessageAssemblerProperties.legal(made);
    }
    String chosen = choice.text(choice.group());
    if (chosen.isEmpty()) {
      return choice.fifo() ? MessageAssemblerProperties.legal(made) : null;
    }
    return MessageAssemblerProperties.legal(chosen);
  }

  private static @Nullable String deduplicationId(
      Choice choice, SinkRecord record, OutboundMessage message, String suffix) {
    if (!choice.fifo() || choice.deduplication().equals("content")) {
      return null;
    }
    return isChosen(choice)
        ? MessageAssemblerProperties.legal(choice.text(choice.deduplication()) + suffix)
        : MessageAssemblerProperties.madeId(record, message);
  }
}
