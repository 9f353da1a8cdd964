package io.github.sqsconnect.model;

import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.Json.Arr;
import io.github.sqsconnect.generators.Json.Num;
import io.github.sqsconnect.generators.Json.Obj;
import io.github.sqsconnect.generators.Json.Str;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A second implementation of the event format: from the JSON text of a record to the bodies of its
 * messages. It recognises the input, maps plain records, checks, forwards and splits.
 *
 * <p>Each rule is one method, and each method returns a new tree: slow, but easy to compare with
 * docs/event-format.md. Where the document leaves a choice, a comment that begins with "Choice"
 * names the one made.
 */
public final class EventFormatModel {
  /** The setting for the maximum size of a body. */
  private static final String MAX_BYTES = "sqs.message.max.bytes";

  /** The setting for text mixed into every generated id. */
  private static final String ID_NAMESPACE = "sqs.id.namespace";

  /** The position of the record before any transform; null without a timestamp. */
  public record Position(String topic, int partition, long offset, Long timestamp) {}

  /** What ids are generated from: the position of the record and the hash of its content. */
  private record Origin(Position position, String content) {
    Long timestamp() {
      return position.timestamp();
    }
  }

  /** The result of a conversion. */
  public sealed interface Result {}

  /** The record becomes messages with these bodies. */
  public record Messages(List<String> bodies) implements Result {}

  /** Forwarding rules leave nothing to send. */
  public record Filtered() implements Result {}

  /** The record cannot be converted. */
  public record Rejected(String reason) implements Result {}

  /** The key of a record as text, or null, and its headers by name. */
  public record KeyAndHeaders(String key, Map<String, Json> headers) {
    static final KeyAndHeaders NONE = new KeyAndHeaders(null, Map.of());
  }

  private static final List<String> KEY_ORDER =
      List.of(
          """
          events mpid mp_deviceid timestamp_unixtime_ms batch_id unique_id message_id
          source_request_id message_type schema_version environment device_info
          application_info user_attributes deleted_user_attributes user_identities
          partner_identities integration_attributes consent_state context source_info
          system_notifications ip"""
              .split("\\s+"));

  private static final Set<String> OTHER_BATCH_KEYS =
      Set.of(
          """
          attribution_info sdk_version api_key api_keys job_id partner_identity origin_mpid
          modified"""
              .split("\\s+"));

  private static final Set<String> IDENTIFYING_KEYS =
      Set.of(
          """
          mpid user_identities user_attributes batch_id device_info application_info
          consent_state integration_attributes source_info context system_notifications"""
              .split("\\s+"));

  /** The switch of each event type that has one. */
  private static final Map<String, String> SWITCHES =
      Map.ofEntries(
          Map.entry("custom_event", "event.send.custom.events"),
          Map.entry("screen_view", "event.send.screen.views"),
          Map.entry("session_start", "event.send.lifecycle.events"),
          Map.entry("session_end", "event.send.lifecycle.events"),
          Map.entry("application_state_transition", "event.send.lifecycle.events"),
          Map.entry("first_run", "event.send.lifecycle.events"),
          Map.entry("crash_report", "event.send.crash.events"),
          Map.entry("network_performance", "event.send.network.performance.events"),
          Map.entry("push_registration", "event.send.push.events"),
          Map.entry("push_message", "event.send.push.events"),
          Map.entry("push_reaction", "event.send.push.events"),
          Map.entry("commerce_event", "event.send.commerce.events"),
          Map.entry("user_attribute_change", "event.include.user.attribute.changes"),
          Map.entry("user_identity_change", "event.include.user.identity.changes"));

  private static final Set<String> OFF_BY_DEFAULT =
      Set.of(
          "event.include.user.attribute.changes",
          "event.include.user.identity.changes",
          "event.include.batch.location",
          "event.include.device.id");

  private final UUID namespace;
  private final Map<String, String> settings;
  private final Int64Model int64Model;
  private final PlainRecordModel plainRecordModel;

  /**
   * @param namespace the namespace of all generated ids
   * @param settings as a user writes them; a missing setting has its default
   */
  public EventFormatModel(UUID namespace, Map<String, String> settings) {
    this.namespace = namespace;
    this.settings = Map.copyOf(settings);
    this.int64Model = new Int64Model(setting("event.int64.format", "keep"));
    this.plainRecordModel = new PlainRecordModel(this.settings);
  }

