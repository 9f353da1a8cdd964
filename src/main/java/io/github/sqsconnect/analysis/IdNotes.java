package io.github.sqsconnect.analysis;

import io.github.sqsconnect.SqsSinkWiring;
import io.github.sqsconnect.config.MessageSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.record.GroupIdText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is not visible in the ids of a message: that the template of an id found nothing in the
 * record, or that an id is the hash of a longer text.
 *
 * <p>The connector itself answers it: the same record is assembled with a mark before each
 * template. If the id of a group is the mark alone, or the mark does not change a deduplication id,
 * the template found nothing.
 */
public final class IdNotes {
  private static final String MARK = "-";
  private static final int HASH_CHARACTERS = 64;
  private static final String HASHED =
      "SHA-256 of the text: it is too long, or has characters that SQS refuses";

  /** The notes of one message. */
  public record Notes(Optional<String> group, Optional<String> deduplication) {
    /** Those of a message whose ids are as configured. */
    public static final Notes NONE = new Notes(Optional.empty(), Optional.empty());
  }

  private final MessageAssembler marked;
  private final boolean groupHasTemplate;
  private final boolean deduplicationHasTemplate;
  private final boolean isOfBatches;

  public IdNotes(Preview preview) {
    MessageSettings message = preview.config().message();
    groupHasTemplate = message.groupId().filter(id -> !id.equals(MessageSettings.AUTO)).isPresent();
    deduplicationHasTemplate = message.hasIdTemplate();
    isOfBatches = message.format() == MessageSettings.Format.EVENT_BATCH;

    Map<String, @Nullable String> settings = new HashMap<>(preview.settings());
    if (groupHasTemplate) {
      settings.computeIfPresent(MessageSettings.GROUP_ID, (key, template) -> MARK + template);
    }
    if (deduplicationHasTemplate) {
      settings.computeIfPresent(
          MessageSettings.DEDUPLICATION_ID, (key, template) -> MARK + template);
    }
    marked = SqsSinkWiring.assembler(SqsSinkConfig.from(settings));
  }

  /** The notes of each message of a record. */
  public List<Notes> of(SinkRecord record, List<OutboundMessage> messages) {
    boolean hasTemplate = groupHasTemplate || deduplicationHasTemplate;
    Assembly again = hasTemplate ? marked.assemble(record) : new Assembly.Messages(messages);
    if (!(again instanceof Assembly.Messages others)
        || others.messages().size() != messages.size()) {
      return messages.stream().map(message -> Notes.NONE).toList();
    }
    return IntStream.range(0, messages.size())
        .mapToObj(
            i -> {
              OutboundMessage message = messages.get(i);
              OutboundMessage other = others.messages().get(i);
              return new Notes(
                  group(record, message.groupId(), other.groupId()),
                  deduplication(message.deduplicationId(), other.deduplicationId()));
            })
        .toList();
  }

  private Optional<String> group(
      SinkRecord record, @Nullable String group, @Nullable String withMark) {
    if (groupHasTemplate && withMark != null && !withMark.equals(MARK)) {
      return hashed(group, withMark);
    }
    String nothing = groupHasTemplate ? MessageSettings.GROUP_ID + " finds nothing here: " : "";
    if (group == null) {
      return groupHasTemplate ? Optional.of(nothing + "no group") : Optional.empty();
    }
    String key = GroupIdText.keyText(record.keySchema(), record.key());
    String partition = record.originalTopic() + '-' + record.originalKafkaPartition();
    boolean hasKey = key != null && !key.isEmpty();
    boolean isHash = group.length() == HASH_CHARACTERS && !group.equals(hasKey ? key : partition);
    if (!groupHasTemplate) {
      return isHash && !isOfBatches ? Optional.of(HASHED) : Optional.empty();
    }
    String used = hasKey ? "the key is used" : "topic and partition are used";
    if (isOfBatches && !isHash && !group.equals(hasKey ? key : partition)) {
      used = "the user of the batch is used";
    }
    return Optional.of(nothing + used + (isHash ? ", as its SHA-256" : ""));
  }

  private Optional<String> deduplication(@Nullable String id, @Nullable String withMark) {
    if (!deduplicationHasTemplate || id == null || withMark == null) {
      return Optional.empty();
    }
    return withMark.equals(id)
        ? Optional.of(
            MessageSettings.DEDUPLICATION_ID + " finds nothing here: a generated id is used")
        : hashed(id, withMark);
  }

  /** An id that is no hash has the mark before it, unless the mark makes it too long. */
  private static Optional<String> hashed(@Nullable String id, String withMark) {
    return id != null && id.length() == HASH_CHARACTERS && !withMark.equals(MARK + id)
        ? Optional.of(HASHED)
        : Optional.empty();
  }
}
