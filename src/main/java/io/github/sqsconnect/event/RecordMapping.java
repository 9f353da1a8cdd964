package io.github.sqsconnect.event;

import io.github.sqsconnect.config.RecordSettings;
import io.github.sqsconnect.json.IndexedJsonWriter;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.json.ScalarText;
import io.github.sqsconnect.record.FieldPath;
import io.github.sqsconnect.record.FoundValue;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.RecordPaths;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps a plain record to one event: the settings assign members to places in the event, all other
 * members become custom attributes.
 *
 * <p>For an id, a name, a type or a time, empty or blank text counts as absent. Attributes and
 * members of the device are data and stay.
 */
final class RecordMapping {
  private static final int NO_PATH = -1;

  private final RecordSettings settings;
  private final IdGenerator ids;
  private final Template name;
  private final RecordPaths paths;
  private final int typePath;
  private final int namePath;
  private final int customTypePath;
  private final int timestampPath;
  private final int idPath;
  private final int sessionPath;
  private final int mpidPath;
  private final Members identities;
  private final Members userAttributes;
  private final Members device;
  private final CustomAttributes customAttributes;

  /** The batch of the record at hand. */
  private final JsonDocument batch = new JsonDocument(JsonBuffer.MAX_RECORD_BYTES / 4);

  private final IndexedJsonWriter out = new IndexedJsonWriter(batch);
  private long recordBytes;

  RecordMapping(RecordSettings settings, IdGenerator ids) {
    this.settings = settings;
    this.ids = ids;
    name = new Template(settings.name());
    customAttributes = new CustomAttributes(settings);
    List<FieldPath> named = new ArrayList<>();
    typePath = add(settings.typePath(), named);
    namePath = add(settings.namePath(), named);
    customTypePath = add(settings.customTypePath(), named);
    timestampPath = add(settings.timestampPath(), named);
    idPath = add(settings.idPath(), named);
    sessionPath = add(settings.sessionPath(), named);
    mpidPath = add(settings.mpidPath(), named);
    identities = add(settings.identities(), named);
    userAttributes = add(settings.userAttributes(), named);
    device = add(settings.device(), named);
    paths = new RecordPaths(named);
  }

  private static int add(Optional<String> path, List<FieldPath> to) {
    path.map(FieldPath::of).ifPresent(to::add);
    return path.isPresent() ? to.size() - 1 : NO_PATH;
  }

  private static Members add(Map<String, String> pairs, List<FieldPath> to) {
    int first = to.size();
    pairs.values().forEach(path -> to.add(FieldPath.of(path)));
    return new Members(first, List.copyOf(pairs.keySet()));
  }

  /** A new record begins. The bytes of its events are counted from zero. */
  void begin() {
    recordBytes = 0;
  }

  /**
   * Maps a record to a batch with one event.
   *
   * @param root the object in the record's value that is the plain record
   * @return the batch, valid until the next record
   * @throws RejectedRecordException if a value that a setting names cannot be used
   */
  JsonDocument map(RecordDocuments data, int root, RecordPosition position, int batchIndex) {
    out.reset();
    paths.find(data, root);

    out.openObject();
    out.name("events");
    out.openArray();
    out.openObject();
    String type = word(typePath, settings.type(), RecordSettings.EVENT_TYPES);
    out.name("data");
    out.openObject();
    writeName(data, root, type);
    writeTimestamp();
    writeIds(data, position, batchIndex);
    String mpid = mpid();
    writeCustomAttributes(data, root);
    out.closeObject();
    out.name("event_type");
    out.string(type);
    out.closeObject();
    out.closeArray();

    writeMpid(mpid);
    writeMembers("device_info", device, false);
    writeMembers("user_attributes", userAttributes, true);
    writeIdentities();
    out.closeObject();

    count(out.buffer().size());
    return batch;
  }

  private void writeName(RecordDocuments data, int root, String type) {
    out.name(type.equals("screen_view") ? "screen_name" : "event_name");
    String eventName = text(namePath);
    out.string(eventName == null ? name.render(data, root, null) : eventName);

    if (type.equals("custom_event")) {
      out.name("custom_event_type");
      out.string(word(customTypePath, settings.customType(), RecordSettings.CUSTOM_EVENT_TYPES));
    }
  }

  private void writeIds(RecordDocuments data, RecordPosition position, int batchIndex) {
    out.name("source_message_id");
    String id = text(idPath);
    out.string(
        id == null ? ids.eventId(position, data.content().hash(), batchIndex, 0).toString() : id);

    String session = text(sessionPath);
    if (session != null) {
      out.name("session_uuid");
      out.string(session);
    }
  }

  /** Everything that no other setting uses. */
  private void writeCustomAttributes(RecordDocuments data, int root) {
    take(identities);
    take(userAttributes);
    take(device);
    out.name("custom_attributes");
    out.openObject();
    customAttributes.write(data.value(), root, paths, out);
    out.closeDistinctObject();
  }