  public Result convert(byte[] text, Position position) {
    try {
      return convert(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString(), position);
    } catch (CharacterCodingException e) {
      return new Rejected("not UTF-8");
    }
  }

  /**
   * Choice: a Java string with an unpaired surrogate is accepted, though no UTF-8 can contain it;
   * the surrogate is written as an escape.
   */
  public Result convert(String text, Position position) {
    return convert(text, position, KeyAndHeaders.NONE);
  }

  public Result convert(String text, Position position, KeyAndHeaders keyAndHeaders) {
    try {
      Json value = Json.parse(text).lastOfEachName();
      return convert(
          value, new Origin(position, content(value, keyAndHeaders.key())), keyAndHeaders);
    } catch (Json.Malformed | Violation e) {
      return new Rejected(e.getMessage());
    }
  }

  private static String content(Json value, String key) {
    byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    return String.format("%016x", ContentHashModel.ofJson(value, bytes));
  }

  /** Whether the text is an object that is recognised as a plain record. */
  public boolean isPlainRecord(String text) {
    return Json.parse(text).lastOfEachName() instanceof Obj object
        && configured().orElseGet(() -> recognise(object)) == Shape.RECORD;
  }

  // ---- 1. Recognising the input

  private enum Shape {
    BATCH,
    EVENT,
    RECORD
  }

  private Result convert(Json value, Origin origin, KeyAndHeaders keyAndHeaders) {
    if (value instanceof Arr array) {
      return convertArray(array, origin, keyAndHeaders);
    }
    if (!(value instanceof Obj object)) {
      throw new Violation("", "neither an object nor an array");
    }
    Shape shape = configured().orElseGet(() -> recognise(object));
    return result(messagesOf(shape, object, "", origin, keyAndHeaders, 0));
  }

  /**
   * Choice: with a configured format every element of an array is read in that format and becomes
   * its own messages, so an element need only be an object. An empty array is filtered in any
   * format.
   */
  private Result convertArray(Arr array, Origin origin, KeyAndHeaders keyAndHeaders) {
    for (int i = 0; i < array.elements().size(); i++) {
      Json element = array.elements().get(i);
      if (!(element instanceof Obj object)
          || (configured().isEmpty() && !isBatchByEvents(object) && !isBatchByKeys(object))) {
        throw new Violation("/" + i, "not a batch");
      }
    }
    if (array.elements().isEmpty()) {
      return new Filtered();
    }
    Shape shape = configured().orElse(Shape.BATCH);
    List<Json> messages = new ArrayList<>();
    for (int i = 0; i < array.elements().size(); i++) {
      Obj object = (Obj) array.elements().get(i);
      messages.addAll(messagesOf(shape, object, "/" + i, origin, keyAndHeaders, i));
    }
    return result(messages);
  }

  private static Result result(List<Json> messages) {
    return messages.isEmpty()
        ? new Filtered()
        : new Messages(messages.stream().map(Json::canonical).toList());
  }

  private Optional<Shape> configured() {
    return switch (setting("event.input.format", "auto")) {
      case "auto" -> Optional.empty();
      case "batch" -> Optional.of(Shape.BATCH);
      case "event" -> Optional.of(Shape.EVENT);
      case "record" -> Optional.of(Shape.RECORD);
      default -> throw new IllegalArgumentException("event.input.format");
    };
  }

  /** The rows of the table in docs/event-format.md, in order; keys with a null value count. */
  private static Shape recognise(Obj object) {
    if (isBatchByEvents(object) || isBatchByKeys(object)) {
      return Shape.BATCH;
    }
    boolean event =
        object.get("event_type").orElse(Json.NULL) instanceof Str
            && object.get("data").orElse(Json.NULL) instanceof Obj;
    return event ? Shape.EVENT : Shape.RECORD;
  }

  private static boolean isBatchByEvents(Obj object) {
    return object.get("events").filter(e -> e instanceof Arr || e instanceof Json.Null).isPresent();
  }

  private static boolean isBatchByKeys(Obj object) {
    Set<String> keys = object.toMap().keySet();
    return !keys.contains("events")
        && keys.stream().allMatch(k -> KEY_ORDER.contains(k) || OTHER_BATCH_KEYS.contains(k))
        && keys.stream().anyMatch(IDENTIFYING_KEYS::contains);
  }

  // ---- 2. From a batch to its messages

