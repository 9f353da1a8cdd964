package io.github.sqsconnect.event;

import io.github.sqsconnect.config.RecordSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of a plain record: places what the settings name, the rest becomes attributes.
 */
final class RecordMapping {
  private final RecordSettings settings;
  private final Identity identity;
  private final Template name;
  private final @Nullable FieldPath typePath;
  private final @Nullable FieldPath namePath;
  private final @Nullable FieldPath customTypePath;
  private final @Nullable FieldPath timestampPath;
  private final @Nullable FieldPath idPath;
  private final @Nullable FieldPath sessionPath;
  private final @Nullable FieldPath mpidPath;
  private final Map<String, FieldPath> identities;
  private final Map<String, FieldPath> userAttributes;
  private final Map<String, FieldPath> device;

  private final JsonBuffer out = JsonBuffer.upTo(JsonBuffer.MOST_OF_A_RECORD / 4);
  private final Set<Integer> used = new HashSet<>();
  private final Set<String> flattened = new HashSet<>();

  RecordMapping(RecordSettings settings, Identity identity) {
    this.settings = settings;
    this.identity = identity;
    name = new Template(settings.name());
    typePath = path(settings.typePath());
    namePath = path(settings.namePath());
    customTypePath = path(settings.customTypePath());
    timestampPath = path(settings.timestampPath());
    idPath = path(settings.idPath());
    sessionPath = path(settings.sessionPath());
    mpidPath = path(settings.mpidPath());
    identities = paths(settings.identities());
    userAttributes = paths(settings.userAttributes());
    device = paths(settings.device());
  }

  private static @Nullable FieldPath path(Optional<String> path) {
    return path.map(FieldPath::of).orElse(null);
  }

  private static Map<String, FieldPath> paths(Map<String, String> pairs) {
    Map<String, FieldPath> paths = new LinkedHashMap<>();
    pairs.forEach((target, path) -> paths.put(target, FieldPath.of(path)));
    return paths;
  }

  /**
   * The batch, as JSON text, that holds the one event made of a record.
   *
   * @param root the object in the record's value that is the plain record
   * @throws UnreadableValueException if a value that a setting names cannot be read
   */
  byte[] batch(RecordData data, int root, RecordPosition position, int batchIndex) {
    out.clear();
    used.clear();
    String type = word(typePath, settings.type(), RecordSettings.EVENT_TYPES, data, root);
    out.putAscii("{\"events\":[{\"data\":{");
    out.putAscii(type.equals("screen_view") ? "\"screen_name\":" : "\"event_name\":");
    String eventName = text(namePath, data, root);
    out.putString(eventName == null ? name.of(data, root, null) : eventName);
    if (type.equals("custom_event")) {
      out.putAscii(",\"custom_event_type\":");
      out.putString(
          word(
              customTypePath,
              settings.customType(),
              RecordSettings.CUSTOM_EVENT_TYPES,
              data,
              root));
    }
    writeTimestamp(data, root);
    out.putAscii(",\"source_message_id\":");
    String id = text(idPath, data, root);
    out.putString(
        id == null
            ? identity
                .uuid(Identity.Purpose.EVENT, position, data.content().hash(), batchIndex, "0")
                .toString()
            : id);
    String session = text(sessionPath, data, root);
    if (session != null) {
      out.putAscii(",\"session_uuid\":");
      out.putString(session);
    }
    String mpid = mpid(data, root);
    Map<String, String> identityTexts = texts(identities, data, root);
    List<String> attributeNames = new ArrayList<>();
    List<FieldPath.Found> attributes = found(userAttributes, attributeNames, data, root);
    List<String> deviceNames = new ArrayList<>();
    List<FieldPath.Found> deviceMembers = found(device, deviceNames, data, root);
    writeAttributes(data, root);
    out.putAscii("},\"event_type\":");
    out.putString(type);
    out.putAscii("}]");
    if (mpid != null) {
      out.putAscii(",\"mpid\":");
      out.putAscii(mpid);
    }
    writeMembers("device_info", deviceNames, deviceMembers, false);
    writeMembers("user_attributes", attributeNames, attributes, true);
    writeIdentities(identityTexts);
    out.put('}');
    return Arrays.copyOf(out.bytes(), out.size());
  }

  private FieldPath.@Nullable Found find(@Nullable FieldPath path, RecordData data, int root) {
    if (path == null) {
      return null;
    }
    FieldPath.Found found = path.find(data, root);
    if (found != null && path.isInValue()) {
      used.add(found.node());
    }
    return found;
  }

  private @Nullable String text(@Nullable FieldPath path, RecordData data, int root) {
    FieldPath.Found found = find(path, data, root);
    return found == null ? null : text(found);
  }

  private static String text(FieldPath.Found found) {
    String text = ScalarText.of(found);
    if (text == null) {
      throw unreadable(found, "a string, number or boolean");
    }
    return text;
  }