  /** All elements of an array count together, also the ones that the filters leave out. */
  private void count(int bytes) {
    recordBytes += bytes;
    if (recordBytes > JsonBuffer.MAX_RECORD_BYTES) {
      throw new RejectedRecordException(
          "too large for SQS: the events made of the record need more than "
              + JsonBuffer.MAX_RECORD_BYTES
              + " bytes. Allowed: that much. Leave members out with event.record.attributes.exclude, or send fewer"
              + " plain records in one record",
          RejectionKind.TOO_LARGE);
    }
  }

  /** The value at the path of an id, a name, a type or a time. Null if it is blank. */
  private @Nullable FoundValue take(int path) {
    if (path == NO_PATH) {
      return null;
    }
    FoundValue found = paths.take(path);
    return found == null || ScalarText.isBlank(found.document(), found.node()) ? null : found;
  }

  private void take(Members members) {
    for (int i = 0; i < paths.presentCount(); i++) {
      if (members.has(paths.present(i))) {
        paths.take(paths.present(i));
      }
    }
  }

  private @Nullable String text(int path) {
    FoundValue found = take(path);
    return found == null ? null : text(found);
  }

  private static String text(FoundValue found) {
    String text = ScalarText.text(found.document(), found.node());
    if (text == null) {
      throw unreadable(found, "a string, number or boolean");
    }
    return text;
  }

  private String word(int path, String otherwise, List<String> allowed) {
    FoundValue found = take(path);
    if (found == null) {
      return otherwise;
    }
    String word = text(found);
    if (!allowed.contains(word)) {
      throw new RejectedRecordException(
          "unknown word at " + found.place() + ". Allowed: " + String.join(", ", allowed));
    }
    return word;
  }

  private void writeTimestamp() {
    FoundValue found = take(timestampPath);
    if (found == null) {
      return;
    }
    Long millis = EventTime.millis(found.document(), found.node());
    if (millis == null) {
      throw unreadable(found, EventTime.ALLOWED);
    }
    out.name("timestamp_unixtime_ms");
    out.integer(millis);
  }

  private @Nullable String mpid() {
    FoundValue found = take(mpidPath);
    if (found == null) {
      return null;
    }
    String digits = UserId.digits(found);
    if (digits == null) {
      throw new RejectedRecordException(
          "no user id at " + found.place() + ". Allowed: " + UserId.ALLOWED);
    }
    return digits;
  }

  private void writeMpid(@Nullable String mpid) {
    if (mpid != null) {
      out.name("mpid");
      out.number(mpid, true);
    }
  }

  private void writeMembers(String object, Members members, boolean listsAllowed) {
    boolean any = false;
    for (int i = 0; i < paths.presentCount(); i++) {
      int path = paths.present(i);
      FoundValue value = paths.at(path);
      if (value == null || !members.has(path)) {
        continue;
      }
      if (!any) {
        out.name(object);
        out.openObject();
        any = true;
      }
      out.name(members.name(path));
      requireScalars(value, listsAllowed);
      writeScalars(value.document(), value.node());
    }
    if (any) {
      out.closeObject();
    }
  }

  private void writeScalars(JsonDocument document, int node) {
    if (!document.is(node, JsonDocument.ARRAY)) {
      out.scalar(document, node);
      return;
    }
    out.openArray();
    for (int element = document.firstElement(node);
        element != JsonDocument.NONE;
        element = document.nextElement(node, element)) {
      out.scalar(document, element);
    }
    out.closeArray();
  }

  private static void requireScalars(FoundValue value, boolean listsAllowed) {
    JsonDocument document = value.document();
    int node = value.node();
    if (document.is(node, JsonDocument.ARRAY) && listsAllowed) {
      for (int e = document.firstElement(node);
          e != JsonDocument.NONE;
          e = document.nextElement(node, e)) {
        if (document.is(e, JsonDocument.ARRAY) || document.is(e, JsonDocument.OBJECT)) {
          throw unreadable(value, "a scalar or a list of scalars");
        }
      }
    } else if (document.is(node, JsonDocument.ARRAY) || document.is(node, JsonDocument.OBJECT)) {
      throw unreadable(value, listsAllowed ? "a scalar or a list of scalars" : "a scalar");
    }
  }

  private void writeIdentities() {
    boolean any = false;
    for (int i = 0; i < paths.presentCount(); i++) {
      int path = paths.present(i);
      FoundValue value = paths.at(path);
      if (value == null
          || !identities.has(path)
          || ScalarText.isBlank(value.document(), value.node())) {
        continue;
      }
      if (!any) {
        out.name("user_identities");
        out.openObject();
        any = true;
      }
      out.name(identities.name(path));
      out.string(text(value));
    }
    if (any) {
      out.closeObject();
    }
  }

  private static RejectedRecordException unreadable(FoundValue found, String allowed) {
    return new RejectedRecordException(
        "unreadable value at "
            + found.place()
            + ": found "
            + found.document().describe(found.node())
            + ". Allowed: "
            + allowed);
  }

  /**
   * The members that one setting names, each with its path.
   *
   * @param first the index of the first member's path among all paths
   */
  private record Members(int first, List<String> names) {
    boolean has(int path) {
      return path >= first && path < first + names.size();
    }

    String name(int path) {
      return names.get(path - first);
    }
  }
}