  private List<Json> messagesOf(
      Shape shape,
      Obj withNulls,
      String location,
      Origin origin,
      KeyAndHeaders keyAndHeaders,
      int batchIndex) {
    if (shape == Shape.RECORD) {
      UUID id = id(origin, batchIndex, "event", List.of(0));
      Obj record = (Obj) withNulls.withoutNullMembers();
      Obj mapped = plainRecordModel.batch(record, keyAndHeaders, origin.position(), id.toString());
      return new Batch(shape, mapped, origin, batchIndex).messages();
    }
    Obj batch =
        shape == Shape.EVENT
            ? Json.object("events", Json.array(NullMembers.ofEvent(withNulls)))
            : withoutNulls(withNulls);
    check(batch, shape, location);
    return new Batch(shape, batch, origin, batchIndex).messages();
  }

  /** A batch without its null members, except those that have a meaning. */
  public static Obj withoutNulls(Obj batch) {
    return NullMembers.ofBatch(batch);
  }

  /** An event with its index among the events of the input. */
  private record Numbered(int index, Json event) {}

  private final class Batch {
    private final Shape shape;
    private final Obj input;
    private final Origin origin;
    private final int batchIndex;

    Batch(Shape shape, Obj input, Origin origin, int batchIndex) {
      this.shape = shape;
      this.input = input;
      this.origin = origin;
      this.batchIndex = batchIndex;
    }

    /**
     * Choice: a batch that is too big only because of the long message_id in the input is split
     * too; its last event then becomes a message of its own.
     */
    List<Json> messages() {
      Obj batch = withTimestamp(input);
      List<Numbered> events = eventsOf(input).stream().filter(e -> isSent(e.event())).toList();
      if (events.isEmpty()) {
        boolean sent = shape == Shape.BATCH && isOn("event.send.eventless.batches");
        return sent ? List.of(fitting(message(batch, events, events, true))) : List.of();
      }
      if (events.size() == 1) {
        return List.of(fitting(message(batch, events, events, true)));
      }
      if (!isOn("event.send.as.batch")) {
        return events.stream()
            .map(event -> fitting(message(batch, List.of(event), events, false)))
            .toList();
      }
      Json whole = message(batch, events, events, true);
      return fits(whole) ? List.of(whole) : split(batch, events);
    }

    private List<Json> split(Obj batch, List<Numbered> events) {
      List<Json> messages = new ArrayList<>();
      int from = 0;
      while (from < events.size()) {
        int to = from + 1;
        while (to < events.size()
            && fits(message(batch, events.subList(from, to + 1), events, false))) {
          to++;
        }
        if (to - from == events.size()) {
          to--;
        }
        messages.add(fitting(message(batch, events.subList(from, to), events, false)));
        from = to;
      }
      return messages;
    }

    private boolean fits(Json message) {
      return message.canonical().getBytes(StandardCharsets.UTF_8).length
          <= Integer.parseInt(setting(MAX_BYTES, "1048576"));
    }

    private Json fitting(Json message) {
      if (!fits(message)) {
        throw new Violation("", "too big, and cannot be split");
      }
      return message;
    }

    private List<Numbered> eventsOf(Obj batch) {
      List<Json> events =
          batch.get("events").map(e -> ((Arr) e).elements()).orElse(List.<Json>of());
      List<Numbered> numbered = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        numbered.add(new Numbered(i, events.get(i)));
      }
      return numbered;
    }

    private boolean isSent(Json event) {
      return !(event instanceof Obj object)
          || !(object.get("event_type").orElse(Json.NULL) instanceof Str type)
          || !SWITCHES.containsKey(type.value())
          || isOn(SWITCHES.get(type.value()));
    }

    private Json message(
        Obj batch, List<Numbered> carried, List<Numbered> allLeft, boolean isOnlyMessage) {
      Obj message = withIdentities(batch);
      message =
          message.with("events", new Arr(carried.stream().map(e -> written(e, batch)).toList()));
      message = message.with("schema_version", new Num(setting("event.schema.version", "2")));
      message = message.with("message_type", Json.string("events"));
      if (!message.has("environment")) {
        message =
            message.with("environment", Json.string(setting("event.environment", "production")));
      }
      if (!isOnlyMessage || !message.has("message_id")) {
        UUID id = id("message", indexes(carried));
        message = message.with("message_id", Json.string(id.toString()));
      }
      if (!message.has("batch_id")) {
        message = message.with("batch_id", highBits(id("message", indexes(allLeft))));
      }
      if (settings.containsKey("event.unique.id")) {
        message = message.with("unique_id", Json.string(settings.get("event.unique.id")));
      }
      if (!message.has("source_info")) {
        message =
            message.with("source_info", Json.object("channel", Json.string("server_to_server")));
      }
      message = withBatchLocation(message);
      message = withoutSwitchedOffMembers(message);
      message = (Obj) int64Model.format(inKeyOrder(message));
      return exclude(message);
    }