  private String word(
      @Nullable FieldPath path, String otherwise, List<String> allowed, RecordData data, int root) {
    FieldPath.Found found = find(path, data, root);
    if (found == null) {
      return otherwise;
    }
    String word = text(found);
    if (!allowed.contains(word)) {
      throw new UnreadableValueException(
          "unknown word at " + found.place() + ". Allowed: " + String.join(", ", allowed));
    }
    return word;
  }

  private void writeTimestamp(RecordData data, int root) {
    FieldPath.Found found = find(timestampPath, data, root);
    if (found == null) {
      return;
    }
    Long millis = EventTime.millis(found.document(), found.node());
    if (millis == null) {
      throw unreadable(found, "epoch milliseconds or seconds, ISO-8601 text, a Connect timestamp");
    }
    out.putAscii(",\"timestamp_unixtime_ms\":");
    out.putLong(millis);
  }

  private @Nullable String mpid(RecordData data, int root) {
    FieldPath.Found found = find(mpidPath, data, root);
    if (found == null) {
      return null;
    }
    String text =
        found.document().is(found.node(), JsonDocument.NUMBER)
            ? GroupText.ofNumber(found.document(), found.node())
            : text(found);
    byte[] digits = text.getBytes(StandardCharsets.UTF_8);
    if (!Int64Form.isInt64(digits, 0, digits.length)) {
      throw new UnreadableValueException(
          "no user id at " + found.place() + ". Allowed: a signed 64-bit integer");
    }
    return text;
  }

  private Map<String, String> texts(Map<String, FieldPath> paths, RecordData data, int root) {
    Map<String, String> texts = new LinkedHashMap<>();
    paths.forEach(
        (target, path) -> {
          String text = text(path, data, root);
          if (text != null) {
            texts.put(target, text);
          }
        });
    return texts;
  }

  private List<FieldPath.Found> found(
      Map<String, FieldPath> paths, List<String> names, RecordData data, int root) {
    List<FieldPath.Found> all = new ArrayList<>();
    paths.forEach(
        (target, path) -> {
          FieldPath.Found found = find(path, data, root);
          if (found != null) {
            names.add(target);
            all.add(found);
          }
        });
    return all;
  }

  private void writeMembers(
      String member, List<String> names, List<FieldPath.Found> values, boolean listsAllowed) {
    if (names.isEmpty()) {
      return;
    }
    out.put(',');
    out.putString(member);
    out.putAscii(":{");
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      out.putString(names.get(i));
      out.put(':');
      FieldPath.Found value = values.get(i);
      requireScalars(value, listsAllowed);
      value.document().copy(value.node(), out, MemberRules.NEUTRAL);
    }
    out.put('}');
  }

  private static void requireScalars(FieldPath.Found value, boolean listsAllowed) {
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

  private void writeIdentities(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    out.putAscii(",\"user_identities\":{");
    boolean more = false;
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      if (more) {
        out.put(',');
      }
      more = true;
      out.putString(entry.getKey());
      out.put(':');
      out.putString(entry.getValue());
    }
    out.put('}');
  }

  // --- custom attributes

  private void writeAttributes(RecordData data, int root) {
    out.putAscii(",\"custom_attributes\":{");
    flattened.clear();
    flatten(data.value(), root, "", settings.attributesInclude().isEmpty());
    out.put('}');
  }

  private void flatten(JsonDocument document, int object, String prefix, boolean included) {
    for (int member = document.firstName(object);
        member != JsonDocument.NONE;
        member = document.nextName(object, member)) {
      int value = document.value(member);
      if (document.is(value, JsonDocument.NULL) || used.contains(value)) {
        continue;
      }
      String path = prefix + document.string(member);
      if (settings.attributesExclude().contains(path)) {
        continue;
      }
      boolean inside = included || settings.attributesInclude().contains(path);
      if (document.is(value, JsonDocument.OBJECT) && document.hasMembers(value)) {
        flatten(document, value, path + ".", inside);
      } else if (inside) {
        writeAttribute(document, value, path);
      }
    }
  }

  private void writeAttribute(JsonDocument document, int value, String path) {
    if (!flattened.add(path)) {
      throw new UnreadableValueException(
          "two members flatten to one custom attribute, at "
              + document.location(value)
              + ". Allowed: one. Leave one out with event.record.attributes.exclude, or rename it");
    }
    if (flattened.size() > 1) {
      out.put(',');
    }
    out.putString(path);
    out.put(':');
    String text = ScalarText.of(new FieldPath.Found(document, value, ""));
    if (text == null) {
      JsonBuffer json = new JsonBuffer();
      document.copy(value, json, MemberRules.NEUTRAL);
      text = json.text(0);
    }
    out.putString(text);
  }

  private static UnreadableValueException unreadable(FieldPath.Found found, String allowed) {
    return new UnreadableValueException(
        "unreadable value at "
            + found.place()
            + ": found "
            + found.document().describe(found.node())
            + ". Allowed: "
            + allowed);
  }
}
