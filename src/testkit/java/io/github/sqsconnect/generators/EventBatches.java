package io.github.sqsconnect.generators;

import io.github.sqsconnect.property.Generator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random event batches, events and plain records as JSON text, written in any way that JSON allows.
 *
 * <p>{@link #wellFormed} texts pass validation, are recognised as what they are, and become
 * messages that are valid by the published schema. {@link #careless} texts also contain values of a
 * wrong type, so some are rejected and the messages of the others may be invalid.
 */
public final class EventBatches {
  private static final List<String> STRANGE_NAMES =
      List.of(
          "unknown_1", "a.b", "", "events", "data", "event_type", "mpid", "location", "$x", "é");

  private final boolean careless;
  private final boolean doubledNames;
  private final EventFields fields = new EventFields(this::object);

  private EventBatches(boolean careless, boolean doubledNames) {
    this.careless = careless;
    this.doubledNames = doubledNames;
  }

  public static EventBatches wellFormed() {
    return new EventBatches(false, false);
  }

  public static EventBatches careless() {
    return new EventBatches(true, false);
  }

  /** These batches, in which some objects have two members of one name. */
  public EventBatches withDoubledNames() {
    return new EventBatches(careless, true);
  }

  /** Batches as senders write them, or as the platform writes them. */
  public Generator<String> batches() {
    return written(Generator.oneOf(inboundTrees(), outgoingTrees()));
  }

  /** Arrays of batches, empty ones too. */
  public Generator<String> arrays() {
    return written(Generator.oneOf(inboundTrees(), outgoingTrees()).list(3).map(Json.Arr::new));
  }

  /** Single events, without a batch around them. */
  public Generator<String> events() {
    return written(eventTrees());
  }

  /** Objects that are neither a batch nor an event. */
  public Generator<String> records() {
    Generator<String> names =
        Generator.oneOf(Generator.of("id", "user", "after", "name", "ts"), JsonValues.name());
    Generator<Json> values = Generator.oneOf(JsonValues.scalar(), JsonValues.any());
    Generator<Json.Member> members = c -> new Json.Member(names.from(c), values.from(c));
    return written(JsonValues.object(Map.of(), members, 8).map(this::doubled));
  }

  /** As senders write them: without the members that the platform adds. */
  private Generator<Json> inboundTrees() {
    return batchTrees(
        fields.members("batch"),
        Generator.oneOf(fields.identitiesAsObject(), fields.identitiesAsArray()));
  }

  private Generator<Json> outgoingTrees() {
    Map<String, Generator<Json>> members = new LinkedHashMap<>(fields.members("batch"));
    members.putAll(fields.members("added_on_output"));
    return batchTrees(members, fields.identitiesAsArray());
  }

  private Generator<Json> batchTrees(
      Map<String, Generator<Json>> members, Generator<Json> identities) {
    Map<String, Generator<Json>> optional = new LinkedHashMap<>(members);
    optional.put("user_identities", identities);
    Generator<Json> events = eventTrees().list(4).map(Json.Arr::new);
    Generator<Json> withEvents =
        object(Map.of("events", events.or(20, Generator.just(Json.NULL))), optional)
            .map(batch -> batch);
    return withEvents.or(10, eventless(optional));
  }

  /** Without {@code events}, an object is a batch if it has only members of a batch. */
  private Generator<Json> eventless(Map<String, Generator<Json>> optional) {
    return JsonValues.object(Map.of("mpid", JsonValues.int64()), knownMembers(optional), 6)
        .map(batch -> batch);
  }

  private Generator<Json> eventTrees() {
    Generator<Json> events =
        Generator.oneOf(EventFields.EVENT_TYPES.stream().map(fields::event).toList());
    return careless
        ? events.or(40, Generator.oneOf(JsonValues.any(), events.map(event -> Json.array(event))))
        : events;
  }

  private Generator<Json.Obj> object(
      Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional) {
    Map<String, Generator<Json>> needed = new LinkedHashMap<>();
    required.forEach((name, value) -> needed.put(name, sometimesWrong(value)));
    Generator<Json.Member> unknown = unknownMembers(required, optional);
    Generator<Json.Member> others =
        optional.isEmpty() ? unknown : knownMembers(optional).or(7, unknown);
    return JsonValues.object(needed, others, optional.isEmpty() ? 1 : 7).map(this::doubled);
  }

  private Generator<Json.Member> unknownMembers(
      Map<String, Generator<Json>> required, Map<String, Generator<Json>> optional) {
    Generator<String> names =
        Generator.oneOf(Generator.of(STRANGE_NAMES.toArray(String[]::new)), JsonValues.name());
    Generator<Json> values = JsonValues.any();
    return draw -> {
      String name = names.from(draw);
      boolean makesABatch = required.containsKey("event_type") && name.equals("events");
      boolean known = required.containsKey(name) || optional.containsKey(name) || makesABatch;
      return new Json.Member(known ? "not_" + name : name, values.from(draw));
    };
  }

  private Generator<Json.Member> knownMembers(Map<String, Generator<Json>> optional) {
    List<Generator<Json.Member>> members = new ArrayList<>();
    optional.forEach(
        (name, value) ->
            members.add(
                sometimesWrong(value)
                    .or(15, Generator.just(Json.NULL))
                    .map(v -> new Json.Member(name, v))));
    return Generator.oneOf(members);
  }

  /** The value as it should be; in careless batches, sometimes a wrong one. */
  private Generator<Json> sometimesWrong(Generator<Json> value) {
    return careless
        ? value.or(
            40,
            Generator.oneOf(
                JsonValues.nearlyInt64(),
                JsonValues.any(),
                value.map(v -> Json.array(v)),
                value.map(v -> Json.array(Json.array(v), v)),
                value.map(EventBatches::firstElement)))
        : value;
  }

  /** One element instead of a list. */
  private static Json firstElement(Json value) {
    return value instanceof Json.Arr array && !array.elements().isEmpty()
        ? array.elements().get(0)
        : Json.object("location", value);
  }

  /**
   * The object with an earlier member of the same name as one of its members; only the later one
   * counts. Its choices come from the object's hash, so that shrinking is not disturbed.
   */
  private Json.Obj doubled(Json.Obj object) {
    int hash = object.hashCode();
    if (!doubledNames || object.members().isEmpty() || hash % 4 != 0) {
      return object;
    }
    Random random = new Random(hash);
    List<Json.Member> members = new ArrayList<>(object.members());
    int last = random.nextInt(members.size());
    Json first = random.nextBoolean() ? Json.NULL : Json.array(Json.number("1e400"));
    members.add(random.nextInt(last + 1), new Json.Member(members.get(last).name(), first));
    return new Json.Obj(members);
  }

  /** The values as text, written in any way that JSON allows. */
  public static Generator<String> written(Generator<? extends Json> values) {
    return draw -> {
      int rendering = draw.below(10_000);
      return new JsonRendering(rendering).render(values.from(draw));
    };
  }
}