    /** Choice: a timestamp copied from the record is formatted like every other 64-bit integer. */
    private Obj withTimestamp(Obj batch) {
      return batch.has("timestamp_unixtime_ms") || origin.timestamp() == null
          ? batch
          : batch.with("timestamp_unixtime_ms", Json.number(origin.timestamp()));
    }

    /**
     * Choice: the value of an identity is written unchanged, of any type. Identities that are
     * neither an object nor an array, possible only without validation, stay unchanged.
     */
    private Obj withIdentities(Obj batch) {
      if (!(batch.get("user_identities").orElse(Json.NULL) instanceof Obj byType)) {
        return batch;
      }
      List<Json> identities = new ArrayList<>();
      byType
          .toMap()
          .forEach(
              (type, identity) -> {
                Obj expanded =
                    Json.object("identity_type", Json.string(type), "identity", identity);
                identities.add(
                    batch
                        .get("timestamp_unixtime_ms")
                        .map(
                            time ->
                                expanded.with("timestamp_unixtime_ms", int64Model.derived(time)))
                        .orElse(expanded));
              });
      return batch.with("user_identities", new Arr(identities));
    }

    /**
     * Choice: data that is not an object, possible only without validation, stays unchanged, and
     * nothing is added to it.
     */
    private Json written(Numbered numbered, Obj batch) {
      if (!(numbered.event() instanceof Obj event)) {
        return numbered.event();
      }
      Json data = event.get("data").orElse(Json.object());
      if (data instanceof Obj object) {
        data = writtenData(object, numbered.index(), batch);
      }
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("data", data);
      event.get("event_type").ifPresent(type -> members.put("event_type", type));
      event.toMap().forEach(members::putIfAbsent);
      return Obj.of(members);
    }

    private Obj writtenData(Obj data, int index, Obj batch) {
      Obj written = data;
      if (!written.has("timestamp_unixtime_ms") && batch.has("timestamp_unixtime_ms")) {
        written =
            written.with(
                "timestamp_unixtime_ms",
                int64Model.derived(batch.get("timestamp_unixtime_ms").orElseThrow()));
      }
      if (!written.has("event_id")) {
        written = written.with("event_id", highBits(id("event", List.of(index))));
      }
      if (!written.has("event_start_unixtime_ms") && written.has("timestamp_unixtime_ms")) {
        written =
            written.with(
                "event_start_unixtime_ms",
                int64Model.derived(written.get("timestamp_unixtime_ms").orElseThrow()));
      }
      return isOn("event.include.location") ? written : written.without("location");
    }

    /**
     * Choice: the whole location of the event is copied unchanged. A context location without a
     * latitude counts as present. A context without remaining members stays as an empty object, and
     * one that is not an object stays unchanged.
     */
    private Obj withBatchLocation(Obj message) {
      Json context = message.get("context").orElse(Json.object());
      if (!(context instanceof Obj object)) {
        return message;
      }
      if (!isOn("event.include.batch.location")) {
        return message.change("context", c -> object.without("location"));
      }
      Optional<Obj> found =
          eventsOf(input).stream().flatMap(e -> locationOf(e.event()).stream()).findFirst();
      return object.has("location") || found.isEmpty()
          ? message
          : message.with("context", object.with("location", found.get()));
    }

    private static Optional<Obj> locationOf(Json event) {
      return object(event, "data")
          .flatMap(data -> object(data, "location"))
          .filter(place -> place.has("latitude") && place.has("longitude"));
    }

    private Obj withoutSwitchedOffMembers(Obj message) {
      Obj left = message;
      if (!isOn("event.include.metadata")) {
        left = left.without("application_info").without("device_info").without("source_info");
      }
      return isOn("event.include.device.id") ? left : left.without("mp_deviceid");
    }

