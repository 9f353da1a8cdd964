package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.QueueRouter;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;

/** Any record becomes messages that SQS accepts, or is rejected. */
class AssemblyFuzzTest {
  @Property(tries = 1000)
  void anyValueBecomesLegalMessagesOrIsRejected(Draw draw) {
    Map<String, String> settings = draw.next("settings", FuzzedSettings::any);
    Checked assembler = new Checked(settings);
    for (int i = 0; i < 4; i++) {
      int offset = i;
      SinkRecord record = draw.next("record " + i, values -> FuzzedRecords.record(offset, values));
      Assembly assembly = assembler.assemble(record);
      draw.count("record", assembly.getClass().getSimpleName());
      if (assembly instanceof Assembly.Messages messages) {
        splitSome(assembler, record, messages.messages(), draw);
      }
    }
  }

  /** Splits some messages, and some of their parts, for smaller and smaller limits. */
  private static void splitSome(
      Checked assembler, SinkRecord record, List<OutboundMessage> messages, Draw draw) {
    List<OutboundMessage> siblings = new ArrayList<>(messages);
    for (int i = draw.below(3); i > 0 && !siblings.isEmpty(); i--) {
      OutboundMessage oversized = siblings.remove(draw.below(siblings.size()));
      int limit = Math.max(1, oversized.bytes() * (30 + draw.below(70)) / 100);
      List<OutboundMessage> parts = assembler.split(record, oversized, limit);
      siblings.addAll(parts);
      assertThat(ids(siblings)).as("ids of parts and siblings").doesNotHaveDuplicates();
    }
  }

  private static List<String> ids(List<OutboundMessage> messages) {
    return messages.stream()
        .map(OutboundMessage::deduplicationId)
        .filter(id -> id != null)
        .toList();
  }

  /** An assembler whose results are checked. */
  private static final class Checked {
    private final boolean fifo;
    private final boolean byContent;
    private final MessageAssembler assembler;
    private int limit;

    Checked(Map<String, String> settings) {
      SqsSinkConfig config = SqsSinkConfig.from(settings);
      TargetQueue queue = new TargetQueue(settings.get("sqs.queue.url"));
      fifo = queue.isFifo();
      byContent = "content".equals(settings.get("sqs.message.deduplication.id"));
      limit = config.message().maxBytes();
      IdGenerator ids = new IdGenerator(config.message().idNamespace());
      assembler =
          new MessageAssembler(
              config.message(),
              new EventConverter(config.event(), ids),
              ids,
              QueueRouter.fixed(queue));
    }

    Assembly assemble(SinkRecord record) {
      Assembly assembly = assembler.assemble(record);
      check(assembly);
      assertThat(assembler.assemble(record)).as("assembled again").isEqualTo(assembly);
      return assembly;
    }

    /** The parts; none if the message was rejected. */
    List<OutboundMessage> split(SinkRecord record, OutboundMessage oversized, int learned) {
      int configured = limit;
      limit = learned;
      Assembly assembly = assembler.split(record, oversized, learned);
      check(assembly);
      limit = configured;
      assertThat(assembly).isNotInstanceOf(Assembly.Filtered.class);
      if (!(assembly instanceof Assembly.Messages parts)) {
        return List.of();
      }
      List<Integer> events = new ArrayList<>();
      for (OutboundMessage part : parts.messages()) {
        assertThat(part.events().batchIndex()).isEqualTo(oversized.events().batchIndex());
        assertThat(part.groupId()).isEqualTo(oversized.groupId());
        events.addAll(FuzzedSender.indexes(part.events().toString()));
      }
      assertThat(events).isEqualTo(FuzzedSender.indexes(oversized.events().toString()));
      return parts.messages();
    }

    private void check(Assembly assembly) {
      if (assembly instanceof Assembly.Messages messages) {
        assertThat(messages.messages()).isNotEmpty();
        messages.messages().forEach(this::check);
        assertThat(ids(messages.messages())).doesNotHaveDuplicates();
        checkEvents(messages.messages());
      } else if (assembly instanceof Assembly.Rejected rejected) {
        assertThat(rejected.reason()).isNotBlank();
      }
    }

    private void check(OutboundMessage message) {
      int attributes = message.attributes().stream().mapToInt(Checked::size).sum();
      assertThat(message.attributes()).hasSizeLessThanOrEqualTo(10);
      assertThat(message.body().getBytes(StandardCharsets.UTF_8).length + attributes)
          .isEqualTo(message.bytes());
      assertThat(message.bytes()).isBetween(1, limit);
      assertThat(message.body().codePoints()).allMatch(Checked::isAcceptedBySqs);
      if (message.groupId() != null || fifo) {
        assertThat(message.groupId()).matches("[\\x21-\\x7E]{1,128}");
      }
      if (fifo && !byContent) {
        assertThat(message.deduplicationId()).matches("[\\x21-\\x7E]{1,128}");
      } else {
        assertThat(message.deduplicationId()).isNull();
      }
    }

    private static int size(MessageAttribute attribute) {
      ByteBuffer binary = attribute.binary();
      int value =
          binary == null
              ? attribute.text().getBytes(StandardCharsets.UTF_8).length
              : binary.remaining();
      assertThat(value).as(attribute.name()).isPositive();
      assertThat(String.valueOf(attribute.text()).codePoints()).allMatch(Checked::isAcceptedBySqs);
      return attribute.name().length() + attribute.type().word().length() + value;
    }

    /** No event is in two messages of a record. */
    private static void checkEvents(List<OutboundMessage> messages) {
      Set<String> seen = new HashSet<>();
      for (OutboundMessage message : messages) {
        for (int event : FuzzedSender.indexes(message.events().toString())) {
          assertThat(seen.add(message.events().batchIndex() + "/" + event)).isTrue();
        }
      }
    }

    private static boolean isAcceptedBySqs(int c) {
      return c == '\t'
          || c == '\n'
          || c == '\r'
          || (c >= ' ' && c < 0xD800)
          || (c >= 0xE000 && c < 0xFFFE)
          || c > 0xFFFF;
    }
  }
}