    private UUID id(String purpose, List<Integer> indexes) {
      return EventFormatModel.this.id(origin, batchIndex, purpose, indexes);
    }
  }

  private UUID id(Origin origin, int batchIndex, String purpose, List<Integer> indexes) {
    Position position = origin.position();
    return NameBasedUuid.of(
        namespace,
        String.join(
            "\n",
            purpose,
            position.topic(),
            Integer.toString(position.partition()),
            Long.toString(position.offset()),
            origin.content(),
            Integer.toString(batchIndex),
            NameBasedUuid.ranges(indexes),
            setting(ID_NAMESPACE, "")));
  }

  private static List<Integer> indexes(List<Numbered> events) {
    return events.stream().map(Numbered::index).toList();
  }

  private static Json highBits(UUID id) {
    return Json.number(id.getMostSignificantBits());
  }

  private static Obj inKeyOrder(Obj message) {
    Map<String, Json> ordered = new LinkedHashMap<>();
    KEY_ORDER.forEach(key -> message.get(key).ifPresent(value -> ordered.put(key, value)));
    message.toMap().forEach(ordered::putIfAbsent);
    return Obj.of(ordered);
  }

  // ---- 3. Exclusions

  private Json exclude(Obj message) {
    Json left = message;
    for (String path : setting("event.exclude.fields", "").split(",")) {
      if (!path.isBlank()) {
        left = exclude(left, List.of(path.trim().split("\\.", -1)));
      }
    }
    return left;
  }

  /** Choice: arrays in arrays are searched too; a segment of digits is a name. */
  private static Json exclude(Json value, List<String> path) {
    if (value instanceof Arr array) {
      return array.map(element -> exclude(element, path));
    }
    if (!(value instanceof Obj object)) {
      return value;
    }
    String name = path.get(0);
    List<String> rest = path.subList(1, path.size());
    return rest.isEmpty()
        ? object.without(name)
        : object.change(name, member -> exclude(member, rest));
  }

  // ---- 5. Checking

  /**
   * Choice: with the configured format {@code batch}, {@code events} that are not an array are
   * rejected even without validation.
   */
  private void check(Obj batch, Shape shape, String location) {
    Json events = batch.get("events").orElse(Json.array());
    if (!(events instanceof Arr array)) {
      throw new Violation(location + "/events", "not an array");
    }
    if (setting("event.validation", "structure").equals("none")) {
      return;
    }
    for (int i = 0; i < array.elements().size(); i++) {
      checkEvent(
          array.elements().get(i), shape == Shape.EVENT ? location : location + "/events/" + i);
    }
    for (String name :
        List.of(
            """
          device_info application_info user_attributes integration_attributes partner_identities
          consent_state context source_info"""
                .split("\\s+"))) {
      require(batch, name, location, Obj.class::isInstance, "an object");
    }
    for (String name : List.of("deleted_user_attributes", "system_notifications")) {
      require(batch, name, location, Arr.class::isInstance, "an array");
    }
    require(
        batch,
        "user_identities",
        location,
        value -> value instanceof Obj || value instanceof Arr,
        "an object or an array");
  }

  private static void checkEvent(Json value, String location) {
    if (!(value instanceof Obj event)) {
      throw new Violation(location, "not an object");
    }
    if (!(event.get("event_type").orElse(Json.NULL) instanceof Str)) {
      throw new Violation(location + "/event_type", "not a string");
    }
    Obj data =
        object(event, "data").orElseThrow(() -> new Violation(location + "/data", "not an object"));
    for (String name :
        List.of("custom_attributes", "custom_flags", "location", "device_current_state")) {
      require(data, name, location + "/data", Obj.class::isInstance, "an object");
    }
  }

  private static void require(
      Obj object, String name, String location, Function<Json, Boolean> rule, String wanted) {
    object
        .get(name)
        .filter(value -> !rule.apply(value))
        .ifPresent(
            value -> {
              throw new Violation(location + "/" + name, "not " + wanted);
            });
  }

  /** The input violates a rule; the message begins with the JSON location. */
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Violation(String location, String what) {
      super(location + ": " + what);
    }
  }

  // ---- Reading

  private static Optional<Obj> object(Json value, String name) {
    return value instanceof Obj object && object.get(name).orElse(Json.NULL) instanceof Obj found
        ? Optional.of(found)
        : Optional.empty();
  }

  private String setting(String key, String otherwise) {
    return settings.getOrDefault(key, otherwise);
  }

  private boolean isOn(String key) {
    return Boolean.parseBoolean(setting(key, Boolean.toString(!OFF_BY_DEFAULT.contains(key))));
  }
}
